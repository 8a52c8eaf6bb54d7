import Diagnostics
import Testing

@Suite struct HumanFormatTests {
    private func lines(_ finding: Finding, color: Bool = false) -> [String] {
        HumanFormat(usesColor: color).render(finding).split(separator: "\n", omittingEmptySubsequences: false)
            .map(String.init)
    }

    /// The columns of the carets in the underline of the first excerpt, after the margin.
    private func underline(_ finding: Finding) -> String { lines(finding)[3] }

    @Test func `a finding says place, words, line and remedy`() {
        let finding = Findings.at("no", in: "  - text: no", number: 12, message: "m", remedy: "r")
        #expect(
            lines(finding) == [
                "a.yaml:12:11: error: m [some-rule]",
                "    |",
                " 12 |   - text: no",
                "    |           ^^",
                "  = r",
                "",
            ])
    }

    @Test func `a place without a line is the file alone`() {
        let finding = Finding(Findings.rule, at: SourcePlace(file: "a.csv"), "m", remedy: "r")
        #expect(lines(finding) == ["a.csv: error: m [some-rule]", "  = r", ""])
    }

    @Test(arguments: [
        // What stands before the place, and the terminal columns it takes.
        ("Señor Ñandú ", 12),
        ("e\u{301}a\u{303} ", 3),
        ("🎉🎉 ", 5),
        ("👋🏽 ", 3),
        ("漢字 ", 5),
        ("a\tb ", 4),
        ("\u{200B}a ", 2),
    ])
    func `the caret stands under the place whatever is before it`(_ before: String, _ width: Int) {
        let finding = Findings.at("{{x}}", in: before + "{{x}} y")
        #expect(underline(finding) == "   | " + String(repeating: " ", count: width) + "^^^^^")
    }

    @Test func `wide characters get carets as wide as they are`() {
        #expect(underline(Findings.at("🎉é", in: "a 🎉é b")) == "   |   ^^^")
    }

    @Test func `a missing value at the end of a line is pointed at behind it`() {
        let place = SourcePlace(file: "a", span: SourceSpan(line: 1, column: 6), excerpt: "text:")
        #expect(underline(Finding(Findings.rule, at: place, "m", remedy: "r")) == "   |      ^")
    }

    @Test func `a span of several lines is underlined to the end of the first`() {
        let span = SourceSpan(
            start: SourcePosition(line: 1, column: 3), end: SourcePosition(line: 4, column: 2))
        let place = SourcePlace(file: "a", span: span, excerpt: "abcdef")
        #expect(underline(Finding(Findings.rule, at: place, "m", remedy: "r")) == "   |   ^^^^")
    }

    @Test func `of a long line the stretch around the place is shown`() {
        let line = String(repeating: "a", count: 300) + "{{x}}" + String(repeating: "b", count: 300)
        let shown = lines(Findings.at("{{x}}", in: line))
        #expect(shown[2].hasPrefix(" 1 | …aaa") && shown[2].hasSuffix("bbb…"))
        #expect(shown[2].count <= 110)
        // The lines are equally long up to the place.
        let before = shown[2].prefix { $0 != "{" }
        #expect(shown[3].hasSuffix("^^^^^"))
        #expect(shown[3].count == before.count + 5)
    }

    @Test func `a long place does not make a long underline`() {
        let line = "text: " + String(repeating: "x", count: 5000)
        for text in lines(Findings.at(String(repeating: "x", count: 5000), in: line)) {
            #expect(text.unicodeScalars.count <= 110)
        }
    }

    @Test func `the far end of a line of a source is shown with its column`() {
        let text = "a: 1\nb: " + String(repeating: "ñ", count: 3000) + "{{x}}\n"
        let source = SourceText(path: "a.yaml", bytes: Array(text.utf8))
        let offset = 5 + 3 + 6000
        let place = source.place(
            SourceSpan(line: 2, column: 3004, length: 5), excerptAround: offset)
        #expect(place.excerptColumn > 2800)
        let shown = lines(Finding(Findings.rule, at: place, "m", remedy: "r"))
        #expect(shown[2].contains("ñ{{x}}"))
        #expect(shown[3].hasSuffix(" ^^^^^"))
        #expect(!shown[2].contains("\u{FFFD}"))
    }

    @Test(arguments: [
        "\u{1B}[31m", "\u{7}", "\u{9B}2J", "\u{202E}", "\u{2066}", "\u{2028}", "\r", "\u{0}", "\u{FEFF}",
    ])
    func `nothing in message, remedy, file or line acts on the terminal`(_ hostile: String) {
        let finding = Finding(
            Findings.rule,
            at: SourcePlace(
                file: "a\(hostile).yaml", span: SourceSpan(line: 1, column: 2), excerpt: "x\(hostile)y"),
            "m\(hostile)n", remedy: "r\(hostile)s",
            related: [.init(place: SourcePlace(file: "b\(hostile)"), message: "t\(hostile)u")])
        let output = HumanFormat(usesColor: false).render(finding)
        for scalar in hostile.unicodeScalars where scalar.value < 0x20 || scalar.value > 0x7E {
            #expect(!output.unicodeScalars.contains(scalar))
            #expect(output.contains("\\u{\(String(scalar.value, radix: 16, uppercase: true))}"))
        }
    }

    @Test func `a line break in a message stays in its line`() {
        let finding = Findings.at("a", in: "a", message: "one\ntwo", remedy: "three\nfour")
        #expect(lines(finding)[0] == "a.yaml:1:1: error: one two [some-rule]")
        #expect(lines(finding)[4] == "  = three four")
    }

    @Test func `colour is only where it is asked for`() {
        let finding = Findings.at("a", in: "a")
        #expect(!HumanFormat(usesColor: false).render(finding).contains("\u{1B}"))
        #expect(HumanFormat(usesColor: true).render(finding).contains("\u{1B}[1;31merror\u{1B}[0m"))
    }

    @Test func `telephone numbers are masked, and the caret still fits`() {
        let finding = Findings.at("sí", in: "{phone: 573001119999, nombre: sí}", message: "for 573001119999")
        #expect(
            lines(finding)[..<4] == [
                "a.yaml:1:31: error: for 573•••••9999 [some-rule]", "   |",
                " 1 | {phone: 573•••••9999, nombre: sí}",
                "   |                               ^^",
            ])
    }
}
