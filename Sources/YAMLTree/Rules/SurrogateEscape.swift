import Diagnostics

extension YAMLRules {
    package static let surrogateEscape = Rule(
        "surrogate-escape",
        summary: "A character is written as a pair of JSON escapes.",
        reason: "YAML does not know this form; the text was probably copied from a JSON file.",
        wrong: .contacto("text: \"Hola \\ud83d\\ude00\""),
        right: .contacto("text: \"Hola 😀\""),
        source: "YAML 1.2.2, section 5.7")
}
