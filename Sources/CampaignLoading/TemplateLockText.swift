import CampaignModel

/// `templates.lock.yaml` as text: each template as `pregon templates pull` writes it (format.md).
enum TemplateLockText {
    static let heading = "# What the gateways say of their templates. Written by `pregon templates pull`.\n"

    /// A whole file: lines in the order given, templates by number.
    static func file(
        _ lines: [(name: String, templates: TemplateLock.LineTemplates)], utcOffset: Int,
        heading: String = heading
    ) -> String {
        guard !lines.isEmpty else { return heading + "version: 1\nlines: {}\n" }
        return heading + "version: 1\nlines:\n"
            + lines.map { line($0.name, $0.templates, utcOffset: utcOffset, indent: 2) }.joined()
    }

    /// A line's block, with a line break at its end.
    static func line(
        _ name: String, _ line: TemplateLock.LineTemplates, utcOffset: Int, indent: Int
    ) -> String {
        let margin = String(repeating: " ", count: indent)
        return "\(margin)\(scalar(name)):\n"
            + "\(margin)  pulled: \(moment(line.pulled, utcOffset: utcOffset))\n"
            + "\(margin)  templates:\(templates(line.templates, indent: indent + 4))\n"
    }

    /// What follows `templates:`, without a line break at its end.
    static func templates(_ templates: [String: LockedTemplate], indent: Int) -> String {
        guard !templates.isEmpty else { return " {}" }
        return sorted(templates).map { number, template in "\n" + entry(number, template, indent: indent) }
            .joined()
    }

    /// One template, without a line break at its end.
    static func entry(_ number: String, _ template: LockedTemplate, indent: Int) -> String {
        String(repeating: " ", count: indent) + "\"\(number)\":"
            + value(template, number: number, indent: indent)
    }

    /// What follows a template's number and colon.
    static func value(_ template: LockedTemplate, number: String, indent: Int) -> String {
        var parts = [
            "name: \(scalar(template.name))", "status: \(scalar(template.status.word))",
            "category: \(template.category.rawValue)",
        ]
        if let language = template.language { parts.append("language: \(scalar(language))") }
        parts.append("variables: \(template.variables)")
        switch template.header {
        case .none: break
        case .media(let kind): parts.append("media: \(kind.rawValue)")
        case .unknown: parts.append("media: unknown")
        }
        guard let body = template.body else { return " {\(parts.joined(separator: ", "))}" }
        // The text stands on a line of its own, below the first key: there reviewers look for changes.
        let margin = String(repeating: " ", count: indent + number.utf8.count + 5)
        return " {\(parts.joined(separator: ", ")),\n\(margin)body: \(quoted(body))}"
    }

    /// By their worth as numbers; `7` before `007`.
    static func sorted(_ templates: [String: LockedTemplate]) -> [(key: String, value: LockedTemplate)] {
        templates.sorted { precedes($0.key, $1.key) }
    }

    static func precedes(_ one: String, _ other: String) -> Bool {
        let digits = [one, other].map { $0.drop { $0 == "0" } }
        if digits[0].count != digits[1].count { return digits[0].count < digits[1].count }
        if digits[0] != digits[1] { return digits[0] < digits[1] }
        return one.count < other.count
    }

    /// `2026-11-20T14:03:00-05:00`; parts of a second are cut off.
    ///
    /// - Parameter utcOffset: seconds east of UTC, whole minutes.
    static func moment(_ instant: Instant, utcOffset: Int) -> String {
        let seconds = Int((Double(instant.milliseconds) / 1000).rounded(.down)) + utcOffset
        let days = Int((Double(seconds) / 86_400).rounded(.down))
        let rest = seconds - days * 86_400
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        let clock = [rest / 3600, rest / 60 % 60, rest % 60].map(two).joined(separator: ":")
        let offset = "\(two(abs(utcOffset) / 3600)):\(two(abs(utcOffset) / 60 % 60))"
        return "\(LocalDate(dayNumber: days))T\(clock)\(utcOffset < 0 ? "-" : "+")\(offset)"
    }

    /// A value that may stand without quotes where every reader of YAML takes it for text, else a quoted one.
    static func scalar(_ text: String) -> String {
        let isPlain =
            text.wholeMatch(of: /[A-Za-z][A-Za-z0-9_-]*/) != nil && !words.contains(text.lowercased())
        return isPlain ? text : quoted(text)
    }

    /// Which YAML 1.1 takes for something else than text.
    private static let words: Set<String> = [
        "y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf",
    ]

    static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            // Spaces that nobody sees, and marks that turn the text round, are shown as what they are.
            case "\u{A0}", "\u{2007}", "\u{202F}", "\u{200E}", "\u{200F}", "\u{202A}"..."\u{202E}",
                "\u{2066}"..."\u{2069}", "\u{061C}", "\u{FEFF}", "\u{2028}", "\u{2029}":
                let digits = String(scalar.value, radix: 16, uppercase: true)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
