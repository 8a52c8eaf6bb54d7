import Audience
import CampaignLoading
import Checking
import Diagnostics
import Foundation
import Testing
import YAMLTree

// What every finding of the corpus keeps to, whatever it says.
@Suite struct CorpusPromiseTests {
    static let cases = CorpusCase.all(in: "err")

    /// The findings of each case, made once for all tests.
    static let found: [String: [Finding]] = Dictionary(
        uniqueKeysWithValues: cases.map { ($0.name, (try? $0.findings()) ?? []) })

    private func findings(_ corpusCase: CorpusCase) throws -> [Finding] {
        try #require(Self.found[corpusCase.name])
    }

    /// Words of libyaml 0.2.5 (scanner.c, parser.c, reader.c), which say nothing to people who send campaigns.
    static let parserWords = [
        "did not find expected", "could not find expected", "are not allowed in this context",
        "found character that cannot start", "found unexpected", "while parsing", "while scanning",
        "found unknown escape character", "found undefined tag handle", "flow mapping", "flow sequence",
        "block mapping", "block sequence", "block collection", "control characters are not allowed",
        "invalid Unicode", "invalid leading UTF-8", "invalid trailing UTF-8", "document start", "simple key",
        "line folding", "node content", "hexdecimal",
    ]

    @Test(arguments: cases)
    func `nobody reads the parser's own words`(_ corpusCase: CorpusCase) throws {
        let golden = try #require(corpusCase.golden).lowercased()
        for words in Self.parserWords { #expect(!golden.contains(words.lowercased()), "\(words)") }
    }

    @Test(arguments: cases)
    func `every finding says what, where and what to do`(_ corpusCase: CorpusCase) throws {
        for finding in try findings(corpusCase) {
            #expect(!finding.message.isEmpty)
            #expect(finding.remedy.count >= 8, "\(finding.remedy)")
            #expect(finding.message.count <= 400, "\(finding.message)")
            #expect(!finding.place.file.hasPrefix("/"))
            #expect(finding.place.file.contains("."))
            // Whole files are meant only where they cannot be opened as text at all.
            let isWhole = finding.place.span == nil
            let mayBeWhole = [ReferenceRules.fileMissing, AudienceRules.notText].contains(finding.rule)
            #expect(!isWhole || mayBeWhole, "\(finding.rule.name) has no line")
            guard let span = finding.place.span else { continue }
            #expect(span.start.line >= 1 && span.start.column >= 1)
            #expect(span.start < span.end, "\(finding.rule.name) points at nothing")
        }
    }

    @Test(arguments: cases)
    func `a place lies inside its file`(_ corpusCase: CorpusCase) throws {
        for finding in try findings(corpusCase) where finding.place.excerpt != nil {
            let file = finding.place.file
            let path = corpusCase.isFolder ? "\(corpusCase.path)/\(file)" : corpusCase.path
            guard file.hasSuffix("\(corpusCase.name).yaml") || corpusCase.isFolder else { continue }
            let data = try Data(contentsOf: URL(filePath: path))
            let lines = data.split(separator: 0x0A, omittingEmptySubsequences: false)
            let span = try #require(finding.place.span)
            #expect(span.start.line <= lines.count)
            let length = String(decoding: lines[span.start.line - 1], as: UTF8.self).unicodeScalars.count
            #expect(span.start.column <= length + 2, "\(file):\(span.start.line):\(span.start.column)")
        }
    }

    @Test(arguments: cases)
    func `no output shows a telephone number`(_ corpusCase: CorpusCase) throws {
        let findings = try findings(corpusCase)
        let outputs = [
            CorpusCase.rendered(findings), try JSONFormat.render(findings), GitHubFormat.render(findings),
        ]
        // Examples in remedies are nobody's number; 573005202020 and 573123252394 are the lines' own.
        let examples = ["573001112233", "3001112233", "573005202020"]
        for output in outputs {
            for match in output.matches(of: /[0-9]{10,}/) {
                #expect(examples.contains(String(match.output)), "\(match.output)")
            }
            #expect(output.firstMatch(of: /3[0-9]{2} [0-9]{3} [0-9]{4}/) == nil)
        }
    }

    @Test(arguments: cases)
    func `no output acts on a terminal`(_ corpusCase: CorpusCase) throws {
        let findings = try findings(corpusCase)
        for output in [CorpusCase.rendered(findings), GitHubFormat.render(findings)] {
            let bad = output.unicodeScalars.first {
                $0 != "\n" && ($0.value < 0x20 || (0x7F...0x9F).contains($0.value))
                    || (0x202A...0x202E).contains($0.value) || (0x2066...0x2069).contains($0.value)
                    || [0x2028, 0x2029, 0xFEFF].contains($0.value)
            }
            #expect(bad == nil, "\(corpusCase.name)")
        }
    }

    @Test(arguments: cases)
    func `one place is not reported twice by one rule`(_ corpusCase: CorpusCase) throws {
        struct Key: Hashable {
            let rule: Rule
            let place: SourcePlace
            let message: String
        }
        let keys = try findings(corpusCase).map { Key(rule: $0.rule, place: $0.place, message: $0.message) }
        #expect(Set(keys).count == keys.count)
    }

    @Test func `a secret that stands in the file is not repeated`() throws {
        for corpusCase in Self.cases where ["704", "394", "395"].contains(where: corpusCase.name.hasPrefix) {
            let output = CorpusCase.rendered(try findings(corpusCase))
            #expect(output.contains("secret-literal"))
            #expect(!output.contains("s3cr3t"))
        }
    }

    @Test func `every rule is broken by a file of the corpus`() throws {
        // These need input that is made by a test (GeneratedInputTests) or cannot be made by files alone.
        let exceptions: [Rule] = [
            YAMLRules.fileTooLarge, YAMLRules.scalarTooLong,
            // Only a file that vanishes or loses its permissions between two looks.
            AudienceRules.unreadable,
            // What a server says (`validate --online`).
            MediaNotPublic.rule, MediaUnreachable.rule,
        ]
        var found: Set<Rule> = []
        for corpusCase in Self.cases { found.formUnion(try findings(corpusCase).map(\.rule)) }
        let missing = Set(RuleCatalogue.all).subtracting(found).subtracting(exceptions).map(\.name).sorted()
        #expect(missing == [])
        let unlisted = found.subtracting(RuleCatalogue.all).map(\.name).sorted()
        #expect(unlisted == [], "`pregon explain` does not know these rules")
    }

    @Test func `a folder with twenty mistakes reports all twenty`() throws {
        let corpusCase = try #require(Self.cases.first { $0.name == "799-twenty-mistakes" })
        let findings = try findings(corpusCase)
        #expect(findings.count == 20)
        #expect(Set(findings.map(\.place.file)).count == 20)
        #expect(Set(findings.map(\.rule)).count >= 18)
    }
}
