/// The twelve digits behind another way of writing a Colombian number, where only one number can be meant.
///
/// Stricter than reading a list of people to leave out: what comes out here is written to.
package enum NumberSpelling {
    /// `+57 310 123 4567`, `57-310-123-4567`, `(310) 123 4567` and the like as twelve digits; nil for everything that
    /// may be another number: one without 57 that is no mobile number, two numbers in one, a decimal or a number
    /// that a spreadsheet has rounded, and for what is twelve digits already.
    ///
    /// - Parameter addsCountry: whether ten digits that begin with 3 are a Colombian mobile number. In a list that
    ///   people have put together they may as well be an Italian or an American one without its country code, and a
    ///   stranger would be written to.
    package static func twelveDigits(_ text: some StringProtocol, addsCountry: Bool = true) -> String? {
        twelveDigits(text.utf8, addsCountry: addsCountry)
    }

    /// - Parameter bytes: UTF-8.
    package static func twelveDigits(_ bytes: some Sequence<UInt8>, addsCountry: Bool = true) -> String? {
        let written = Array(bytes.prefix(longest + 1))
        guard written.count <= longest, let parts = parts(of: written) else { return nil }
        var digits = parts.groups.flatMap(\.self)
        var isInternational = parts.hasPlus
        if !isInternational, digits.starts(with: [0x30, 0x30]) {
            digits.removeFirst(2)
            isInternational = true
        }
        let isMobile = digits.first == 0x33
        if digits.count == 10, isMobile, !isInternational, addsCountry { digits = [0x35, 0x37] + digits }
        guard digits.count == 12, digits.starts(with: [0x35, 0x37]) else { return nil }
        // Without + or 00 only a mobile number shows that 57 is the country.
        guard isInternational || digits[2] == 0x33, digits != written else { return nil }
        return String(decoding: digits, as: UTF8.self)
    }

    private static let longest = 60

    private struct Parts {
        var hasPlus = false
        /// Runs of digits between which something else stands.
        var groups: [[UInt8]] = []
        var points = 0
        var others = 0
    }

    /// Splits at spaces, dashes, points and parentheses; nil if anything else stands there, or in another order.
    private static func parts(of text: [UInt8]) -> Parts? {
        var parts = Parts()
        var isInGroup = false
        var index = 0
        while index < text.count {
            let byte = text[index]
            let length = spaceLength(text, at: index)
            if (0x30...0x39).contains(byte) {
                if !isInGroup { parts.groups.append([]) }
                parts.groups[parts.groups.count - 1].append(byte)
                isInGroup = true
                index += 1
                continue
            }
            if byte == 0x2B {
                guard parts.groups.isEmpty, !parts.hasPlus else { return nil }
                parts.hasPlus = true
            } else if byte == 0x2E {
                guard isInGroup else { return nil }
                parts.points += 1
            } else if byte == 0x27 {
                // A spreadsheet's mark of a text.
                guard index == 0 else { return nil }
            } else if byte == 0x2D {
                // A dash that begins it would be a minus.
                guard isInGroup || parts.others > 0 else { return nil }
                parts.others += 1
            } else if length > 0 || byte == 0x28 || byte == 0x29 {
                parts.others += isInGroup ? 1 : 0
            } else {
                return nil
            }
            isInGroup = false
            index += max(1, length)
        }
        return isOneNumber(parts) ? parts : nil
    }

    /// A single point, or a last group of one or two digits after points, may be a decimal.
    private static func isOneNumber(_ parts: Parts) -> Bool {
        guard parts.points > 0 else { return true }
        guard parts.points > 1 || parts.others > 0, let last = parts.groups.last else { return false }
        return last.count >= 3 || parts.others > 0 && last.count == 2
    }

    /// Bytes of the space that stands here: a blank, a tab, or one of the no-break and narrow spaces of web pages
    /// and chats (U+00A0, U+2000 to U+200A, U+202F), or a dash as they write it (U+2010 to U+2014); else 0.
    private static func spaceLength(_ text: [UInt8], at index: Int) -> Int {
        switch text[index] {
        case 0x20, 0x09: return 1
        case 0xC2: return index + 1 < text.count && text[index + 1] == 0xA0 ? 2 : 0
        case 0xE2:
            guard index + 2 < text.count, text[index + 1] == 0x80 else { return 0 }
            let last = text[index + 2]
            return (0x80...0x8A).contains(last) || last == 0xAF || (0x90...0x94).contains(last) ? 3 : 0
        default: return 0
        }
    }
}
