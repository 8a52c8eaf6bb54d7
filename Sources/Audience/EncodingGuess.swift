#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Tells a Windows-1252 file from a UTF-8 file with a damaged or foreign line in it.
///
/// Reading the latter as Windows-1252 would put `JosÃ©` into messages to everybody.
enum EncodingGuess {
    /// Whether a file that is not UTF-8 as a whole nevertheless is UTF-8 for the most part: it has the byte order
    /// mark, or more well-formed characters beyond ASCII than bytes that belong to none. In Windows-1252 text two
    /// or more such bytes hardly ever happen to be well-formed.
    static func isMostlyUTF8(_ path: String) -> Bool {
        let descriptor = path.withCString { open($0, O_RDONLY | O_CLOEXEC) }
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        let size = 1 << 18
        let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: size)
        defer { buffer.deallocate() }
        var held = 0
        var characters = 0
        var strangers = 0
        var isFirst = true
        while true {
            let count = read(descriptor, buffer + held, size - held)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            let end = held + count
            if isFirst, end >= 3, buffer[0] == 0xEF, buffer[1] == 0xBB, buffer[2] == 0xBF { return true }
            isFirst = false
            var next = 0
            scan: while true {
                let rest = UnsafeBufferPointer(start: buffer + next, count: end - next)
                switch UTF8Check.check(rest) {
                case .validUpTo(let length):
                    characters += leads(rest, length)
                    next += length
                    break scan
                case .invalid(let offset):
                    characters += leads(rest, offset)
                    strangers += 1
                    next += offset + 1
                }
            }
            held = end - next
            buffer.update(from: buffer + next, count: held)
        }
        return characters > strangers + held
    }

    /// First bytes of characters beyond ASCII.
    private static func leads(_ bytes: UnsafeBufferPointer<UInt8>, _ count: Int) -> Int {
        bytes.prefix(count).reduce(0) { $0 + ($1 >= 0xC2 ? 1 : 0) }
    }
}
