import Checking
import Diagnostics
import Foundation
import Testing

// The corpus of bad files: every case is a mistake that people make, with the words they then read.
@Suite struct GoldenTests {
    /// With UPDATE_GOLDENS=1 in the environment the goldens are written anew, to be reviewed as a diff.
    private static let updates = ProcessInfo.processInfo.environment["UPDATE_GOLDENS"] == "1"

    @Test(arguments: CorpusCase.all(in: "err"))
    func `a bad file gets exactly the words that were reviewed`(_ corpusCase: CorpusCase) throws {
        let output = CorpusCase.rendered(try corpusCase.findings())
        if Self.updates {
            try output.write(toFile: corpusCase.goldenPath, atomically: true, encoding: .utf8)
        }
        #expect(!output.isEmpty, "nothing was found in \(corpusCase.name)")
        #expect(output == corpusCase.golden)
    }

    @Test(arguments: CorpusCase.all(in: "ok"))
    func `a good file has no finding`(_ corpusCase: CorpusCase) throws {
        let findings = try corpusCase.findings()
        #expect(findings.isEmpty, "\(CorpusCase.rendered(findings))")
    }

    @Test func `the example workspace has no error, and what is odd in it is in its audiences`() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "campaigns").path(percentEncoded: false)
        let findings = try TemporaryWorkspace.findings(root: root)
        #expect(
            findings.allSatisfy { $0.severity == .warning && $0.place.file.hasSuffix(".csv") }, "\(findings)")
    }

    @Test func `the corpus is not found empty`() {
        #expect(CorpusCase.all(in: "err").count >= 200)
        #expect(CorpusCase.all(in: "ok").count >= 12)
    }
}
