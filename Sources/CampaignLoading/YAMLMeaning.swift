import CampaignModel

/// What YAML 1.1 or 1.2 readers make of an unquoted word.
enum YAMLMeaning {
    /// Nil where every reader sees a text.
    static func of(_ text: String) -> String? {
        let bytes = Array(text.utf8)
        guard let first = bytes.first, bytes.count <= 40 else { return nil }
        switch first {
        case 0x30...0x39, 0x2B, 0x2D, 0x2E: return number(text, bytes)
        case 0x7E: return bytes.count == 1 ? "nothing (null)" : nil
        default: break
        }
        switch text.lowercased() {
        case "null": return "nothing (null)"
        case "y", "yes", "true", "on": return "true"
        case "n", "no", "false", "off": return "false"
        default: return nil
        }
    }

    private static func number(_ text: String, _ bytes: [UInt8]) -> String? {
        if LocalDate(iso: text) != nil { return "a date" }
        var digits = bytes[...]
        if digits.first == 0x2B || digits.first == 0x2D { digits = digits.dropFirst() }
        guard let first = digits.first else { return nil }
        let body = String(decoding: digits, as: UTF8.self).lowercased()
        if body == ".inf" || body == ".nan" { return "a number" }
        let allowed = { (set: String) in body.utf8.allSatisfy { set.utf8.contains($0) } }
        if body.hasPrefix("0x") || body.hasPrefix("0o") || body.hasPrefix("0b") {
            return body.dropFirst(2).allSatisfy({ $0.isHexDigit || $0 == "_" }) && body.count > 2
                ? "a number" : nil
        }
        guard (0x30...0x39).contains(first) || first == 0x2E,
            body.utf8.contains(where: { (0x30...0x39).contains($0) })
        else { return nil }
        if allowed("0123456789_") { return "a number" }
        // 12:30 is 750 in YAML 1.1.
        if allowed("0123456789_:"), first != 0x3A, body.last != ":" { return "a number of base 60" }
        if allowed("0123456789_.e+-"), Double(body.replacing("_", with: "")) != nil { return "a number" }
        return nil
    }
}
