import Foundation

/// The words by which a person leaves for good (format.md, `opt_out`).
///
/// A reply counts if it is one of them as a whole: case, accents, spaces, punctuation, emoji and invisible
/// marks do not count. "No quiero BAJA calidad" is none.
package struct OptOutWords: Sendable {
    private let words: [String: String]

    package init(_ words: [String]) {
        var plain: [String: String] = [:]
        for word in words {
            let key = Self.plain(word)
            // A word of signs alone would be equal to every reply of signs alone.
            if !key.isEmpty, plain[key] == nil { plain[key] = word }
        }
        self.words = plain
    }

    package var isEmpty: Bool { words.isEmpty }

    /// The workspace's word that a reply is; nil for every other reply.
    package func match(_ reply: String) -> String? {
        // An opt-out is short; a long text need not be taken apart.
        guard !words.isEmpty, reply.utf8.count <= 400 else { return nil }
        return words[Self.plain(reply)]
    }

    /// Letters and digits alone, in lower case, without accents. The compatibility form also takes letters of
    /// other shapes (`ＢＡＪＡ`) for what they are.
    static func plain(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.decomposedStringWithCompatibilityMapping.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
                .decimalNumber, .letterNumber, .otherNumber:
                result.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars)
            default: break
            }
        }
        // Lower case of a dotted capital brings a mark of its own.
        result.removeAll { $0.properties.generalCategory == .nonspacingMark }
        return String(result)
    }
}
