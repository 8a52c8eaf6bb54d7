import Diagnostics

extension YAMLRules {
    package static let keyTooLong = Rule(
        "key-too-long",
        summary: "A key is longer than 1024 characters.",
        reason: "YAML does not read it as a key. Mostly it is a text with a \":\" in it that stands "
            + "without quotes.",
        remedy: "Put the text in double quotes, or begin it with \"|\" on the line before.",
        wrong: RuleExample(
            .setapp,
            """
            messages:
              - text: Hola …, te esperamos: hoy   # 1,100 characters before the ":"
            """,
            bytes: {
                Array("messages:\n  - ".utf8)
                    + Array(repeating: UInt8(ascii: "x"), count: 1100)
                    + Array(": hoy".utf8)
            }),
        right: .setapp(
            """
            messages:
              - text: |
                  Hola …, te esperamos: hoy
            """),
        source: "YAML 1.2.2, section 7.4.2")
}
