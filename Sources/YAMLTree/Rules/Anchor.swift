import Diagnostics

extension YAMLRules {
    package static let anchor = Rule(
        "anchor",
        summary: "\"&\" before a value makes it an anchor.",
        reason: "A text that begins with \"&\" would lose its first word; an anchor makes one edit "
            + "change several places.",
        remedy: "Put a text in double quotes; write a value that several places share at each of them.",
        wrong: .setapp(
            """
            messages:
              - text: &hola amigos
            """),
        right: .setapp(
            """
            messages:
              - text: "&hola amigos"
            """),
        source: "format.md, \"Typing: strict, by key, never by guess\"; YAML 1.2.2, section 6.9.2")
}
