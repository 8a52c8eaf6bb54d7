import Diagnostics
import Testing
import YAMLTree

@Suite struct RuleTests {
    /// Rules whose wrong example would be too long, or is no text; each has a test of its own.
    static let notShown: Set<String> = ["file-too-large", "invalid-utf8", "utf-16", "scalar-too-long"]

    @Test(arguments: YAMLRules.all.filter { !notShown.contains($0.name) })
    func `a rule's wrong example breaks it and its right one breaks none`(rule: Rule) {
        #expect(read(rule.wrong.text + "\n").rules.contains(rule.name))
        #expect(read(rule.right.text + "\n").marks.isEmpty)
    }

    @Test func `rules have names of their own and every field`() {
        #expect(Set(YAMLRules.all.map { $0.name }).count == YAMLRules.all.count)
        for rule in YAMLRules.all {
            let fields = [rule.summary, rule.reason, rule.wrong.text, rule.right.text, rule.source]
            #expect(fields.allSatisfy { !$0.isEmpty }, "\(rule.name)")
            #expect(rule.summary.hasSuffix(".") && rule.reason.hasSuffix("."), "\(rule.name)")
            #expect(rule.name.allSatisfy { $0.isLowercase || $0 == "-" || $0.isNumber })
        }
    }

    @Test func `only bidirectional controls are warnings`() {
        #expect(YAMLRules.all.filter { $0.severity != .error }.map { $0.name } == ["bidi-control"])
    }
}
