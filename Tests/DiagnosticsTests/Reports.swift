import Diagnostics

/// The report of the golden files: places after emoji and accents, of several lines, of none, and a number.
enum Reports {
    static let note = Rule(
        "some-note", .note, summary: "A hint.", reason: "`a: [1]` is <odd>.", remedy: "Write one.",
        wrong: .file("a: [1]"),
        right: .file("a: 1"),
        source: "nowhere")

    static var fixed: FindingReport {
        let variable = Findings.at(
            "{{nombr}}", in: "  text: ¡Hola 👋🏽 e\u{301}l {{nombr}}!", number: 7,
            message: "there is no variable `nombr`", remedy: "write {{nombre}}",
            file: "campañas/día 1.yaml")
        var equal = Findings.at(
            "a", in: "a: 573001119999", number: 2, message: "`a` stands here again, for +57 (301) 999 88 77",
            remedy: "remove one")
        equal.related = [
            .init(
                place: SourcePlace(file: "a.yaml", span: SourceSpan(line: 1), excerpt: "a: 1"),
                message: "the first `a`")
        ]
        let several = Finding(
            Findings.warning,
            at: SourcePlace(
                file: "a.yaml",
                span: SourceSpan(
                    start: SourcePosition(line: 3, column: 5), end: SourcePosition(line: 5, column: 2)),
                excerpt: "b: |"), "the text has three lines", remedy: "write one")
        let whole = Finding(note, at: SourcePlace(file: "list.csv"), "50% are old", remedy: "ask again")
        return FindingReport(
            findings: [equal, several, variable, whole], fileCount: 4, toolVersion: "0.1.0")
    }
}
