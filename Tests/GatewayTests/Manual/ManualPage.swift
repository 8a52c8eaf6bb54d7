import Foundation
import Testing

/// A fact of gateways.md: the line where it stands, and words that stand there.
struct ManualFact: Sendable, Hashable, CustomStringConvertible {
    let line: Int
    let words: String

    init(_ line: Int, _ words: String) {
        self.line = line
        self.words = words
    }

    var description: String { "gateways.md:\(line) \(words)" }
}

/// The page that fixes what goes over the wire; it stands beside the checkout, in `../shared`.
enum ManualPage {
    static let lines: [String]? = {
        let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let page = root.deletingLastPathComponent().appendingPathComponent("shared/gateways.md")
        return (try? String(contentsOf: page, encoding: .utf8)).map {
            $0.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        }
    }()

    /// Lines that state facts one by one: the rows of tables and the points of lists.
    static var factLines: Set<Int> {
        var result: Set<Int> = []
        let lines = lines ?? []
        for (index, line) in lines.enumerated() {
            let isHeader = index + 1 < lines.count && lines[index + 1].hasPrefix("|---")
            if line.hasPrefix("- ") || line.hasPrefix("| ") && !isHeader { result.insert(index + 1) }
        }
        return result
    }

    /// Facts that other targets' tests prove.
    static let elsewhere: [ClosedRange<Int>: String] = [
        61...67:
            "Checking's rules on setapp lines (setapp-rate, setapp-delay, sunday-on-setapp, collection-on-setapp)",
        137...141: "the webhooks' receiver",
    ]
}

/// Every fact is proved, and every proof names its fact.
struct ManualPageTests {
    static let proofs: [ManualFact] = {
        var facts: [ManualFact] = ManualWireRow.all.map(\.fact)
        facts += ManualLimitRow.all.map(\.fact)
        facts += ManualReplyRow.all.map(\.fact)
        facts += ManualLaterRow.all.map(\.fact)
        facts += ManualAccountRow.all.map(\.fact)
        return facts
    }()

    @Test(.enabled(if: ManualPage.lines != nil, "gateways.md is not beside this checkout"))
    func `each row quotes the line of the page that it names`() throws {
        let lines = try #require(ManualPage.lines)
        for fact in Self.proofs {
            guard lines.indices.contains(fact.line - 1) else {
                Issue.record("\(fact) is behind the page's end")
                continue
            }
            #expect(lines[fact.line - 1].contains(fact.words), "\(fact)")
        }
    }

    @Test(.enabled(if: ManualPage.lines != nil, "gateways.md is not beside this checkout"))
    func `each row and point of the page is proved`() {
        let proved = Set(Self.proofs.map(\.line))
        let elsewhere = Set(ManualPage.elsewhere.keys.flatMap { Array($0) })
        #expect(ManualPage.factLines.count > 60)
        for line in ManualPage.factLines.subtracting(proved).subtracting(elsewhere).sorted() {
            Issue.record("gateways.md:\(line) is proved by no row")
        }
        #expect(elsewhere.isSubset(of: ManualPage.factLines))
    }

    @Test(.enabled(if: ManualPage.lines != nil, "gateways.md is not beside this checkout"))
    func `the page gives each later failure the class that the table gives it`() throws {
        let lines = try #require(ManualPage.lines)
        for row in ManualLaterRow.all where row.codes != ["1010"] {
            let words = row.class == .permanent ? "permanent" : row.class.title
            #expect(lines[row.fact.line - 1].contains(words), "\(row.fact)")
            #expect(lines[row.fact.line - 1].contains("suppressed") == row.suppresses, "\(row.fact)")
        }
    }
}
