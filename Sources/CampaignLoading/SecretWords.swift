import Diagnostics

/// Masks what may be a secret in findings about `pregon.yaml`, wherever a mistake has brought it to light.
enum SecretWords {
    /// Tokens are letters and digits without a break (gateways.md: 20 of them, hooks have 32); words of people
    /// are shorter, or have no digits and capitals inside. A UUID's longest part has 12.
    private static let shortest = 13

    static func masked(_ finding: Finding) -> Finding {
        var finding = finding
        finding.message = masked(finding.message)
        finding.remedy = masked(finding.remedy)
        if let fix = finding.fix { finding.fix?.label = masked(fix.label) }
        finding.place.excerpt = finding.place.excerpt.map(masked)
        for index in finding.related.indices {
            finding.related[index].place.excerpt = finding.related[index].place.excerpt.map(masked)
        }
        return finding
    }

    /// Keeps the length, so that carets still stand where they should.
    static func masked(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        var word: [Unicode.Scalar] = []
        func flush() {
            if isSecret(word) {
                result.append(contentsOf: String(repeating: "*", count: word.count).unicodeScalars)
            } else {
                result.append(contentsOf: word)
            }
            word.removeAll(keepingCapacity: true)
        }
        for scalar in text.unicodeScalars {
            if scalar.isASCII, scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) {
                word.append(scalar)
            } else {
                flush()
                result.append(scalar)
            }
        }
        flush()
        return String(result)
    }

    private static func isSecret(_ word: [Unicode.Scalar]) -> Bool {
        guard word.count >= shortest else { return false }
        let digits = word.count { ("0"..."9").contains($0) }
        let capitals = word.dropFirst().count { ("A"..."Z").contains($0) }
        // All digits is a number, which is masked elsewhere; all capitals is a variable's name.
        let letters = word.count - digits
        return letters > 0 && (digits > 0 || capitals > 0) && capitals < letters
    }
}
