import Testing

@testable import Evidence

struct OptOutWordsTests {
    static let words = OptOutWords(["BAJA", "No más", "STOP", "cancelación"])

    @Test(arguments: [
        ("BAJA", "BAJA"), ("baja", "BAJA"), ("  Baja. ", "BAJA"), ("¡¡BAJA!!", "BAJA"), ("b a j a", "BAJA"),
        ("b-a-j-a", "BAJA"), ("bája", "BAJA"), ("BAJA 🙏", "BAJA"), ("\u{200E}baja\u{200B}", "BAJA"),
        ("ｂａｊａ", "BAJA"), ("*BAJA*", "BAJA"), ("\"Baja\"", "BAJA"), ("baja\n", "BAJA"),
        ("no mas", "No más"), ("NO MÁS", "No más"), ("no ma\u{301}s!", "No más"), ("nomás", "No más"),
        ("Stop", "STOP"), ("CANCELACION", "cancelación"),
    ])
    func `case, accents, spaces and punctuation do not count`(reply: String, word: String) {
        #expect(Self.words.match(reply) == word)
    }

    @Test(arguments: [
        "", " ", "👍", "...", "bajas", "no quiero la baja", "baja por favor", "ba ja ja", "sto", "mas",
        "BAJA1", "gracias", String(repeating: "baja ", count: 200),
    ])
    func `another reply is none`(reply: String) { #expect(Self.words.match(reply) == nil) }

    @Test func `a word of signs alone is no word`() {
        let words = OptOutWords(["!!!", "👋", ""])
        #expect(words.isEmpty)
        #expect(words.match("???") == nil)
    }
}
