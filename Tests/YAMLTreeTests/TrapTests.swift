import Diagnostics
import Testing
import YAMLTree

@Suite struct TrapTests {
    @Test(arguments: [
        // WhatsApp's bold and other signs of YAML's own
        ("t: *Hola* Ana\n", ["alias 1:4"]), ("t: *bold*, hi\n", ["alias 1:4"]),
        ("t: *Hola amigo*\n", ["alias 1:4"]), ("t: *x\n", ["alias 1:4"]),
        ("- *a\n- b: *c\n", ["alias 1:3", "alias 2:6", "top-level-not-mapping 1:1"]),
        ("t: * item\nu: *b* c\n", ["alias 1:4", "alias 2:4"]),
        ("t: &a x\nu: &hola amigos\nv: & co\n", ["anchor 1:4", "anchor 2:4", "anchor 3:4"]),
        ("t: !important Hola\n", ["tag 1:4"]), ("t: !Hola! amigos\n", ["tag 1:4"]),
        ("t: !!str x\n", ["tag 1:4"]),
        ("t: !<x y\n", ["tag 1:4"]), ("t: !\n", ["tag 1:4"]), ("t: &a !b x\n", ["anchor 1:4", "tag 1:7"]),
        ("t: [&a b, !c d]\n", ["anchor 1:5", "tag 1:11"]), ("t: &a\n  b: 1\n", ["anchor 1:4"]),
        ("<<: {a: 1}\nb: 2\n", ["merge-key 1:1"]),
        // placeholders
        ("t: {{nombre}}\n", ["unquoted-placeholder 1:4"]),
        ("t: {{nombre}}, hola\n", ["unquoted-placeholder 1:4"]),
        ("t: {{ nombre }} hola\n", ["unquoted-placeholder 1:4"]),
        (
            "t: [{{a}}, {{b}} x, Hola {{c}}]\n",
            ["unquoted-placeholder 1:12", "unquoted-placeholder 1:26", "unquoted-placeholder 1:5"]
        ),
        ("t: {url: https://x/{{f}}.pdf}\n", ["unquoted-placeholder 1:20"]),
        ("t: Hola {{nombre}}\n", []), ("t: {{a|{b}\n", ["unquoted-placeholder 1:4"]),
        // comments
        ("t: 50% off #sale\n", ["comment-cuts-text 1:12"]), ("t: 50% off   # remark\n", []),
        ("t: 50% off #\n", []), ("t: a#b\n", []), ("t: \"x\" #sale\n", []), ("t: [a] #sale\n", []),
        ("t: hola\n  x #y\n  más\n", ["comment-cuts-text 2:5"]), ("t: #promo\n", ["comment-cuts-text 1:4"]),
        ("t: [a #b, c]\nu: 1\n", ["comment-cuts-text 1:7"]), ("t: x\t#y\n", ["comment-cuts-text 1:6"]),
        // one file, many mistakes
        (
            "a: *b* c\nd: {{e}}, f\ng: h #i\nj: @k\nj: l: m\nn: \"\\q\"\n",
            [
                "alias 1:4", "bad-escape 6:5", "colon-in-text 5:5", "comment-cuts-text 3:6",
                "duplicate-key 5:1",
                "text-start 4:4", "unquoted-placeholder 2:4",
            ]
        ),
    ])
    func `what YAML reads otherwise than it looks is found where it stands`(text: String, marks: [String]) {
        #expect(read(text).marks.sorted() == marks)
    }

    @Test(arguments: [
        ("t: Hola: qué tal\n", ["colon-in-text 1:8"]), ("t: [x: y: z]\n", ["colon-in-text 1:9"]),
        (
            "t: @ana\nu: `x`\nv: %50\nw: , hola\nx: ? y\n",
            ["text-start 1:4", "text-start 2:4", "text-start 3:4", "text-start 4:4", "text-start 5:4"]
        ),
        ("t: - hola\n", ["list-on-key-line 1:4"]),
        (
            "t: | Hola\nu: >50% ya\nv: |0\n",
            ["block-text-header 1:4", "block-text-header 2:4", "block-text-header 3:4"]
        ),
        ("t: \"Hola\" Ana\nu: 'It's fine'\n", ["text-after-quote 1:11", "text-after-quote 2:8"]),
        ("t: [Oferta] hoy\nu: [a]]\n", ["stray-bracket 2:7", "text-after-bracket 1:13"]),
        ("a: 1\nt: \"Hola\nu: 1\n", ["unclosed-quote 2:4"]), ("t: 'a\n---\n", ["unclosed-quote 1:4"]),
        ("t: \"Hola\nu: \"Ana\"\n", ["unclosed-quote 1:4"]),
        ("t: [a, b\nu: 1\n", ["unclosed-bracket 1:4"]), ("t: {a: 1\n", ["unclosed-bracket 1:4"]),
        ("t: [a, b}\n", ["unclosed-bracket 1:4"]), ("t: [\"a\" \"b\"]\n", ["missing-comma 1:9"]),
        ("t: [a, , b]\n", ["missing-comma 1:8"]),
        ("a: x\n  b: 1\n", ["bad-indentation 2:3"]), ("a:\n    b: 1\n   c: 2\n", ["bad-indentation 3:4"]),
        ("  a: 1\nb: 2\n", ["bad-indentation 2:1"]), ("a:\n  - b: 1\n   c: 2\n", ["missing-dash 3:4"]),
        ("a: 1\nb:2\nc 3\nd: 4\n", ["missing-colon 2:1", "missing-colon 3:1"]),
        ("t: x\nhola amigos\n", ["missing-colon 2:1"]),
        ("a:\n\tb: 1\n\tc: 2\n", ["tab-indentation 2:1"]), ("a: {\n\tb: 1}\n", ["tab-indentation 2:1"]),
        ("a: |\n\tHola\n", ["tab-indentation 2:1"]), ("a: |\n  x\n  \ty\n", []), ("a: \"x\n\ty\"\n", []),
        ("a:\n-\tb\n", ["tab-indentation 2:2"]), ("a:\tb\n", []),
        ("[a]: 1\n{b: c}: 2\n? |\n  d\n: 3\n", ["key-not-text 1:1", "key-not-text 2:1", "key-not-text 3:3"]),
        ("a: 1\n: 2\nb: 3\n", ["key-not-text 2:1"]),
        ("\u{A0}a: 1\n", ["invisible-space 1:1"]),
    ])
    func `what is no YAML is said in words of its own`(text: String, marks: [String]) {
        #expect(read(text).marks.sorted() == marks)
    }

