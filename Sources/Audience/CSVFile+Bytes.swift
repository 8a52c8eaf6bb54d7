import Diagnostics

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Getting bytes: reading, decoding, and refusing what is not text.
extension CSVFile {
    /// Small enough for the second-level cache to hold what was just read until it is split.
    static let readSize = 1 << 18
    static let rawSize = 1 << 18

    /// Reads the first piece and looks at how the file begins.
    func begin() throws(CSVFailure) {
        try refill(validating: false)
        if let mistake = kind() {
            throw .finding(
                Finding(
                    AudienceRules.notText, at: SourcePlace(file: shownPath), mistake,
                    remedy: "open it in the spreadsheet and save it as \"CSV UTF-8\""))
        }
        if hasMark { start = 3 }
        try validate()
    }

    /// Whether a UTF-8 byte order mark opens the file.
    private var hasMark: Bool {
        encoding == .utf8 && end >= 3 && buffer[0] == 0xEF && buffer[1] == 0xBB && buffer[2] == 0xBF
    }

    /// What the file is instead of a CSV, in words; nil if it looks like text.
    private func kind() -> String? {
        let head = UnsafeBufferPointer(start: raw ?? buffer, count: min(rawCount, 4096))
        if head.starts(with: [0x50, 0x4B, 0x03, 0x04]) || head.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
            return "this is a spreadsheet workbook, not a CSV file"
        }
        let isMarked = head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF])
        let zeros = head.reduce(0) { $0 + ($1 == 0 ? 1 : 0) }
        if isMarked || zeros > head.count / 8 {
            return "the file is in UTF-16 (\"Unicode text\"), not in UTF-8"
        }
        return nil
    }

    /// Moves the row that is not complete yet to the front and reads on behind it.
    func refill(validating: Bool = true) throws(CSVFailure) {
        let rest = end - start
        guard rest < CSVFile.longestRow else {
            throw .finding(
                Finding(
                    AudienceRules.cellTooLong, at: place(line: line), "this row is longer than 1 MiB",
                    remedy: "check that this is the right file, and that it has line breaks"))
        }
        if start > 0 {
            buffer.update(from: buffer + start, count: rest)
            origin += start
            validated = max(0, validated - start)
            start = 0
            end = rest
        }
        if let raw {
            rawCount = try read(into: raw, upTo: min(CSVFile.rawSize, (bufferSize - end) / 3))
            end += Windows1252.decode(UnsafeBufferPointer(start: raw, count: rawCount), to: buffer + end)
        } else {
            rawCount = try read(into: buffer + end, upTo: min(CSVFile.readSize, bufferSize - end))
            end += rawCount
            if validating { try validate() }
        }
    }

    private func read(
        into target: UnsafeMutablePointer<UInt8>, upTo limit: Int
    ) throws(CSVFailure) -> Int {
        while true {
            #if canImport(Glibc)
            let count = Glibc.read(descriptor, target, limit)
            #else
            let count = Darwin.read(descriptor, target, limit)
            #endif
            if count > 0 {
                readCount += count
                return count
            }
            if count == 0 {
                reachedEnd = true
                return 0
            }
            if errno != EINTR { throw .unreadable(shownPath, errno) }
        }
    }

    /// Begins again at a row: in UTF-8 at any, else only at the file's first byte, since what stands before a row is
    /// known in decoded bytes alone. Lines are not counted from there on.
    func rewind(to offset: Int) throws(CSVFailure) {
        while lseek(descriptor, off_t(offset), SEEK_SET) < 0 {
            if errno != EINTR { throw .unreadable(shownPath, errno) }
        }
        (origin, start, end, validated, readCount, reachedEnd) = (offset, 0, 0, 0, offset, false)
        escapes.removeAll(keepingCapacity: true)
        try refill()
    }

    /// Where a byte of the buffer stands in the file; only without decoding.
    func fileOffset(ofBuffer offset: Int) -> Int { readCount - end + offset }

    /// Checks what has been read since the last time. A character that the piece has cut waits for the next.
    private func validate() throws(CSVFailure) {
        guard encoding == .utf8, isDecoding else { return }
        let fresh = UnsafeBufferPointer(start: buffer + validated, count: end - validated)
        switch UTF8Check.check(fresh) {
        case .validUpTo(let length):
            validated += length
            if reachedEnd, validated < end { throw notUTF8(at: validated) }
        case .invalid(let offset):
            throw notUTF8(at: validated + offset)
        }
    }

    private func notUTF8(at offset: Int) -> CSVFailure {
        let before = UnsafeBufferPointer(start: buffer + start, count: max(0, offset - start))
        return .notUTF8(line: line + ByteText.newlines(in: before))
    }
}
