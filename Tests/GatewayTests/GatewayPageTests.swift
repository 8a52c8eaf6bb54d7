import Foundation
import Gateway
import Testing

/// docs/gateways.md is generated and committed; it is what the tables say now.
struct GatewayPageTests {
    private static let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("docs/gateways.md")
        .path

    @Test func `docs/gateways.md is fresh`() throws {
        let page = GatewayPage.markdown
        // With UPDATE_DOCS=1 in the environment the page is written anew.
        if ProcessInfo.processInfo.environment["UPDATE_DOCS"] == "1" {
            try page.write(toFile: Self.path, atomically: true, encoding: .utf8)
        }
        let committed = try String(contentsOfFile: Self.path, encoding: .utf8)
        #expect(committed == page, "run: UPDATE_DOCS=1 swift test --filter GatewayPageTests")
    }

    @Test func `every row of every table is on the page, with its words in both languages`() {
        let lines = GatewayPage.markdown.split(separator: "\n")
        let rows =
            SetAppReplies.table + ContactoReplies.table + ContactoReplies.deliveryFailures
            + [ContactoReplies.noTemplate]
        for row in rows {
            #expect(
                lines.contains {
                    $0.contains(row.code) && $0.contains(row.words) && $0.contains(row.class.title)
                        && $0.contains(row.meaning) && $0.contains(row.spanish)
                }, "\(row.code)")
        }
    }
}
