import Gateway
import Testing

struct ReplyJSONTests {
    private func read(_ text: String) throws -> ReplyJSON { try ReplyJSON(Array(text.utf8)) }

    @Test func `every kind of value is read, in order, with both of two equal keys`() throws {
        let json = try read(
            #" {"a" : [1, -2.5e3, "x\n\u00e1\ud83d\ude00\/"], "a":{"b":null}, "c":true,"d":false} "#)
        let expected = ReplyJSON.object([
            .init("a", .array([.number("1"), .number("-2.5e3"), .string("x\ná😀/")])),
            .init("a", .object([.init("b", .null)])), .init("c", .bool(true)), .init("d", .bool(false)),
        ])
        #expect(json == expected)
    }

    @Test func `a byte order mark is passed over`() throws {
        #expect(try ReplyJSON([0xEF, 0xBB, 0xBF, 0x31]) == .number("1"))
    }

    @Test(arguments: [
        "", " ", "{", "[", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,}", "[1,]", "[1 2]", "{a:1}", "{'a':1}",
        "tru", "nul", "01", "-", "1.", "1e", ".5", "+1", "NaN", "\"a", "\"\\x\"", "\"\\u12\"", "\"\\ud83d\"",
        "\"\\ud83dx\"", "\"\\ude00\"", "\"a\nb\"", "1 2", "{}x", "<html>", "\u{1}",
    ])
    func `what is no JSON is refused`(text: String) {
        #expect(throws: ReplyJSON.Unreadable.self) { try read(text) }
    }

    @Test(arguments: [17, 1000, 60_000])
    func `deep nesting is refused`(depth: Int) {
        let text = String(repeating: "[", count: depth) + String(repeating: "]", count: min(depth, 5000))
        #expect(throws: ReplyJSON.Unreadable.self) { try read(text) }
    }

    @Test func `sixteen levels are read`() throws {
        #expect(throws: Never.self) {
            try read(String(repeating: "[", count: 17).dropLast() + String(repeating: "]", count: 16))
        }
    }

    @Test func `more than 64 KiB and broken UTF-8 are refused`() {
        #expect(throws: ReplyJSON.Unreadable.self) {
            try read("\"" + String(repeating: "x", count: 65_536) + "\"")
        }
        #expect(throws: ReplyJSON.Unreadable.self) { try ReplyJSON([0x22, 0xFF, 0x22]) }
    }

    @Test(
        arguments: [
            ("200", 200), ("\"200\"", 200), ("\" -5 \"", -5), ("0", 0), ("1.0", nil), ("1e2", nil),
            ("\"01\"", nil),
            ("\"+1\"", nil), ("\"\"", nil), ("true", nil), ("99999999999999999999", nil), ("\"１\"", nil),
        ] as [(String, Int?)])
    func `a whole number is one only if it is written as one`(text: String, value: Int?) throws {
        #expect(try read(text).integer == value)
    }
}
