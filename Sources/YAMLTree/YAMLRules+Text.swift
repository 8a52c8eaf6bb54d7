import Diagnostics

// Rules on texts that YAML reads otherwise than they look.
extension YAMLRules {
    package static let unquotedPlaceholder = Rule(
        "unquoted-placeholder",
        summary: "A placeholder such as {{nombre}} stands without quotes where YAML reads its braces.",
        reason: "YAML reads a mapping there and not a text.",
        wrong: "text: {{nombre}}, hola",
        right: "text: \"{{nombre}}, hola\"",
        source: format)

    package static let commentCutsText = Rule(
        "comment-cuts-text",
        summary: "A \"#\" after a space cuts an unquoted text short.",
        reason: "Everything after it would silently be missing from the message.",
        wrong: "text: 50% off #sale",
        right: "text: \"50% off #sale\"",
        source: format)

    package static let surrogateEscape = Rule(
        "surrogate-escape",
        summary: "A character is written as a pair of JSON escapes.",
        reason: "YAML does not know this form; the text was probably copied from a JSON file.",
        wrong: "text: \"Hola \\ud83d\\ude00\"",
        right: "text: \"Hola 😀\"",
        source: "YAML 1.2.2, section 5.7")

    package static let badEscape = Rule(
        "bad-escape",
        summary: "A backslash inside double quotes is followed by something that YAML does not know.",
        reason: "Nobody can say which character was meant.",
        wrong: "text: \"C:\\datos\"",
        right: "text: 'C:\\datos'",
        source: "YAML 1.2.2, section 5.7")

    package static let colonInText = Rule(
        "colon-in-text",
        summary: "A text without quotes holds a \":\" followed by a space.",
        reason: "YAML takes what stands before it for a key.",
        wrong: "text: Hola: tu pedido llegó",
        right: "text: \"Hola: tu pedido llegó\"",
        source: "YAML 1.2.2, section 7.3.3")

    package static let textStart = Rule(
        "text-start",
        summary: "A text without quotes begins with a sign that YAML keeps for itself, such as \"@\", "
            + "\"%\" or a comma.",
        reason: "YAML does not read it as a text.",
        wrong: "text: @ana ya puedes entrar",
        right: "text: \"@ana ya puedes entrar\"",
        source: "YAML 1.2.2, section 7.3.3")

    package static let unclosedQuote = Rule(
        "unclosed-quote",
        summary: "A quote is opened and not closed.",
        reason: "All that follows, up to the next quote, would become part of the text.",
        wrong: "text: \"Hola Ana",
        right: "text: \"Hola Ana\"",
        source: "YAML 1.2.2, section 7.3")

    package static let textAfterQuote = Rule(
        "text-after-quote",
        summary: "Something stands after the quote that closes a text.",
        reason: "The text ends at the quote, and the rest belongs to nothing.",
        wrong: "text: \"Hola\" Ana",
        right: "text: \"Hola Ana\"",
        source: "YAML 1.2.2, section 7.3")

    package static let textAfterBracket = Rule(
        "text-after-bracket",
        summary: "Something stands after the bracket that closes a list or mapping.",
        reason: "The value ends at the bracket, and the rest belongs to nothing.",
        wrong: "text: [Oferta] solo hoy",
        right: "text: \"[Oferta] solo hoy\"",
        source: "YAML 1.2.2, section 7.4")

    package static let blockTextHeader = Rule(
        "block-text-header",
        summary: "Text stands on the same line as the \"|\" or \">\" that begins a block text.",
        reason: "A block text begins on the next line.",
        wrong: "text: | Hola Ana",
        right: "text: |\n  Hola Ana",
        source: "YAML 1.2.2, section 8.1")

    package static let listOnKeyLine = Rule(
        "list-on-key-line",
        summary: "A \"-\" follows a key on the same line.",
        reason: "A list begins on the line after its key; a text that begins with \"- \" needs quotes.",
        wrong: "text: - Hola",
        right: "text: \"- Hola\"",
        source: "YAML 1.2.2, section 8.2.1")
}
