import Diagnostics

extension YAMLRules {
    package static let textAfterBracket = Rule(
        "text-after-bracket",
        summary: "Something stands after the bracket that closes a list or mapping.",
        reason: "The value ends at the bracket, and the rest belongs to nothing.",
        remedy: "Put the whole text in double quotes, or delete what stands after the bracket.",
        wrong: .setapp(
            """
            messages:
              - text: [Oferta] solo hoy
            """),
        right: .setapp(
            """
            messages:
              - text: "[Oferta] solo hoy"
            """),
        source: "YAML 1.2.2, section 7.4")
}
