/// Texts of others on one line, without characters that act on a terminal.
enum SafeWords {
    static func line(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x0A, 0x0D, 0x09: result.append(" ")
            default: result.append(isSafe(scalar) ? scalar : "\u{FFFD}")
            }
        }
        return String(result)
    }

    /// Neither a control character nor one that changes the direction of what follows.
    static func isSafe(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00...0x1F, 0x7F...0x9F, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: false
        default: true
        }
    }
}
