import Foundation

/// Reads whole files by system calls: thousands of small ones are read in one validation.
package enum FileReading {
    package struct Failure: Error, Hashable, Sendable {
        /// What the system says, e.g. `No such file or directory`.
        package let reason: String
    }

    /// At most `limit` bytes of a file.
    package static func bytes(of path: String, limit: Int) throws(Failure) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw Failure(reason: String(cString: strerror(errno))) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw Failure(reason: "it is not a regular file")
        }
        let size = min(Int(status.st_size), limit)
        var failure: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            while count < size {
                let got = read(descriptor, buffer.baseAddress.map { $0 + count }, size - count)
                if got == 0 { break }
                if got < 0 {
                    if errno == EINTR { continue }
                    failure = errno
                    break
                }
                count += got
            }
        }
        guard failure == 0 else { throw Failure(reason: String(cString: strerror(failure))) }
        return bytes
    }
}
