import Checking
import Diagnostics
import Foundation
import Testing

// docs/rules.md is generated and committed; it is what the rules say now.
@Suite struct RuleDocsTests {
    static let path = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "docs/rules.md").path(percentEncoded: false)

    @Test func `docs/rules.md is fresh`() throws {
        let page = RuleText.markdown(RuleCatalogue.topics)
        // With UPDATE_DOCS=1 in the environment the page is written anew, as the command would.
        if ProcessInfo.processInfo.environment["UPDATE_DOCS"] == "1" {
            try page.write(toFile: Self.path, atomically: true, encoding: .utf8)
        }
        let committed = try String(contentsOfFile: Self.path, encoding: .utf8)
        #expect(committed == page, "run: pregon explain --format markdown > docs/rules.md")
    }

    @Test func `every topic has rules, and every rule one topic`() {
        #expect(RuleCatalogue.topics.allSatisfy { !$0.rules.isEmpty })
        #expect(Set(RuleCatalogue.topics.map(\.title)).count == RuleCatalogue.topics.count)
    }

    @Test func `every link of the contents leads to a heading`() {
        let lines = RuleText.markdown(RuleCatalogue.topics).split(separator: "\n")
        let headings = lines.filter { $0.hasPrefix("##") }.map {
            $0.drop { $0 == "#" || $0 == " " }.lowercased().replacing(" ", with: "-")
        }
        let links = lines.compactMap { line in
            line.firstMatch(of: /^ *- \[[^\]]*\]\(#([^)]*)\)/).map { String($0.1) }
        }
        #expect(links.count == RuleCatalogue.all.count + RuleCatalogue.topics.count)
        for link in links { #expect(headings.filter { $0 == link }.count == 1, "\(link)") }
    }
}
