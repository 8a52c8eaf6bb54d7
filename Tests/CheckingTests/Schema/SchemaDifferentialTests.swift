import CampaignLoading
import Diagnostics
import Foundation
import Testing
import YAMLTree

/// The loader and an independent reader of the schemas judge thousands of spoilt files, and must not disagree.
@Suite(.enabled(if: SchemaJudge.isInstalled, "Python's jsonschema or PyYAML is not installed"))
struct SchemaDifferentialTests {
    /// What the loader says, as far as a schema can say it.
    enum Opinion { case accepts, rejects, leftOut }

    private static func opinion(_ errors: [Finding], of text: String) -> Opinion {
        if errors.isEmpty { return .accepts }
        // A file that YAML reads otherwise than it looks is another file to a schema.
        let rules = errors.map(\.rule)
        if rules.contains(where: { YAMLRules.all.contains($0) && !SchemaLimits.expressed.contains($0) }) {
            return .leftOut
        }
        let document = YAMLReader.read(SourceText(path: "mutant.yaml", bytes: Array(text.utf8))).document
        let isExpressed = rules.contains { SchemaLimits.expresses($0, in: document?.root) }
        return isExpressed ? .rejects : .leftOut
    }

    @Test func `loader and schema agree on every spoilt file`() throws {
        var compared = 0
        var leftOut = 0
        var accepted = 0
        var disagreements: [String] = []
        var rules: Set<Rule> = []
        for (index, seeds) in try SchemaSeeds.all().enumerated() {
            defer { seeds.workspace.remove() }
            let files = seeds.texts.compactMap(FileTree.init(text:))
            try #require(files.count == seeds.texts.count && !files.isEmpty)
            var mutator = FileMutator(seed: 2300 + UInt64(index), files: files)
            var mutants: Set<String> = ["", "# nada\n", "- a\n", "hola\n"]
            for round in 0..<Self.rounds(of: seeds) {
                mutants.insert(mutator.mutant(of: files[round % files.count]).text)
            }
            var cases: [(text: String, errors: [Finding], opinion: Opinion)] = []
            for text in mutants.sorted() {
                let errors = try seeds.errors(text)
                let opinion = Self.opinion(errors, of: text)
                if opinion == .leftOut { leftOut += 1 } else { cases.append((text, errors, opinion)) }
            }
            let verdicts = try SchemaJudge.judge(cases.map(\.text), by: seeds.schema, reading: .text)
            compared += cases.count
            for ((text, errors, opinion), verdict) in zip(cases, verdicts) {
                if opinion == .accepts { accepted += 1 }
                rules.formUnion(errors.map(\.rule))
                let isAccepted = verdict == .accepted
                var isReadable = true
                if case .unreadable = verdict { isReadable = false }
                if isAccepted != (opinion == .accepts) || !isReadable {
                    let found = errors.map { "\($0.rule.name): \($0.message)" }.joined(separator: "; ")
                    disagreements.append("loader: [\(found)]\nschema: \(verdict)\n\(text)")
                }
            }
        }
        print(
            """
            schema: \(compared) mutations compared (\(accepted) accepted, \(compared - accepted) rejected), \
            \(leftOut) left out for rules that no schema expresses, \(disagreements.count) disagreements
            """)
        for disagreement in disagreements.prefix(40) { print("--- \(disagreement)") }
        #expect(disagreements.isEmpty, "\(disagreements.prefix(3).joined(separator: "\n"))")
        #expect(compared >= 2000)
        // Both answers occur, so that neither side can be right by always saying the same.
        #expect(accepted >= 300)
        let untried = SchemaLimits.expressed.subtracting(rules).map(\.name).sorted()
        #expect(untried == [], "no mutation breaks these rules")
    }

    private static func rounds(of seeds: SchemaSeeds) -> Int { 100 * seeds.texts.count + 500 }

    @Test(arguments: [SchemaJudge.Reading.text, .core])
    func `every valid file is valid to an editor`(_ reading: SchemaJudge.Reading) throws {
        for seeds in try SchemaSeeds.all() {
            defer { seeds.workspace.remove() }
            for text in seeds.texts { #expect(try seeds.errors(text).map(\.message) == []) }
            let verdicts = try SchemaJudge.judge(seeds.texts, by: seeds.schema, reading: reading)
            for (text, verdict) in zip(seeds.texts, verdicts) { #expect(verdict == .accepted, "\(text)") }
        }
    }
}
