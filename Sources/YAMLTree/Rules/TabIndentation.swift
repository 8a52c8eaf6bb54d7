import Diagnostics

extension YAMLRules {
    package static let tabIndentation = Rule(
        "tab-indentation",
        summary: "A line is indented with a tab.",
        reason: "Editors show tabs in different widths, so that nobody can see which level is meant; "
            + "YAML forbids them there.",
        wrong: .contacto("audience:\n\tfile: audiences/noviembre.csv"),
        right: .contacto("audience:\n  file: audiences/noviembre.csv"),
        source: "YAML 1.2.2, section 6.1")
}
