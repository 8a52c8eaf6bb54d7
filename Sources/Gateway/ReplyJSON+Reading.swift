extension ReplyJSON {
    /// The members of an object; empty for anything else.
    package var members: [Member] {
        if case .object(let members) = self { members } else { [] }
    }

    /// A text without spaces around it; nil for anything else.
    package var text: String? {
        guard case .string(let text) = self else { return nil }
        return text.trimmed
    }

    /// A whole number, written as one or as a text that is one (`200`, `"200"`, `-5`); nil for anything else,
    /// fractions, exponents and leading zeros included.
    package var integer: Int? {
        switch self {
        case .number(let digits): ReplyJSON.integer(digits)
        case .string(let text): ReplyJSON.integer(text.trimmed)
        default: nil
        }
    }

    package static func integer(_ text: String) -> Int? {
        let digits = text.utf8.first == UInt8(ascii: "-") ? text.utf8.dropFirst() : text.utf8[...]
        guard let first = digits.first, digits.allSatisfy({ (0x30...0x39).contains($0) }),
            digits.count == 1 || first != UInt8(ascii: "0")
        else { return nil }
        return Int(text)
    }

    /// An identifier: a text of 1 to 200 characters without spaces or control characters, or a whole number.
    package var identifier: String? {
        switch self {
        case .number(let digits): return ReplyJSON.integer(digits).map(String.init)
        case .string(let text):
            let text = text.trimmed
            let isPlain = text.unicodeScalars.allSatisfy {
                $0.value > 0x20 && !(0x7F...0xA0).contains($0.value)
            }
            return (1...200).contains(text.count) && isPlain ? text : nil
        default: return nil
        }
    }
}

extension String {
    /// Without spaces, tabs and line breaks at both ends.
    var trimmed: String {
        let isSpace: (Unicode.Scalar) -> Bool = { [" ", "\t", "\n", "\r"].contains($0) }
        let scalars = unicodeScalars.drop(while: isSpace)
        guard let last = scalars.lastIndex(where: { !isSpace($0) }) else { return "" }
        return String(scalars[...last])
    }
}
