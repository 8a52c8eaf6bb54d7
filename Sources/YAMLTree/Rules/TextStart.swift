import Diagnostics

extension YAMLRules {
    package static let textStart = Rule(
        "text-start",
        summary: "A text without quotes begins with a sign that YAML keeps for itself, such as \"@\", "
            + "\"%\" or a comma.",
        reason: "YAML does not read it as a text.",
        remedy: "Put the whole text in double quotes.",
        wrong: .setapp(
            """
            messages:
              - text: @todos ya abrimos
            """),
        right: .setapp(
            """
            messages:
              - text: "@todos ya abrimos"
            """),
        source: "YAML 1.2.2, section 7.3.3")
}
