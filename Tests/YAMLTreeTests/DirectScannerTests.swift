import Foundation
import Testing

@testable import YAMLTree

@Suite struct DirectScannerTests {
    @Test(arguments: [
        // Keys, colons, number signs.
        "a:b: c\n", "k:v x: 1\n", "key : v\n", "a: http://x\n", "url: \"http://x\"\n", "x: a# b\n",
        "x: a # b\n",
        "x: a:b c::d\n", "\"a\": 1\n'b' : 2\n", "a b: c d\n", "año: ñ\n", "k: -5\n", "k: $1 (a)\n",
        "k: a\\n\n",
        // Left-out values, and where they stand.
        "a:\n", "a:", "a: # x\n", "a:\n# x\n  # y\nb:\n", "a:   \n\n  \nb: 1", "a:\n  b:\nc:\n", "- a\n",
        // Lists at the key's column and deeper, dashes alone, dashes in one line.
        "a:\n- b\n- c\nd: e\n", "a:\n  - b\n  - c\nd: e\n", "a:\n-\n- b\n-\n", "a:\n  -\n  -",
        "a:\n- - x\n  - y\n- z\n",
        "a:\n- b: c\n  d: e\n- f:\n  - g\n", "a:\n-   b: c\n    d: e\n", "a:\n-\n  b: c\n",
        "a:\n  - b:\n  - c\n",
        "a:\n- b:\n  - - c: d\n      e: f\n    - g\nh: i\n", "a:\n  b\n", "a:\n\n  # x\n  b: c\n",
        "  a: b\n  c: d\n",
        // Quotes.
        "k: 'it''s'\n", "k: ''''\n", "k: ''\n", "k: \"\"\n", "k: \" a \"\n", "k: \"a\\n\\\"b\\\\\\t\"\n",
        "k: '# x: [y]'  # z\n",
        // Brackets.
        "k: []\nl: {}\n", "k: [a, ]\n", "k: [a,b, c ]\n", "k: { a: b, c: [d, {e: f}] }\n", "k: [a\n, b\n]\n",
        "k: [ # x\n  a, # y\n\n# z\nb ]\nl: m\n", "k: {a: 'b', \"c\": \"d\"}\n", "k: {a: b: c}\n",
        "k:\n  [a]\n", "- [a]\n",
        "k: [a:b, -1, x y]\n", "k: {a:\n  b,\nc: d\n}\n", "{a: 1, b: [2]}\n", "k: [a] # x\n",
        "k: [[], [[]], {}]\n",
        // Block texts.
        "k: |\n  a\n  b\n", "k: |-\n  a\n\n\nl: m\n", "k: |\n\n \n  a\n   b\n\n  c\nl: m\n",
        "k: |+\n  a\n\n\nl: m\n", "k: |\n",
        "k: |", "k: |-\nl: m\n", "k: |\n  a", "k: |\n  a\n  ", "k: |\n  a\n    ", "k: | # x\n  a # b\n",
        "k: |\n  a\n # x\nl: m\n",
        "k: >\n  a\n  b\n\n  c\n   d\n  e\n\n\n", "k: >-\n\n  a\n\n   b\n\n  c\n", "k: >+\n  a\n\n",
        "- |\n  a\n", "k:\n- |\n a\n- b\n",
        "k:\n  |\n  a\n", "k: |\n  - a\n  # b\n  'c\n  {{d}}\n", "k: |+\n\n\nl: m\n", "k: |\n ñ  \n  \n😀\n",
        // Line ends.
        "a: b\r\nc:\r\n- d\r\n- |\r\n  e\r\n\r\n  f\r\n# g\r\nh: [i,\r\nj]\r\n", "k: >\r\n  a\r\n  b\r\n",
        "a: b\r\n\r\n",
        // What must be left to libyaml, and whatever else ends a text early.
        "a: b: c\n", "a: b\n c\n", "a: b\n  # x\n  c\n", "a: x #y\n", "a: x\n  #y\n", "a: #y\n",
        "a: 'b' 'c'\n", "a: \"b\n c\"\n",
        "a: - b\n", "a: {{b}}\n", "a: [b]: c\n", "a: [b\n", "a: [b: c]\n", "a: {b}\n", "a: {b: }\n",
        "a: {b:}\n", "a: [b?]\n",
        "a: [,]\n", "a: 1\na: 2\n", "a: 1\n\"a\": 2\n", "a: {b: 1, b: 2}\n", "a: &b c\n", "a: *b\n",
        "a: !b c\n", "a: @b\n",
        "a: `b\n", "a: %b\n", "? a\n", "<<: a\n", ": a\n", "---\na: 1\n", "a: 1\n...\n", "a: 1\n--- b\n",
        "a: |2\n  b\n",
        "a: |\n    \n  b\n", "a: |\n  b\n c\n", "a: |x\n", "a:\n    b: 1\n  c: 2\n", "a: 1\n  b: 2\n",
        "  a: 1\nb: 2\n",
        "a:\n  - b\n  c: d\n", "a: b\n- c\n", "a:\n- b\n c\n", "- a: b\n", "a\n", "", "# x\n", "a: \u{A0}b\n",
        "a: \u{3000}\n",
        "a: \"\\u00f1\"\n", "a: \"\\q\"\n", "a: 'b\n", "'': a\n", "a: \u{202E}b\n", "a:\tb\n", "a: [b]c\n",
        "a: \"b\"c\n", "a: 'b'#c\n",
        "a: ]\n", "a: ,b\n", "a: [b,,c]\n", "a: |\n  b\n   #c\n d: e\n",
    ])
    func `a tricky text has the tree that libyaml gives it, or is left to libyaml`(text: String) {
        let crlf = text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
        for text in [text, text.trimmingCharacters(in: .newlines), "x:\n" + text, "z: 1\n" + text, crlf] {
            if case .different(let what) = ReaderComparison(Array(text.utf8)) {
                Issue.record("\(text.debugDescription): \(what)")
            }
        }
    }

