/// The shared SQL's placeholders (`?`, `?1`; see `SQLTransaction`) as PostgreSQL's (`$1`).
struct Placeholders: Sendable, Hashable {
    let sql: String
    /// How many values the statement takes.
    let count: Int

    /// What is within quotes and comments stays as it is.
    init(_ text: String) {
        let bytes = Array(text.utf8)
        var translated: [UInt8] = []
        translated.reserveCapacity(bytes.count + 32)
        var highest = 0
        var index = 0
        while index < bytes.count {
            let skipped = Self.endOfQuoted(bytes, from: index)
            if skipped > index {
                translated += bytes[index..<skipped]
                index = skipped
                continue
            }
            guard bytes[index] == UInt8(ascii: "?") else {
                translated.append(bytes[index])
                index += 1
                continue
            }
            index += 1
            var number = 0
            // Five digits are more than the 65,535 values that a statement can take.
            while index < bytes.count, number < 10_000, let digit = Self.digit(bytes[index]) {
                number = number * 10 + digit
                index += 1
            }
            if number == 0 { number = highest + 1 }
            highest = max(highest, number)
            translated += "$\(number)".utf8
        }
        sql = String(decoding: translated, as: UTF8.self)
        count = highest
    }

    private static func digit(_ byte: UInt8) -> Int? {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) ? Int(byte - UInt8(ascii: "0")) : nil
    }

    /// Where a text, a quoted name or a comment that begins here is over; `start` itself where none begins.
    private static func endOfQuoted(_ bytes: [UInt8], from start: Int) -> Int {
        func pair(_ index: Int, _ one: Character, _ other: Character) -> Bool {
            index + 1 < bytes.count && bytes[index] == one.asciiValue && bytes[index + 1] == other.asciiValue
        }
        var index = start
        switch bytes[start] {
        case UInt8(ascii: "'"), UInt8(ascii: "\""):
            // A doubled quote ends one text and begins the next, which comes to the same.
            index += 1
            while index < bytes.count, bytes[index] != bytes[start] { index += 1 }
            return min(index + 1, bytes.count)
        case UInt8(ascii: "-") where pair(start, "-", "-"):
            while index < bytes.count, bytes[index] != UInt8(ascii: "\n") { index += 1 }
            return index
        case UInt8(ascii: "/") where pair(start, "/", "*"):
            var depth = 0
            while index < bytes.count {
                if pair(index, "/", "*") {
                    depth += 1
                    index += 2
                } else if pair(index, "*", "/") {
                    depth -= 1
                    index += 2
                    if depth == 0 { return index }
                } else {
                    index += 1
                }
            }
            return index
        default: return start
        }
    }
}
