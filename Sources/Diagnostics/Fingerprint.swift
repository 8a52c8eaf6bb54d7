/// Names for findings by which a code host knows them again in its next report.
///
/// A fingerprint is made of the rule, the file and the line's text (or the message, where no line may be shown),
/// not of its number. Equal findings of a report are counted, in their order, so that each has its own.
enum Fingerprint {
    /// 32 hexadecimal digits for each finding, distinct within the list.
    static func all(of findings: [Finding]) -> [String] {
        var seen: [String: Int] = [:]
        var taken: Set<String> = []
        return findings.map { finding in
            let line = finding.place.excerpt.map { $0.split { $0.isWhitespace }.joined(separator: " ") }
            // Masked, because a telephone number can be found from its hash by trying them all.
            let text = SafeText.maskingNumbers(in: line ?? finding.message)
            // Each part is preceded by its length, so that no part can pretend to be two.
            let key = [finding.rule.name, finding.place.file, line == nil ? "message" : "line", text]
                .map { "\($0.utf8.count):\($0)" }.joined()
            var number = seen[key, default: 0]
            var result = hash("\(key)\(number)")
            while !taken.insert(result).inserted {
                number += 1
                result = hash("\(key)\(number)")
            }
            seen[key] = number + 1
            return result
        }
    }

    /// FNV-1a of 128 bits (RFC 9923): the same on every machine, and enough where nobody gains by a collision.
    static func hash(_ text: String) -> String {
        var value: UInt128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d
        for byte in text.utf8 {
            value = (value ^ UInt128(byte)) &* 0x0000_0000_0100_0000_0000_0000_0000_013b
        }
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 32 - digits.count) + digits
    }
}
