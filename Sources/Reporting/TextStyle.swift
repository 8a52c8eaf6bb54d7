// Reporting: plan and outcome for people and for programs.
//
// In: a `Plan`, tallies of the ledger. Out: text and JSON. No input or output of its own; numbers are masked
// unless it is told otherwise, and texts of others can do nothing to the terminal.
import Planning

/// How text is shown.
package struct TextStyle: Sendable {
    package var usesColor: Bool
    package var showsNumbers: Bool
    /// Every person, not the first few of each kind.
    package var isVerbose: Bool
    package var showsUnchanged: Bool

    package init(
        usesColor: Bool = false, showsNumbers: Bool = false, isVerbose: Bool = false,
        showsUnchanged: Bool = false
    ) {
        self.usesColor = usesColor
        self.showsNumbers = showsNumbers
        self.isVerbose = isVerbose
        self.showsUnchanged = showsUnchanged
    }

    func bold(_ text: String) -> String { usesColor ? "\u{1B}[1m\(text)\u{1B}[0m" : text }

    func colored(_ text: String, as kind: SendClass) -> String {
        guard usesColor else { return text }
        let color =
            switch kind {
            case .new: "32"
            case .sent: "2"
            case .changed: "33"
            case .waiting: "36"
            case .inDoubt: "35"
            case .failed: "31"
            case .leaving: "31"
            }
        return "\u{1B}[\(color)m\(text)\u{1B}[0m"
    }

    /// - Parameter color: the number of an ANSI colour, e.g. `31`.
    func marked(_ text: String, color: String) -> String {
        usesColor ? "\u{1B}[\(color)m\(text)\u{1B}[0m" : text
    }

    func red(_ text: String) -> String { usesColor ? "\u{1B}[1;31m\(text)\u{1B}[0m" : text }
}

/// Numbers with words.
package enum Words {
    /// `1 send`, `2 sends`.
    package static func count(_ number: Int, _ noun: String, _ plural: String? = nil) -> String {
        "\(number) \(number == 1 ? noun : plural ?? noun + "s")"
    }

    /// At most `limit` characters of one line, with a sign where it was cut.
    static func short(_ text: String, _ limit: Int) -> String {
        text.count <= limit ? text : String(text.prefix(limit - 1)) + "…"
    }
}
