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

    @Test func `people read what came, by campaign and line, with codes`() throws {
        let text = try StatusText.render(
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

    /// Stops, and more doubts than are listed.
    private static func doubtful() throws -> StatusReport {
        let life = SendLife(state: .inDoubt, reason: "no reply \"in\" 30 s")
        let number = try #require(PhoneNumber("573001234567"))
        let scope = CampaignScope(campaign: "cobro", revision: 1, occurrence: "once")
        let key = SendKey(
            campaign: "cobro", revision: 1, occurrence: "once", message: "hola", target: .person(number))
        let send = LedgerSend(
            id: 1, key: key, position: 1, line: "uno", sender: number,
            fingerprint: Fingerprint(of: .text("x")),
            life: life, groupOwner: nil)
        let since = Instant(milliseconds: 1_795_446_000_000)
        return StatusReport(
            tallies: [Tally(scope: scope, line: "uno", state: .inDoubt, reason: "no reply", count: 3_000)],
            stops: [
                Stop(subject: .line("uno"), reason: "token \"x\"", since: since, until: nil),
                Stop(subject: .campaign("cobro"), reason: "pausa", since: since, until: since, by: "ana"),
            ], doubts: Array(repeating: send, count: 3_000))
    }

    @Test func `the document is to the byte what Foundation makes of its values, also without any`() throws {
        for report in [Self.report(), try Self.doubtful(), StatusReport(tallies: [], stops: [], doubts: [])] {
            let text = try StatusJSON.render(report, numbersInFull: false)
            #expect(try text == JSON.rewritten(text, .prettyPrinted) + "\n")
            #expect(!text.contains("573001234567"))
        }
    }

    @Test func `lines say what the document says`() throws {
        for report in [Self.report(), try Self.doubtful()] {
            let whole = try JSONDecoder().decode(
                JSON.self, from: Data(StatusJSON.render(report, numbersInFull: false).utf8))
            let text = try LineBuffer.text { try StatusJSON.writeLines(report, numbersInFull: false, to: $0) }
            let lines = try text.split(separator: "\n").map {
                try JSONDecoder().decode(JSON.self, from: Data($0.utf8))
            }
            func own(_ record: String) -> JSON {
                .array(
                    lines.filter { $0["record"] == .text(record) }.map {
                        var item = $0
                        item["record"] = nil
                        return item
                    })
            }
            #expect(own("campaign") == whole["campaigns"])
            #expect(own("stop") == whole["stops"])
            #expect(own("doubt") == whole["in_doubt"])
            for key in ["events", "format_version", "suppressed_numbers"] {
                #expect(lines.first?[key] == whole[key])
            }
            #expect(lines.first?["record"] == .text("status"))
            #expect(lines.last?["verdict"] == .text(StatusText.verdict(report)))
        }
    }

    @Test func `a person sees the first doubts, and how many more there are`() throws {
        let report = try Self.doubtful()
        func text(isVerbose: Bool) throws -> String {
            try StatusText.render(
                report, zone: .colombia, now: Instant(milliseconds: 1_795_446_000_000),
                style: TextStyle(isVerbose: isVerbose))
        }
        let short = try text(isVerbose: false)
        #expect(short.ranges(of: "573•••••4567").count == 20)
        #expect(short.contains("  ? … and 2980 more (--verbose lists all)\n"))
        let long = try text(isVerbose: true)
        #expect(long.ranges(of: "573•••••4567").count == 3_000)
        #expect(!long.contains("more ("))
    }
}
