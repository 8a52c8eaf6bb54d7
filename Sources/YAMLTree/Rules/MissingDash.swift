import Diagnostics

extension YAMLRules {
    package static let missingDash = Rule(
        "missing-dash",
        summary: "A line on the level of a list does not begin with \"- \".",
        reason: "It is neither an item of the list nor a key.",
        remedy: "Begin the line with \"- \" if it belongs to the list; else begin it in the column of the "
            + "key.",
        wrong: .setapp(
            """
            lines:
              - equipo
              revision: 2
            """),
        right: .setapp(
            """
            lines:
              - equipo
            revision: 2
            """),
        source: "YAML 1.2.2, section 8.2.1")
}
