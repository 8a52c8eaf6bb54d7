/// What a rule says of itself: for `pregon explain` and for `docs/rules.md`.
package enum RuleText {
    /// One rule for a terminal.
    package static func human(_ rule: Rule) -> String {
        """
        \(rule.name) (\(rule.severity.rawValue))
        \(rule.summary)

        Why: \(rule.reason)

        What to do: \(rule.remedy)

        Wrong:
        \(indented(rule.wrong))

        Right:
        \(indented(rule.right))

        Source: \(rule.source)
        """
    }

    /// All rules as one page of Markdown, ended by a line break.
    package static func markdown(_ topics: [RuleTopic]) -> String {
        let contents = topics.flatMap { topic in
            ["- [\(topic.title)](#\(anchor(topic.title)))"]
                + topic.rules.map { "  - [\($0.name)](#\($0.name)): \(prose($0.summary))" }
        }
        let sections = topics.flatMap { topic in
            ["## \(topic.title)"] + topic.rules.map(markdown)
        }
        return ([introduction, contents.joined(separator: "\n")] + sections).joined(separator: "\n\n") + "\n"
    }

    /// One rule as a section of Markdown.
    package static func markdown(_ rule: Rule) -> String {
        """
        ### \(rule.name)

        **\(rule.severity.rawValue)**: \(prose(rule.summary))

        *Why:* \(prose(rule.reason))

        *What to do:* \(prose(rule.remedy))

        *Wrong:*

        \(fenced(rule.wrong))

        *Right:*

        \(fenced(rule.right))

        *Source:* \(prose(rule.source))
        """
    }

    private static let introduction = """
        <!-- Written by `pregon explain --format markdown`. Do not edit it: a test compares it with the rules. -->

        # Rules

        Everything that `pregon validate` insists on. The name in brackets behind a finding is the rule's name;
        `pregon explain NAME` shows the same as this page.

        - An **error** stops the campaign: nothing of it is planned or sent until it is corrected.
        - A **warning** lets the campaign go on, but somebody should look at it. With `--strict` it counts as an
          error.
        - A **note** is something good to know.

        A warning or a note that is meant to be so can be silenced where it stands, on its line or on the line
        above it; the reason is required. Errors cannot be silenced.

        ```yaml
        # pregon-ignore: rule-name the reason why it is right here
        ```

        The examples are pieces of files: each is proved by a test that puts it into a complete workspace. The
        wrong one must break its own rule and no other, the right one none. Where a text cannot show what stands
        in the file, a remark behind `#` says it.

        ## Contents
        """

    /// The example and its further files, for a terminal.
    private static func indented(_ example: RuleExample) -> String {
        let own = indented(example.text)
        return ([own] + example.furtherFiles.map { "    \($0.path):\n\(indented($0.text, by: 6))" })
            .joined(separator: "\n\n")
    }

    private static func indented(_ text: String, by count: Int = 4) -> String {
        let margin = String(repeating: " ", count: count)
        return text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.isEmpty ? "" : margin + $0 }.joined(separator: "\n")
    }

    private static func fenced(_ example: RuleExample) -> String {
        let own =
            "In \(example.setting.words):\n\n" + fenced(example.text, language: example.setting.language)
        return
            ([own]
            + example.furtherFiles.map { "With `\($0.path)`:\n\n" + fenced($0.text, language: $0.language) })
            .joined(separator: "\n\n")
    }

    /// A block of code, however many backticks stand in it.
    private static func fenced(_ text: String, language: String) -> String {
        var longest = 0
        var run = 0
        for character in text {
            run = character == "`" ? run + 1 : 0
            longest = max(longest, run)
        }
        let fence = String(repeating: "`", count: max(3, longest + 1))
        return "\(fence)\(language)\n\(text)\n\(fence)"
    }

    /// Plain words, in which only backticks mean something: what Markdown would read as emphasis or HTML is
    /// escaped.
    private static func prose(_ text: String) -> String {
        var isCode = false
        return text.reduce(into: "") { result, character in
            if character == "`" { isCode.toggle() }
            if !isCode, "\\*<~".contains(character) { result += "\\" }
            result.append(character)
        }
    }

    /// What GitHub makes of a heading.
    private static func anchor(_ title: String) -> String {
        String(title.lowercased().compactMap { $0 == " " ? "-" : $0.isLetter || $0.isNumber ? $0 : nil })
    }
}

extension RuleExample {
    fileprivate var furtherFiles: [(path: String, text: String, language: String)] {
        others.sorted { $0.key < $1.key }.map { path, text in
            (path, text, path.hasSuffix(".yaml") ? "yaml" : "text")
        }
    }
}

extension RuleExample.Setting {
    fileprivate var words: String {
        switch self {
        case .contacto: "a campaign on a contacto line"
        case .setapp: "a campaign on a setapp line"
        case .group: "a campaign that creates a group"
        case .workspace: "`pregon.yaml`"
        case .file: "a campaign file, from its first line"
        case .audience: "the CSV of an audience"
        case .list: "a CSV of numbers to leave out"
        case .templates: "`templates.lock.yaml`"
        }
    }

    fileprivate var language: String {
        switch self {
        case .audience, .list: "csv"
        default: "yaml"
        }
    }
}
