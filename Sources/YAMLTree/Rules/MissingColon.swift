import Diagnostics

extension YAMLRules {
    package static let missingColon = Rule(
        "missing-colon",
        summary: "A line has no \":\" with a space after it, where a key is expected.",
        reason: "Without it there is neither a key nor a value. Mostly a space is missing, or a text "
            + "of several lines stands without \"|\".",
        remedy: "Write a \":\" and a space after the key; begin a text of several lines with \"|\".",
        wrong: .setapp(
            """
            revision 2
            description: Aviso
            """),
        right: .setapp(
            """
            revision: 2
            description: Aviso
            """),
        source: "YAML 1.2.2, section 8.2.2")
}
