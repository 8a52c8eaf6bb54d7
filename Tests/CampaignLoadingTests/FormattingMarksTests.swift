import Testing

@testable import CampaignLoading

@Suite struct FormattingMarksTests {
    private func unclosed(_ text: String) -> [String] {
        var text = text
        return text.withUTF8(FormattingMarks.unclosed).map { "\($0.mark) \($0.occurrence)" }
    }

    @Test(arguments: [
        "", "Hola", "*Hola*", "_Hola_", "~Hola~", "```Hola```", "¡*Hola*!", "(*Hola*)", "*Hola*, _Ana_.",
        "*_Hola_*", "_*Hola* Ana_", "*dos palabras*", "*a* *b*", "🎉*Oferta*🎉", "«*Oferta*»", "*¿Qué?*",
        "*Año*",
        // Arithmetic, lists, names, footnotes, lines to write on.
        "2 * 3", "2*3*4", "* uno\n* dos", "- uno", "snake_case", "un _ solo",
        "20 %* hoy\n*Aplican condiciones",
        "Firma: ____", "**Hola**", "~~Hola~~", "Hola*", "(*)", "\"*\"", "'_'", "^_^", "-_-", ":*", "*.pdf",
        "\\*Hola",
        // Numbers to dial, ends of card numbers, about so many.
        "Marca *611", "Marca *123#", "tarjeta *4567.", "~20 personas", "hasta ~100",
        // Addresses.
        "https://x.co/_a", "https://x.co/a_b_c*d", "*https://x.co/a*", "*Mira https://x.co/a*", "ana_@x.co",
        "www.x.co/_a", "_ana@x.co_",
        // Placeholders.
        "*{{nombre}}*", "{{_nombre}}", "{{nombre|*amigo}}", "*{{nombre|un amigo}}, hola*", "{{a}}*",
        "{{a}}*b*",
        // Monospace keeps what is in it.
        "```*a\n_b```",
    ])
    func `a text that is in order has no open mark`(_ text: String) { #expect(unclosed(text) == []) }

    @Test(arguments: [
        ("*Hola", ["bold 0"]), ("Hola *Ana", ["bold 0"]), ("_Hola", ["italic 0"]),
        ("~Hola", ["strikethrough 0"]),
        ("```Hola", ["monospace 0"]), ("```a``` ```b", ["monospace 2"]), ("*a* *b", ["bold 2"]),
        ("*Hola\nAna*", ["bold 0"]), ("*a\nb*\n*c\nd*", ["bold 0", "bold 2"]), ("*Hola *", ["bold 0"]),
        ("*{{nombre}}, hola", ["bold 0"]), ("¡*Oferta!", ["bold 0"]), ("🎉*Oferta", ["bold 0"]),
        ("2 * 3 y *cuatro", ["bold 1"]), ("{{a|*}} *b", ["bold 1"]), ("https://x.co/a*b *c", ["bold 1"]),
        ("*50% de descuento", ["bold 0"]), ("\\{{nombre *Ana", ["bold 0"]), ("*a _b* c", ["italic 0"]),
        ("*Año\u{301}", ["bold 0"]),
    ])
    func `an open mark is found by its number among its like`(_ text: String, _ expected: [String]) {
        #expect(unclosed(text) == expected)
    }

    /// Words in random formatting are in order; without any one of the closing signs exactly its opening one is open.
    @Test(arguments: 0..<200)
    func `the mark that lost its partner is the one that is found`(_ seed: UInt64) {
        var random = SplitMix(state: seed)
        let words = [
            "hola", "Ñandú", "{{nombre}}", "¡ya!", "20", "a_b", "🎉", "x*y", "https://x.co/_a", "(sí)",
        ]
        let kinds: [(mark: String, sign: String)] = [("bold", "*"), ("italic", "_"), ("strikethrough", "~")]
        var pieces: [(open: String, text: String, close: String, kind: Int)] = []
        for _ in 0..<Int.random(in: 1...8, using: &random) {
            let text = (0..<Int.random(in: 1...3, using: &random)).map { _ in
                words[Int.random(in: 0..<words.count, using: &random)]
            }.joined(separator: " ")
            let kind = Int.random(in: 0..<kinds.count, using: &random)
            // A sign before a digit may be a number to dial.
            let first = text.first.map { $0.isNumber } ?? true
            pieces.append((first ? "" : kinds[kind].sign, text, first ? "" : kinds[kind].sign, kind))
        }
        let separator = ["\n", " ", ", ", "\n• "]
        func joined(without lost: Int?) -> String {
            pieces.enumerated().map { index, piece in
                // A line break behind each, so that no later sign closes what was left open.
                piece.open + piece.text + (index == lost ? "" : piece.close)
                    + (index == lost ? "\n" : separator[index % separator.count])
            }.joined()
        }
        #expect(unclosed(joined(without: nil)) == [], "\(joined(without: nil))")
        for lost in pieces.indices where !pieces[lost].close.isEmpty {
            let sign = kinds[pieces[lost].kind].sign
            let number = pieces[..<lost].reduce(0) {
                $0 + ($1.open == sign ? 2 : 0) + $1.text.filter { String($0) == sign }.count
            }
            #expect(
                unclosed(joined(without: lost)) == ["\(kinds[pieces[lost].kind].mark) \(number)"],
                "\(joined(without: lost))")
        }
    }

    @Test(arguments: [
        ("Su saldo en mora es alto", "en mora"), ("SALDO EN MORA", "EN MORA"),
        ("cobro jurídico", "cobro jurídico"),
        ("COBRO JURÍDICO", "COBRO JURÍDICO"), ("*cobro*\n  _jurídico_", "cobro*\n  _jurídico"),
        ("la deuda  vencida.", "deuda  vencida"), ("cobranza", "cobranza"),
        ("factura vencida, obligación vencida", "factura vencida"),
    ])
    func `words of debt collection are found as they are written`(_ text: String, _ expected: String) throws {
        let bytes = Array(text.utf8)
        let found = try #require(DebtWords.first(in: bytes[...]))
        #expect(String(decoding: bytes[found], as: UTF8.self) == expected)
    }

    @Test(arguments: [
        "", "Helado de mora", "enmora", "en moras", "cobro contra entrega", "tu factura", "sin riesgo",
        "vencimos",
        "demora en moradas", "una deuda de gratitud", "Paga hoy tu pedido",
    ])
    func `other words are not`(_ text: String) { #expect(DebtWords.first(in: Array(text.utf8)[...]) == nil) }

    /// The words stand anywhere in a text, and what they are found by does not depend on what stands around them.
    @Test(arguments: DebtWords.phrases)
    func `every phrase is found inside a text`(_ phrase: String) throws {
        let text = Array("¡Hola, señor! \(phrase.uppercased()), ñandú".utf8)
        let found = try #require(DebtWords.first(in: text[...]))
        #expect(String(decoding: text[found], as: UTF8.self).lowercased().contains(phrase.prefix(6)))
    }
}

/// SplitMix64, so that a failure can be repeated.
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
