/// Keeps texts from files and gateways from acting on whoever shows them.
package enum SafeText {
    /// One line in which nothing moves a cursor, rings a bell or turns the direction of writing: such
    /// characters are shown as `\u{1B}`, line breaks as spaces. The bracket of `##[` is spelled out too, since
    /// the runner of GitHub Actions takes `##[name]` for a command wherever it stands in a line.
    package static func line(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { isUnsafe($0) || $0 == "#" }) else { return text }
        var result = String.UnicodeScalarView()
        var watch = CommandWatch()
        for scalar in text.unicodeScalars {
            let opens = watch.opensCommand(scalar)
            if scalar == "\n" || scalar == "\t" {
                result.append(" ")
            } else if opens || isUnsafe(scalar) {
                result.append(contentsOf: spelled(scalar).unicodeScalars)
            } else {
                result.append(scalar)
            }
        }
        return String(result)
    }

    /// A safe line with telephone numbers masked.
    static func words(_ text: String) -> String { line(maskingNumbers(in: text)) }

    /// A character by its number, e.g. `\u{1B}`.
    static func spelled(_ scalar: Unicode.Scalar) -> String {
        "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
    }

    static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00...0x1F, 0x7F...0x9F: true
        // Line and paragraph separators, and the characters that turn the direction of writing.
        case 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: true
        default: false
        }
    }

    /// Columns that a character takes in a terminal: 2 for wide East Asian characters and most emoji, 0 for
    /// what combines with the one before.
    package static func width(of scalar: Unicode.Scalar) -> Int {
        switch scalar.value {
        case 0x300...0x36F, 0x200B...0x200D, 0xFE00...0xFE0F, 0x1F3FB...0x1F3FF, 0xE0100...0xE01EF: 0
        case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
            0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1FAFF,
            0x20000...0x3FFFD:
            2
        default: 1
        }
    }
}

/// Finds the bracket of `##[` and `##vso[` in a text that goes by, character by character.
///
/// The runner looks for it with a comparison of its culture, which passes over characters that are not shown.
struct CommandWatch {
    private var hashes = 0

    mutating func opensCommand(_ scalar: Unicode.Scalar) -> Bool {
        if scalar == "#" {
            hashes += 1
            return false
        }
        guard hashes > 0, !scalar.properties.isDefaultIgnorableCodePoint else { return false }
        // Azure Pipelines writes a word before the bracket.
        if hashes >= 2, scalar.properties.isAlphabetic { return false }
        defer { hashes = 0 }
        return scalar == "[" && hashes >= 2
    }
}
