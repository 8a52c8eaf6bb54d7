import Foundation

/// A file in pieces, from its beginning to its end.
final class FilePieces {
    private static let piece = 1 << 16

    private let descriptor: Int32
    /// Bytes that were read so far.
    private(set) var count = 0

    /// Nil where it cannot be opened; `errno` says why.
    init?(_ path: String) {
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        if descriptor < 0 { return nil }
    }

    /// `errno` outlasts a file that could not be opened.
    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Its size when it is asked, in bytes.
    var size: Int {
        var status = stat()
        return fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
    }

    /// Nothing at the end.
    /// - Throws: `POSIXError`.
    func next() throws -> [UInt8] {
        var failure: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: Self.piece) { buffer, count in
            while true {
                let got = read(descriptor, buffer.baseAddress, Self.piece)
                if got < 0, errno == EINTR { continue }
                if got < 0 { failure = errno }
                count = max(0, got)
                return
            }
        }
        guard failure == 0 else { throw POSIXError(POSIXErrorCode(rawValue: failure) ?? .EIO) }
        count += bytes.count
        return bytes
    }
}
