/// What YAML 1.1 or 1.2 readers make of an unquoted word.
///
/// The union of the two resolutions: the types of YAML 1.1 (yaml.org/type: bool, int, float, null, timestamp,
/// merge, value) and the core schema of YAML 1.2.2, section 10.3.2.
enum YAMLMeaning {
    static let nothing = "nothing (null)"

    /// Nil where every reader sees a text.
    static func of(_ text: String) -> String? {
        guard let first = text.utf8.first, mayMean(first), text.utf8.count <= 40 else { return nil }
        let bytes = Array(text.utf8)
        switch first {
        case 0x30...0x39, 0x2B, 0x2D, 0x2E: return isDate(bytes) ? "a date" : number(text)
        case 0x7E: return bytes.count == 1 ? nothing : nil
        case 0x3D: return bytes.count == 1 ? "a sign of its own" : nil
        case 0x3C: return text == "<<" ? "a sign of its own" : nil
        default: break
        }
        switch text.lowercased() {
        case "null": return nothing
        case "y", "yes", "true", "on": return "true"
        case "n", "no", "false", "off": return "false"
        default: return nil
        }
    }

    /// Whether a text that begins so may be anything else than a text; most begin otherwise.
    private static func mayMean(_ first: UInt8) -> Bool {
        switch first {
        case 0x30...0x39, 0x2B, 0x2D, 0x2E, 0x7E, 0x3D, 0x3C: true
        default: "nytfo".utf8.contains(first | 0x20)
        }
    }

    /// `2026-12-01`, or more digits, dashes and colons after a `T` or a space. The day need not exist: some
    /// readers stop with an error at one that does not.
    private static func isDate(_ bytes: [UInt8]) -> Bool {
        let parts = bytes.prefix { isDigit($0) || $0 == 0x2D }.split(
            separator: 0x2D, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].count == 4, (1...2).contains(parts[1].count),
            (1...2).contains(parts[2].count)
        else { return false }
        let day = parts[0].count + parts[1].count + parts[2].count + 2
        if day == bytes.count { return parts[1].count == 2 && parts[2].count == 2 }
        guard [0x54, 0x74, 0x20, 0x09].contains(bytes[day]) else { return false }
        let time = bytes[(day + 1)...].drop { $0 == 0x20 || $0 == 0x09 }
        let colons = time.count { $0 == 0x3A }
        return colons >= 2 && time.allSatisfy { isDigit($0) || ":.+- Zz".utf8.contains($0) }
    }

    private static func number(_ text: String) -> String? {
        var digits = text.lowercased()[...]
        if let sign = digits.first, sign == "+" || sign == "-" { digits = digits.dropFirst() }
        if digits == ".inf" || text.lowercased() == ".nan" { return "a number" }
        let bases: [(String, String)] = [("0x", "0123456789abcdef_"), ("0o", "01234567"), ("0b", "01_")]
        for (prefix, allowed) in bases where digits.hasPrefix(prefix) {
            let body = digits.dropFirst(2)
            return !body.isEmpty && body.allSatisfy(allowed.contains) ? "a number" : nil
        }
        guard let first = digits.utf8.first, isDigit(first) || first == 0x2E,
            digits.utf8.contains(where: isDigit)
        else { return nil }
        if digits.contains(":") { return isSexagesimal(digits) ? "a number of base 60" : nil }
        if digits.allSatisfy({ "0123456789_".contains($0) }) { return "a number" }
        let isDecimal = digits.allSatisfy { "0123456789_.e+-".contains($0) }
        return isDecimal && Double(digits.filter { $0 != "_" }) != nil ? "a number" : nil
    }

    /// 12:30 is 750 in YAML 1.1: parts after the first are below 60, and the last may have a fraction.
    private static func isSexagesimal(_ digits: Substring) -> Bool {
        var parts = digits.split(separator: ":", omittingEmptySubsequences: false)
        if let last = parts.last, let dot = last.firstIndex(of: ".") {
            guard last[dot...].dropFirst().allSatisfy({ "0123456789_".contains($0) }) else { return false }
            parts[parts.count - 1] = last[..<dot]
        }
        guard let first = parts.first, first.allSatisfy({ "0123456789_".contains($0) }), !first.isEmpty else {
            return false
        }
        return parts.dropFirst().allSatisfy { part in
            (1...2).contains(part.count) && part.utf8.allSatisfy(isDigit) && (Int(part) ?? 60) < 60
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
