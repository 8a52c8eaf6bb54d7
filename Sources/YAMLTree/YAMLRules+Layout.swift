import Diagnostics

// Rules on lines, levels and brackets.
extension YAMLRules {
    package static let tabIndentation = Rule(
        "tab-indentation",
        summary: "A line is indented with a tab.",
        reason: "Editors show tabs in different widths, so that nobody can see which level is meant; "
            + "YAML forbids them there.",
        wrong: "audience:\n\tfile: audiences/noviembre.csv",
        right: "audience:\n  file: audiences/noviembre.csv",
        source: "YAML 1.2.2, section 6.1")

    package static let badIndentation = Rule(
        "bad-indentation",
        summary: "A line begins in a column that fits no level around it.",
        reason: "It cannot be said to which key it belongs.",
        wrong: "audience:\n    file: a.csv\n  phone: celular",
        right: "audience:\n  file: a.csv\n  phone: celular",
        source: "YAML 1.2.2, section 8.2")

    package static let missingColon = Rule(
        "missing-colon",
        summary: "A line has no \":\" with a space after it, where a key is expected.",
        reason: "Without it there is neither a key nor a value. Mostly a space is missing, or a text "
            + "of several lines stands without \"|\".",
        wrong: "version: 1\ncampaign:cobro-noviembre\nrevision: 1",
        right: "version: 1\ncampaign: cobro-noviembre\nrevision: 1",
        source: "YAML 1.2.2, section 8.2.2")

    package static let missingDash = Rule(
        "missing-dash",
        summary: "A line on the level of a list does not begin with \"- \".",
        reason: "It is neither an item of the list nor a key.",
        wrong: "lines:\n  - cartera\n  revision: 1",
        right: "lines:\n  - cartera\nrevision: 1",
        source: "YAML 1.2.2, section 8.2.1")

    package static let unclosedBracket = Rule(
        "unclosed-bracket",
        summary: "A bracket or brace is opened and not closed with its like.",
        reason: "All that follows would become part of the list or mapping.",
        wrong: "lines: [cartera, equipo\nrevision: 1",
        right: "lines: [cartera, equipo]\nrevision: 1",
        source: "YAML 1.2.2, section 7.4")

    package static let strayBracket = Rule(
        "stray-bracket",
        summary: "A bracket or brace is closed that was never opened.",
        reason: "It belongs to nothing.",
        wrong: "lines: [cartera]]",
        right: "lines: [cartera]",
        source: "YAML 1.2.2, section 7.4")

    package static let missingComma = Rule(
        "missing-comma",
        summary: "Inside brackets or braces there is no value before a comma, or no comma between two "
            + "values.",
        reason: "It cannot be said how many values are meant.",
        wrong: "variables: [\"Ana\" \"$100\"]",
        right: "variables: [\"Ana\", \"$100\"]",
        source: "YAML 1.2.2, section 7.4")

    package static let yamlSyntax = Rule(
        "yaml-syntax",
        summary: "YAML cannot read the file at this place.",
        reason: "Everything after it would be guessed.",
        wrong: "'a' b: 1",
        right: "'a b': 1",
        source: "YAML 1.2.2")
}
