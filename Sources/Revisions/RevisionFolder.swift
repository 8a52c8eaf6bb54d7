import CampaignLoading
import Foundation

/// A private temporary folder: only this user may look into it, for it holds people's numbers.
struct RevisionFolder: Sendable {
    /// Absolute, without symbolic links.
    let path: String

    init() throws(RevisionError) {
        let base = FileManager.default.temporaryDirectory.path
        var template = Array("\(base)/pregon-base-XXXXXX".utf8CString)
        // mkdtemp makes it with mode 0700, under a name that nobody can have taken before.
        guard mkdtemp(&template) != nil else {
            throw .noCopy(reason: "\(base): \(String(cString: strerror(errno)))")
        }
        let name = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        path = WorkspaceRoot.realPath(name) ?? name
    }

    func remove() { try? FileManager.default.removeItem(atPath: path) }

    /// Makes the folders above a file.
    func makeFolders(for relative: String) throws(RevisionError) {
        var folder = path
        for part in relative.split(separator: "/").dropLast() {
            folder += "/\(part)"
            guard mkdir(folder, 0o700) == 0 || errno == EEXIST else {
                throw .noCopy(reason: "\(relative): \(String(cString: strerror(errno)))")
            }
        }
    }

    /// A new file, open for writing. Links are made last, so that no path leads through one.
    func create(_ relative: String) throws(RevisionError) -> Int32 {
        try makeFolders(for: relative)
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
        let descriptor = open("\(path)/\(relative)", flags, 0o600)
        guard descriptor >= 0 else {
            throw .noCopy(reason: "\(relative): \(String(cString: strerror(errno)))")
        }
        return descriptor
    }

    /// A symbolic link as git stores it. The loader refuses those that lead out of the folder.
    func link(_ relative: String, to target: [UInt8]) throws(RevisionError) {
        try makeFolders(for: relative)
        guard symlink(String(decoding: target, as: UTF8.self), "\(path)/\(relative)") == 0 || errno == EEXIST
        else { throw .noCopy(reason: "\(relative): \(String(cString: strerror(errno)))") }
    }
}
