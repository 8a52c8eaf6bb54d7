import Diagnostics

extension YAMLRules {
    package static let tag = Rule(
        "tag",
        summary: "\"!\" at the beginning of a value makes it a tag.",
        reason: "The word after \"!\" would be taken away from the text.",
        remedy: "Put the whole text in double quotes.",
        wrong: .setapp(
            """
            messages:
              - text: !Importante Hola {{nombre}}
            """),
        right: .setapp(
            """
            messages:
              - text: "!Importante Hola {{nombre}}"
            """),
        source: "format.md, \"Typing: strict, by key, never by guess\"; YAML 1.2.2, section 6.9.1")
}
