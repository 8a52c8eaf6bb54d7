import Foundation

/// The workspace's folder, and the only way from a path in a file to a path on disk.
package struct WorkspaceRoot: Sendable, Hashable {
    /// Absolute, symbolic links resolved.
    package let path: String
    /// The folder as messages show it, e.g. `campaigns`; empty for the working directory.
    package let shownPath: String
    /// The one folder outside in which audiences may live; nil where none is configured or set.
    package var audiences: String?

    package init(path: String, shownPath: String) {
        self.path = path
        self.shownPath = shownPath
    }

    /// How messages name a file of the workspace.
    package func shown(_ relative: String) -> String {
        shownPath.isEmpty || shownPath == "." ? relative : "\(shownPath)/\(relative)"
    }

    /// The path, relative to the workspace, of a file that messages name so; nil for a file elsewhere.
    package func relative(ofShown shown: String) -> String? {
        guard !shownPath.isEmpty, shownPath != "." else { return shown }
        return shown.hasPrefix(shownPath + "/") ? String(shown.dropFirst(shownPath.count + 1)) : nil
    }

    package enum PathMistake: Error, Hashable, Sendable {
        case empty
        case absolute
        /// `..` or a symbolic link leads out of the workspace.
        case outside
        case missing
        case notAFile
    }

    /// The absolute path of a regular file that a campaign names, and proof that it lies inside.
    package func file(_ relative: String, isAudience: Bool = false) throws(PathMistake) -> String {
        guard !relative.isEmpty else { throw .empty }
        guard !relative.hasPrefix("/"), !relative.hasPrefix("~") else { throw .absolute }
        var depth = 0
        for part in relative.split(separator: "/", omittingEmptySubsequences: true) where part != "." {
            depth += part == ".." ? -1 : 1
            guard depth >= 0 else { throw .outside }
        }
        do {
            return try Self.file(relative, below: path)
        } catch .missing {
            guard isAudience, let audiences else { throw .missing }
            return try Self.file(relative, below: audiences)
        } catch { throw error }
    }

    private static func file(_ relative: String, below folder: String) throws(PathMistake) -> String {
        guard let real = realPath(folder + "/" + relative) else { throw .missing }
        guard real == folder || real.hasPrefix(folder == "/" ? "/" : folder + "/") else { throw .outside }
        var status = stat()
        guard stat(real, &status) == 0 else { throw .missing }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .notAFile }
        return real
    }

    /// The absolute path without symbolic links; nil where nothing is there.
    package static func realPath(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }
}
