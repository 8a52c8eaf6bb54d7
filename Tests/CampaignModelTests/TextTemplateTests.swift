import CampaignModel
import Testing

@Suite struct TextTemplateTests {
    private typealias Segment = TextTemplate.Segment

    private func placeholder(_ column: String, _ fallback: String? = nil) -> TextTemplate.Segment {
        .placeholder(.init(column: column, fallback: fallback))
    }

    @Test func `text and placeholders alternate`() throws {
        #expect(
            try TextTemplate.parse("Hola {{nombre}}, debes {{valor}}.").segments == [
                .literal("Hola "), placeholder("nombre"), .literal(", debes "), placeholder("valor"),
                .literal("."),
            ])
    }

    @Test(arguments: ["{{nombre}}", "{{ nombre }}", "{{  nombre}}", "{{nombre   }}"])
    func `spaces inside the braces do not count`(_ text: String) throws {
        #expect(try TextTemplate.parse(text).segments == [placeholder("nombre")])
    }

    @Test(arguments: [
        ("{{nombre|cliente}}", "nombre", "cliente"),
        ("{{ nombre | buen cliente }}", "nombre", "buen cliente"),
        ("{{nombre|}}", "nombre", ""),
        ("{{nombre|a|b}}", "nombre", "a|b"),
        ("{{nombre|{}}", "nombre", "{"),
    ])
    func `a default stands after the first bar`(_ text: String, _ column: String, _ fallback: String) throws {
        #expect(try TextTemplate.parse(text).segments == [placeholder(column, fallback)])
    }

    @Test(arguments: [
        ("", ""), ("Hola", "Hola"), ("a { b } c", "a { b } c"), ("\\{{nombre}}", "{{nombre}}"),
        ("a}}b", "a}}b"), ("\\n \\", "\\n \\"), ("{ {x} }", "{ {x} }"), ("{", "{"), ("x {", "x {"),
    ])
    func `a text without placeholders is literal`(_ text: String, _ expected: String) throws {
        let template = try TextTemplate.parse(text)
        #expect(template.literal == expected)
        #expect(template.placeholders.isEmpty)
    }

    @Test func `an escaped pair of braces and a placeholder can touch`() throws {
        #expect(
            try TextTemplate.parse("\\{{{{nombre}}").segments == [.literal("{{"), placeholder("nombre")])
    }

    @Test func `names are kept as they are, whatever the alphabet`() throws {
        #expect(try TextTemplate.parse("{{Año de pago}}").placeholders.map(\.column) == ["Año de pago"])
        #expect(try TextTemplate.parse("{{🎉}}").placeholders.map(\.column) == ["🎉"])
    }

    @Test(arguments: [
        ("Hola {{nombre", TextTemplate.Mistake.unclosed(0)),
        ("{{a}} {{b", .unclosed(1)),
        ("\\{{a}} {{b", .unclosed(1)),
        ("{{a {{b}}", .unclosed(0)),
        ("{{a\nb}}", .unclosed(0)),
        ("{{nombre}", .unclosed(0)),
        ("{{}}", .emptyName(0)),
        ("{{a}}{{ }}", .emptyName(1)),
        ("{{|x}}", .emptyName(0)),
    ])
    func `a mistake names its braces by their number`(_ text: String, _ mistake: TextTemplate.Mistake) {
        #expect(throws: mistake) { try TextTemplate.parse(text) }
    }
}
