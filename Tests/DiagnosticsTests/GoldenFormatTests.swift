import Diagnostics
import Foundation
import Testing

@Suite struct GoldenFormatTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "Fixtures")

    /// `UPDATE_GOLDEN=1 swift test` writes the files anew; what changed is for git to show.
    @Test(arguments: FindingFormat.allCases)
    func `one report looks in every format as its file`(_ format: FindingFormat) throws {
        let output = try format.render(Reports.fixed)
        let file = Self.folder.appending(path: "report.\(format.rawValue).txt")
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil {
            try Data(output.utf8).write(to: file)
        }
        #expect(try String(decoding: Data(contentsOf: file), as: UTF8.self) == output)
    }

    @Test func `the coloured form differs by colours alone`() throws {
        let colored = HumanFormat(usesColor: true).render(Reports.fixed.findings)
        #expect(
            colored.replacing(/\u{1B}\[[0-9;]*m/, with: "") == (try FindingFormat.human.render(Reports.fixed))
        )
    }
}
