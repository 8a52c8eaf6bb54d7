/// Decides whether a configured address can be put on the wire byte for byte.
///
/// URL parsers repair what they are given: they encode spaces, drop control characters, follow `@` to another
/// host. A hook's address is checked here before, so that none of that happens to it.
package enum EndpointAddress {
    /// Whether this is `http://` or `https://`, a host without user or password, and only characters that
    /// RFC 3986 allows, without a fragment.
    package static func isClean(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        let lowered = text.prefix(8).lowercased()
        let start = lowered.hasPrefix("https://") ? 8 : lowered.hasPrefix("http://") ? 7 : 0
        guard start > 0, text.utf8.count <= 2000 else { return false }
        let authority = bytes[start...].prefix { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") }
        guard let first = authority.first, first != UInt8(ascii: ":"),
            !authority.contains(UInt8(ascii: "@")), !authority.contains(UInt8(ascii: "%"))
        else { return false }
        return hasCleanCharacters(bytes, authority: authority.indices)
    }

    private static func hasCleanCharacters(_ bytes: [UInt8], authority: Range<Int>) -> Bool {
        var index = 0
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "%"):
                guard index + 2 < bytes.count, isHex(bytes[index + 1]), isHex(bytes[index + 2]) else {
                    return false
                }
                index += 2
            case UInt8(ascii: "["), UInt8(ascii: "]"):
                guard authority.contains(index) else { return false }
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                break
            case let byte where punctuation.contains(byte): break
            default: return false
            }
            index += 1
        }
        return true
    }

    private static let punctuation = Set("-._~:/?@!$&'()*+,;=".utf8)

    private static func isHex(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
            UInt8(ascii: "A")...UInt8(ascii: "F"):
            true
        default: false
        }
    }
}
