import Diagnostics

extension YAMLRules {
    package static let surrogateEscape = Rule(
        "surrogate-escape",
        summary: "A character is written as a pair of JSON escapes.",
        reason: "YAML does not know this form; the text was probably copied from a JSON file.",
        remedy: "Write the character itself.",
        wrong: .setapp(
            """
            messages:
              - text: "Hola \\ud83d\\ude00"
            """),
        right: .setapp(
            """
            messages:
              - text: "Hola 😀"
            """),
        source: "format.md, \"Typing: strict, by key, never by guess\"; YAML 1.2.2, section 5.7")
}
