import CampaignModel
import Foundation
import Ledger
import Testing

@testable import Reporting

struct StatusFormatTests {
    private static func report() -> StatusReport {
        let scope = CampaignScope(campaign: "cobro", revision: 1, occurrence: "once")
        func tally(_ line: String, _ state: SendState, _ count: Int) -> Tally {
            Tally(scope: scope, line: line, state: state, reason: nil, count: count)
        }
        var one = EvidenceTally(scope: scope, line: "cartera")
        (one.sent, one.delivered, one.read, one.failed) = (9, 8, 5, 3)
        (one.replied, one.optedOut) = (2, 1)
        one.failures = ["1002": 2, "=HYPERLINK(\"x\")": 1]
        var two = EvidenceTally(scope: scope, line: "ventas")
        (two.sent, two.delivered) = (1, 1)
        return StatusReport(
            tallies: [
                tally("ventas", .accepted, 2), tally("cartera", .accepted, 10), tally("cartera", .planned, 4),
            ],
            evidence: [one, two],
            intake: [
                IntakeTally(kind: .read, belongsToSend: true, events: 5, arrivals: 7),
                IntakeTally(kind: .read, belongsToSend: false, events: 2, arrivals: 2),
                IntakeTally(kind: .unreadable, belongsToSend: false, events: 1, arrivals: 1),
            ], suppressed: 3, stops: [], doubts: [])
    }

    @Test func `people read what came, by campaign and line, with codes`() {
        let text = StatusText.render(
            Self.report(), zone: .colombia, now: Instant(milliseconds: 1_795_446_000_000), style: TextStyle())
        let all = "10 sent on, 9 delivered, 5 read, 3 failed afterwards (1002: 2, =HYPERLINK(\"x\"): 1)"
        #expect(text.contains("  webhooks: \(all), 2 replied, 1 opted out\n"))
        #expect(text.contains("    line ventas: 1 sent on, 1 delivered\n"))
        #expect(text.contains("3 numbers never to be written to again\n"))
        #expect(text.contains("2 webhook events of no send that this ledger knows\n"))
        #expect(text.contains("1 webhook event that cannot be read"))
        #expect(text.hasSuffix("Status: 1 campaign, 16 sends: 4 waiting, 12 accepted.\n"))
    }

    @Test func `CSV has a row for each line, and no cell that a spreadsheet calculates`() {
        #expect(
            StatusCSV.render(Self.report()) == """
                campaign,revision,occurrence,line,sends,planned,inflight,accepted,refused,in_doubt,cancelled,\
                expired,suppressed,evidence_sent,evidence_delivered,evidence_read,evidence_failed,\
                failure_codes,replied,opted_out\r
                cobro,1,once,cartera,14,4,0,10,0,0,0,0,0,9,8,5,3,"1002=2 =HYPERLINK(""x"")=1",2,1\r
                cobro,1,once,ventas,2,0,0,2,0,0,0,0,0,1,1,0,0,,0,0\r

                """)
    }

    @Test(arguments: [
        ("plain", "plain"), ("", ""), ("=1+1", "\"'=1+1\""), ("+57", "\"'+57\""), ("-1", "\"'-1\""),
        ("@SUM(A1)", "\"'@SUM(A1)\""), ("\t=1", "\"' =1\""), ("\r=1", "\"' =1\""), ("  =1", "\"'  =1\""),
        ("＝1", "\"'＝1\""), ("a,b", "\"a,b\""), ("a;b", "\"a;b\""), ("a\"b", "\"a\"\"b\""),
        ("a\nb", "\"a b\""), ("\"=1\"", "\"\"\"=1\"\"\""), ("\u{1B}[31m", "\u{FFFD}[31m"),
        ("2026-12-01", "2026-12-01"),
    ])
    func `a cell is quoted where it must be, and never a formula`(text: String, cell: String) {
        #expect(CSVCell.written(text) == cell)
    }

    @Test func `programs get every state and every code`() throws {
        let text = try StatusJSON.render(Self.report(), numbersInFull: false)
        let document = try #require(
            try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(document["format_version"] as? Int == 1)
        #expect(document["suppressed_numbers"] as? Int == 3)
        let rows = try #require(document["campaigns"] as? [[String: Any]])
        #expect(rows.map { $0["line"] as? String } == ["cartera", "ventas"])
        let states = try #require(rows[0]["states"] as? [String: Int])
        #expect(Set(states.keys) == Set(SendState.allCases.map(\.rawValue)))
        #expect(states.values.reduce(0, +) == rows[0]["sends"] as? Int)
        let evidence = try #require(rows[0]["evidence"] as? [String: Any])
        #expect(evidence["failures"] as? [String: Int] == ["1002": 2, "=HYPERLINK(\"x\")": 1])
        #expect(evidence["opted_out"] as? Int == 1)
        let events = try #require(document["events"] as? [String: Int])
        #expect(events == ["arrivals": 10, "different": 8, "of_no_known_send": 2, "unreadable": 1])
    }
}
