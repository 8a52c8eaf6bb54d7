import Audience
import Checking
import Diagnostics
import Foundation
import Testing

// Every rule is proved by its own examples: what `pregon explain` shows is what the program does.
@Suite struct RuleExampleTests {
    /// Rules that files alone cannot break.
    static let unprovable: [Rule] = [
        // A regular file that cannot be opened: its permissions are judged by the system, and say nothing to a
        // test that runs as root. `HeaderTests` shows the finding.
        AudienceRules.unreadable,
        // What a server says. `AddressProbeTests` and the end-to-end tests show the findings.
        MediaNotPublic.rule, MediaUnreachable.rule,
    ]

    @Test(arguments: RuleCatalogue.all.filter { !unprovable.contains($0) })
    func `a wrong example breaks its own rule and no other`(_ rule: Rule) throws {
        let findings = try ExampleWorkspace(example: rule.wrong).findings()
        #expect(Set(findings.map(\.rule.name)) == [rule.name], "\(CorpusCase.rendered(findings))")
    }

    @Test(arguments: RuleCatalogue.all)
    func `a right example breaks no rule`(_ rule: Rule) throws {
        let findings = try ExampleWorkspace(example: rule.right).findings()
        #expect(findings.isEmpty, "\(CorpusCase.rendered(findings))")
    }

    @Test(arguments: RuleCatalogue.all)
    func `a rule says everything, in whole sentences`(_ rule: Rule) {
        #expect(rule.name.wholeMatch(of: /[a-z0-9]+(-[a-z0-9]+)*/) != nil)
        for sentence in [rule.summary, rule.reason, rule.remedy] {
            #expect(sentence.hasSuffix("."), "\(sentence)")
            #expect(!sentence.contains("\n"), "\(sentence)")
        }
        #expect(rule.source.count >= 4)
        #expect(!rule.wrong.text.isEmpty && !rule.right.text.isEmpty)
        for example in [rule.wrong, rule.right] { #expect(!example.text.hasSuffix("\n")) }
    }

    @Test func `no two rules have one name`() {
        let names = RuleCatalogue.all.map(\.name)
        #expect(Set(names).count == names.count)
        #expect(names.count >= 109)
    }

    @Test func `the base files break no rule`() throws {
        for setting in RuleExample.Setting.allCases where setting != .file {
            let base = try String(
                contentsOfFile: "\(ExampleWorkspace.folder)/\(setting.path)", encoding: .utf8)
            let example = RuleExample(setting, String(base.dropLast()))
            let findings = try ExampleWorkspace(example: example).findings()
            #expect(findings.isEmpty, "\(setting): \(CorpusCase.rendered(findings))")
        }
    }

    @Test func `an example takes the place of the same keys and leaves the others`() throws {
        let file = try ExampleWorkspace.composed(
            "aviso-diciembre.yaml", piece: "lines: [otra]\nrevision: 2",
            as: Data("lines: [otra]\nrevision: 2\n".utf8))
        let keys = ExampleWorkspace.blocks(of: String(decoding: file, as: UTF8.self)).map(\.key)
        #expect(keys == ["campaign", "version", "category", "audience", "messages", "lines", "revision"])
    }
}

/// A failing test names the rule, not all that it says.
extension Rule: CustomTestStringConvertible {
    package var testDescription: String { name }
}