    @Test(arguments: [
        "key : v\n", "url: http://x\n", "x: a# b\n", "a:\n- b: c\n- d\n", "a:\n  - - b\n", "k: 'it''s'\n",
        "k: {a: b, c: [d, \"e\"]}\n", "k: [a, ]\n", "k: |\n\n  a\n   b\n", "k: >-\n  a\n  b\n",
        "a:\n# x\nb: # y\n", "\"a\": -1\n",
        "a: b\r\nc: |\r\n  d\r\n", "k: \"a\\nb\"\n", "k: [a,\n  b]\n", "k: \"{{a}}\" # b\n",
        "k: Hola {{a}}\n",
    ])
    func `ordinary YAML is not left to libyaml`(text: String) {
        #expect(ReaderComparison(Array(text.utf8)) == .equal)
    }

    @Test(arguments: [
        "a: b: c\n", "a: x #hashtag\n", "a: x\n  #hashtag\n", "a: {{b}}\n", "a: 1\na: 2\n", "a: b\n  c\n",
        "a: &b c\n",
        "a: \u{202E}b\n", "a:\tb\n", "a: |2\n   b\n", "- a\n", "a: 1\n---\n", "a: \"\\x41\"\n",
        "k: {a: 1, a: 2}\n",
    ])
    func `what might have a finding is left to libyaml`(text: String) {
        #expect(ReaderComparison(Array(text.utf8)) == .declined)
    }

    @Test func `limits are libyaml's business`() {
        func compare(_ text: String, _ limits: YAMLLimits = .standard) -> ReaderComparison {
            ReaderComparison(Array(text.utf8), limits: limits)
        }
        let limits = YAMLLimits(depth: 3, scalarBytes: 10)
        #expect(compare("a: 1234567890\nb: [[c]]\n", limits) == .equal)
        for text in [
            "a: 12345678901\n", "a: '12345678901'\n", "a: |\n  1234567890\n", "a: [[[b]]]\n", "a:\n- - - b\n",
        ] {
            #expect(compare(text, limits) == .declined)
        }
        #expect(compare(String(repeating: "k", count: 1024) + ": 1\n") == .equal)
        #expect(compare(String(repeating: "k", count: 1025) + ": 1\n") == .declined)
        #expect(
            compare("a: " + String(repeating: "[", count: 100_000), YAMLLimits(depth: 200_000)) == .declined)
        let keys = (0..<100).map { "k\($0): \($0)\n" }
        #expect(compare(keys.prefix(64).joined()) == .equal)
        #expect(compare(keys.joined()) == .declined)
    }

    /// Otherwise nobody would see it when the scanner left everything to libyaml.
    @Test func `campaign files as companies write them are read by the scanner`() throws {
        let examples = try RepositoryTexts.campaigns.filter { $0.name.hasSuffix(".yaml") }
        #expect(examples.count >= 4)
        for example in examples { #expect(ReaderComparison(example.bytes) == .equal, "\(example.name)") }
        for campaign in GeneratedCampaign.all {
            #expect(ReaderComparison(Array(campaign.utf8)) == .equal, "\(campaign)")
        }
    }
}
