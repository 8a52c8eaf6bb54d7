import CampaignModel
import Diagnostics

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Why a CSV file cannot be read on.
enum CSVFailure: Error {
    case finding(Finding)
    /// Bytes that UTF-8 does not allow, on this line. In `auto` the file is then read again as Windows-1252.
    case notUTF8(line: Int)
}

/// One pass over a CSV file (RFC 4180) in pieces of 256 KiB; its bytes come out as UTF-8 whatever the encoding.
///
/// Reading (`CSVFile+Bytes`), splitting into rows (`CSVFile+Rows`) and the header (`CSVFile+Header`) share one
/// buffer: rows point into it until the next `fill`.
final class CSVFile {
    /// The longest row; a multiple of what is read at once.
    static let longestRow = 1 << 20
    static let longestCell = 1 << 16
    /// Bytes past the end that a word-wise look may touch.
    static let padding = 64

    let shownPath: String
    let encoding: AudienceSource.Encoding
    /// Bytes of the whole file, for estimates.
    let size: Int
    let descriptor: CInt
    let buffer: UnsafeMutablePointer<UInt8>
    let bufferSize: Int
    /// Whether bytes are checked and decoded, or come out as they stand in the file.
    let isDecoding: Bool
    /// Undecoded bytes, for Windows-1252 only.
    let raw: UnsafeMutablePointer<UInt8>?
    /// Bytes that the last read gave.
    var rawCount = 0
    /// Bytes that all reads gave.
    var readCount = 0

    /// Decoded bytes of the file before the buffer's first.
    var origin = 0
    /// The first byte that no row has taken, and the end of what has been read.
    var start = 0
    var end = 0
    /// The end of what is known to be UTF-8.
    var validated = 0
    var reachedEnd = false
    /// The physical line, from 1, of `buffer[start]`.
    var line = 1
    /// Bytes that rows have taken so far.
    var consumed = 0
    var delimiter: UInt8 = 0x2C
    /// Columns of the row being split whose `""` still stand for `"`.
    var escapes: [Int] = []

    /// Opens a file. `encoding` is `utf8` or `windows1252`; `auto` begins as UTF-8.
    ///
    /// - Parameter isDecoding: false to get the file's own bytes, whose places in the file are known then; the bytes
    ///   that separate rows and cells are the same in both encodings.
    init(
        path: String, shownPath: String, encoding: AudienceSource.Encoding, isDecoding: Bool = true
    ) throws(CSVFailure) {
        let opened = path.withCString { open($0, O_RDONLY | O_CLOEXEC | O_NONBLOCK) }
        guard opened >= 0 else { throw .unreadable(shownPath, errno) }
        var status = stat()
        guard fstat(opened, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(opened)
            throw .finding(
                Finding(
                    AudienceRules.unreadable, at: SourcePlace(file: shownPath), "this is not a file",
                    remedy: "name a CSV file"))
        }
        self.shownPath = shownPath
        self.isDecoding = isDecoding
        self.encoding = encoding == .windows1252 && isDecoding ? .windows1252 : .utf8
        descriptor = opened
        size = Int(status.st_size)
        bufferSize = 2 * CSVFile.longestRow
        buffer = .allocate(capacity: bufferSize + CSVFile.padding)
        (buffer + bufferSize).initialize(repeating: 0, count: CSVFile.padding)
        raw = self.encoding == .windows1252 ? .allocate(capacity: CSVFile.rawSize) : nil
        try begin()
    }

    deinit {
        close(descriptor)
        buffer.deallocate()
        raw?.deallocate()
    }

    func place(line: Int) -> SourcePlace {
        // No excerpt: rows are personal data.
        SourcePlace(file: shownPath, span: SourceSpan(line: line))
    }
}

extension CSVFailure {
    static func unreadable(_ shownPath: String, _ code: CInt) -> CSVFailure {
        let message: String
        let remedy: String
        switch code {
        case ENOENT:
            message = "there is no such file"
            remedy = "check the path; it is relative to the workspace folder"
        case EACCES:
            message = "the file may not be read by this user"
            remedy = "give the user who runs pregon the right to read it"
        default:
            message = "the file cannot be read: \(String(cString: strerror(code)))"
            remedy = "check the disk and try again"
        }
        return .finding(
            Finding(AudienceRules.unreadable, at: SourcePlace(file: shownPath), message, remedy: remedy))
    }
}
