import Foundation

/// Puts new bytes in the place of a file's old ones so that nobody ever sees half of them: a temporary file in the same
/// folder, flushed to the disk, takes the file's name.
package enum FileReplacing {
    package struct Failure: Error, Hashable, Sendable {
        /// Why the file was left as it was, as the end of a sentence.
        package let reason: String
    }

    /// Replaces a regular file, and keeps its permissions, and its owner where this user may.
    ///
    /// - Parameters:
    ///   - path: absolute and without symbolic links, as `WorkspaceRoot.file` gives it: a link is not replaced.
    ///   - expected: what was read before; a file that holds something else by now stays as it is.
    package static func replace(
        _ path: String, expecting expected: [UInt8], with bytes: [UInt8]
    ) throws(Failure) {
        var status = stat()
        guard lstat(path, &status) == 0 else { throw .system }
        guard status.st_mode & S_IFMT == S_IFREG else { throw Failure(reason: "it is no regular file") }
        // Renaming asks for the folder's permission only, but a write-protected file is meant to stay.
        guard access(path, W_OK) == 0 else { throw .system }
        let temporary = temporaryPath(beside: path)
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw .system }
        do throws(Failure) {
            defer { close(descriptor) }
            try write(bytes, to: descriptor)
            // An owner that cannot be kept is no reason to leave the mistake in the file.
            _ = fchown(descriptor, status.st_uid, status.st_gid)
            guard fchmod(descriptor, status.st_mode & 0o7777) == 0, fsync(descriptor) == 0 else {
                throw .system
            }
            guard (try? FileReading.bytes(of: path, limit: expected.count + 1)) == expected else {
                throw Failure(reason: "somebody else has changed it meanwhile; run the command again")
            }
            guard rename(temporary, path) == 0 else { throw .system }
        } catch {
            unlink(temporary)
            throw error
        }
        flushFolder(of: path)
    }

    /// Begins with a dot, so that no campaign is looked for in what a killed run leaves behind.
    private static func temporaryPath(beside path: String) -> String {
        let folder = (path as NSString).deletingLastPathComponent
        return "\(folder)/.pregon-fix-\(UUID().uuidString)"
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) throws(Failure) {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                Foundation.write(descriptor, buffer.baseAddress.map { $0 + written }, bytes.count - written)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw .system }
            written += count
        }
    }

    /// Makes the new name last through a power cut, where the file system can.
    private static func flushFolder(of path: String) {
        let descriptor = open((path as NSString).deletingLastPathComponent, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }
}

extension FileReplacing.Failure {
    /// What the system says.
    fileprivate static var system: Self { Self(reason: String(cString: strerror(errno))) }
}
