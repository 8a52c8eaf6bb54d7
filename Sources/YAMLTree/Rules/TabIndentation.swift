import Diagnostics

extension YAMLRules {
    package static let tabIndentation = Rule(
        "tab-indentation",
        summary: "A line is indented with a tab.",
        reason: "Editors show tabs in different widths, so that nobody can see which level is meant; "
            + "YAML forbids them there.",
        remedy: "Indent with spaces, two for each level.",
        wrong: .setapp(
            """
            audience:
            \tfile: audiences/noviembre.csv
            \tphone: celular
            \topt_in: autorizacion
            """),
        right: .setapp(
            """
            audience:
              file: audiences/noviembre.csv
              phone: celular
              opt_in: autorizacion
            """),
        source: "format.md, \"Typing: strict, by key, never by guess\"; YAML 1.2.2, section 6.1")
}
