import Foundation
import Testing

@testable import YAMLTree

/// The direct scanner against libyaml, over texts that nobody has looked at. Set `PREGON_SCANNER_TEXTS` to a
/// number to run so many texts of each kind, and `PREGON_SCANNER_SEED` to run others.
@Suite struct ReaderDifferenceTests {
    private static let environment = ProcessInfo.processInfo.environment
    private static let seed = environment["PREGON_SCANNER_SEED"].flatMap { UInt64($0) } ?? 2300

    private static func count(_ usual: Int) -> Int {
        environment["PREGON_SCANNER_TEXTS"].flatMap { Int($0) } ?? usual
    }

    /// Compares the readers over some texts, and gives how many the scanner has read.
    private func compare(_ count: Int, _ next: () -> [UInt8]) -> Int {
        var equal = 0
        var different = 0
        for _ in 0..<count {
            let text = next()
            switch ReaderComparison(text) {
            case .declined: break
            case .equal: equal += 1
            case .different(let what):
                Issue.record("\(String(decoding: text, as: UTF8.self).debugDescription): \(what)")
                different += 1
                if different == 10 { return equal }
            }
        }
        return equal
    }

    @Test func `all files of the corpus`() throws {
        let texts = try RepositoryTexts.fixtures + RepositoryTexts.campaigns
        #expect(texts.count > 500)
        var rest = texts[...]
        #expect(compare(texts.count) { rest.removeFirst().bytes } > 200)
    }

    @Test func `files of the corpus with a few changes`() throws {
        let texts = try RepositoryTexts.fixtures + RepositoryTexts.campaigns
        let campaigns = GeneratedCampaign.all.map { Array($0.utf8) }
        // A file above some kilobytes costs the time of many small ones.
        let seeds = texts.map { $0.bytes }.filter { $0.count < 8000 } + campaigns
        var mutation = TextMutation(generator: SeededGenerator(state: Self.seed), texts: seeds)
        let count = Self.count(20_000)
        #expect(compare(count) { mutation.next() } > count / 20)
    }

    @Test func `generated texts of all structures, with and without changes`() {
        var generated = GeneratedYAML(generator: SeededGenerator(state: Self.seed))
        let count = Self.count(2000)
        #expect(compare(count) { generated.next() } > count / 5)

        let texts = (0..<200).map { _ in generated.next() }.filter { !$0.isEmpty }
        var mutation = TextMutation(generator: generated.generator, texts: texts)
        #expect(compare(count) { mutation.next() } > count / 20)
    }

    /// Every text of so many signs, after beginnings that lead into each part of the scanner.
    @Test func `every short text of YAML's signs`() {
        let signs = Array("a: \n-[]{},#'\"|>\\".utf8)
        let length = Self.count(0) > 100_000 ? 5 : 3
        let texts = (0..<length).reduce([[UInt8]()]) { texts, _ in
            texts.flatMap { text in signs.map { text + [$0] } }
        }
        for beginning in ["", "a:", "a:\n ", "a: [", "a:\n- ", "a: x\n", "a: |\n", "b:\n  a: "] {
            var rest = texts.makeIterator()
            #expect(compare(texts.count) { Array(beginning.utf8) + (rest.next() ?? []) } > 0)
        }
    }
}
