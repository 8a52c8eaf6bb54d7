import Foundation

/// Finds the campaign files of a workspace: every `*.yaml` and `*.yml` below it, but for `pregon.yaml`,
/// `templates.lock.yaml`, folders whose name begins with a dot, and what `ignore` lists (format.md).
struct WorkspaceFiles {
    let root: WorkspaceRoot
    let ignore: [String]

    struct Listing {
        /// Relative to the workspace, sorted.
        var files: [String] = []
        /// Symbolic links that lead out of the workspace.
        var linksOut: [String] = []
        var unreadable: [String] = []
    }

    func list() -> Listing {
        var listing = Listing()
        walk("", depth: 0, into: &listing)
        listing.files.sort()
        listing.linksOut.sort()
        return listing
    }

    private func walk(_ relative: String, depth: Int, into listing: inout Listing) {
        let folder = relative.isEmpty ? root.path : "\(root.path)/\(relative)"
        guard depth < 64, let directory = opendir(folder) else {
            listing.unreadable.append(relative.isEmpty ? "." : relative)
            return
        }
        defer { closedir(directory) }
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard !name.hasPrefix(".") else { continue }
            let path = relative.isEmpty ? name : "\(relative)/\(name)"
            let ending = name.suffix(5).lowercased()
            let isYAML = ending.hasSuffix(".yaml") || ending.hasSuffix(".yml")
            switch Int32(entry.pointee.d_type) {
            case Int32(DT_DIR):
                if !isIgnored(path) { walk(path, depth: depth + 1, into: &listing) }
            case Int32(DT_REG):
                if isYAML, !isOwn(path), !isIgnored(path) { listing.files.append(path) }
            default: unusual(path, isYAML: isYAML, depth: depth, into: &listing)
            }
        }
    }

    /// Symbolic links, and file systems that do not tell a file's kind.
    private func unusual(_ path: String, isYAML: Bool, depth: Int, into listing: inout Listing) {
        guard !isIgnored(path), let real = WorkspaceRoot.realPath("\(root.path)/\(path)") else { return }
        var status = stat()
        guard stat(real, &status) == 0 else { return }
        let isFolder = status.st_mode & S_IFMT == S_IFDIR
        guard isFolder || (isYAML && !isOwn(path)) else { return }
        guard real.hasPrefix(root.path + "/") else {
            listing.linksOut.append(path)
            return
        }
        if isFolder {
            // A link to a folder above itself would never end; the files are found where they really are.
            if real == "\(root.path)/\(path)" { walk(path, depth: depth + 1, into: &listing) }
        } else {
            listing.files.append(path)
        }
    }

    private func isOwn(_ path: String) -> Bool {
        path == WorkspaceLoader.workspaceFile || path == WorkspaceLoader.templatesFile
    }

    /// An entry of `ignore` is a path, a folder, or a pattern with `*`.
    private func isIgnored(_ path: String) -> Bool {
        ignore.contains { pattern in
            let plain = pattern.hasSuffix("/") ? String(pattern.dropLast()) : pattern
            if path == plain || path.hasPrefix(plain + "/") { return true }
            return plain.contains("*") && fnmatch(plain, path, 0) == 0
        }
    }
}
