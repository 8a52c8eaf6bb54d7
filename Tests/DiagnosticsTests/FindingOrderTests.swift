import Diagnostics
import Testing

@Suite struct FindingOrderTests {
    @Test func `findings are ordered by file, line, column, rule`() {
        let a1 = Findings.at("x", in: "x", number: 1)
        let a2 = Findings.at("x", in: "ax", number: 1)
        let a3 = Findings.at("x", in: "x", number: 10)
        let a3warning = Findings.at("x", in: "x", number: 10, rule: Findings.warning)
        let b = Findings.at("x", in: "x", number: 1, file: "b.yaml")
        let whole = Finding(Findings.rule, at: SourcePlace(file: "a.yaml"), "m", remedy: "r")
        let expected = [whole, a1, a2, a3, a3warning, b]
        #expect(expected.reversed().sorted() == expected)
    }

    @Test func `errors are counted apart from warnings`() {
        let findings = [Findings.at("x", in: "x", rule: Findings.warning)]
        #expect(!findings.hasErrors)
        #expect((findings + [Findings.at("x", in: "x")]).hasErrors)
        #expect(findings.count(of: .warning) == 1)
        #expect(Severity.error > .warning && Severity.warning > .note)
    }
}