    @Test(arguments: Corpus.broken) func `what cannot be read to its end gives no document`(text: String) {
        let load = read(text)
        let goesOn: Set = ["alias", "anchor", "tag", "duplicate-key", "key-not-text", "multiple-documents"]
        #expect(load.document == nil || load.rules.isSubset(of: goesOn))
    }

    @Test(arguments: [
        ("", "empty-file 1:1"), ("# x\n\n", "empty-file 1:1"), ("---\n", "empty-file 1:1"),
        ("- a\n", "top-level-not-mapping 1:1"), ("hola\n", "top-level-not-mapping 1:1"),
        ("\"a\"\n", "top-level-not-mapping 1:1"), ("campaign:foo\n", "top-level-not-mapping 1:1"),
        ("a: 1\n---\nb: 2\n", "multiple-documents 2:1"), ("a: 1\n...\n# x\n---\n", "multiple-documents 4:1"),
        ("a: 1\n...\nhola\n", "text-after-document 3:1"), ("{a: 1}\nb: 2\n", "text-after-document 2:1"),
        ("%YAML 1.1\n---\na: 1\n", "yaml-directive 1:1"),
        ("# x\n%TAG ! y\n---\na: 1\n", "yaml-directive 2:1"),
        ("a: 1\n%b\n", "yaml-directive 2:1"),
    ])
    func `a file is one document with keys at its top`(text: String, mark: String) {
        let load = read(text)
        #expect(load.marks == [mark])
        #expect(load.document == nil || mark.hasPrefix("multiple"))
    }

    @Test func `one document between its marks is accepted`() {
        #expect(read("---\na: 1\n...\n# the end\n").marks.isEmpty)
    }

    @Test func `a repeated key names both places`() throws {
        let load = read("a: 1\nb: 2\n'a': 3\n")
        let finding = try #require(load.findings.first)
        #expect(load.marks == ["duplicate-key 3:1"])
        #expect(finding.related.map { $0.place.span?.start.line } == [1])
        #expect(finding.message.contains("line 1"))
        #expect(load.document != nil)
    }

    @Test(arguments: [2, 16, 17, 500]) func `a repeated key is found among many`(count: Int) {
        let keys = (0..<count).map { "k\($0): 1\n" }.joined()
        #expect(read(keys).marks.isEmpty)
        #expect(read(keys + "\"k\\x31\": 2\n").marks == ["duplicate-key \(count + 1):1"])
    }

    @Test func `what YAML takes for its own is kept as text, and unusable entries are left out`() throws {
        let root = try #require(read("a: {{b}}\n<<: {x: 1}\n[c]: {d: 1}\ne: *f\n").document).root
        #expect(root.entries.map { "\($0.key.text)=\($0.value.text)" } == ["a={{b}}", "e=*f"])
        #expect(root.count == 2)
    }

    @Test(arguments: [
        (
            "t: *Hola* Ana\n", "the text begins with '*', which YAML reads as a reference to an anchor",
            "put the text in double quotes: \"*Hola* Ana\""
        ),
        (
            "t: {{a}}, \"b\"\n", "{{a}} is not in quotes, so YAML reads the braces as its own",
            "put the whole text in double quotes: '{{a}}, \"b\"'"
        ),
        (
            "t: \"\\ud83d\\ude00\"\n", "'\\ud83d\\ude00' is how JSON writes 😀; YAML does not know this form",
            "write the character itself: 😀 (or \\U0001F600)"
        ),
        ("a: 1\nb:2\n", "there is no space after the ':'", "write b: 2"),
    ])
    func `a message says what to write instead`(text: String, message: String, remedy: String) {
        let load = read(text)
        #expect(load.findings.map { $0.message } == [message])
        #expect(load.findings.map { $0.remedy } == [remedy])
    }

    /// libyaml's own words for its errors, as `strings libyaml.so` prints them.
    @Test func `libyaml's own words never reach a user`() {
        let own = [
            "did not find", "while scanning", "while parsing", "could not find", "simple key", "node content",
        ]
        for text in Corpus.broken {
            for finding in read(text).findings {
                let words = finding.message + finding.remedy
                #expect(!own.contains { words.contains($0) }, "\(words)")
            }
        }
    }
}
