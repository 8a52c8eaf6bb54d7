import CampaignModel
import Foundation
import Ledger
import Reporting
import Testing

struct LedgerExportTests {
    private let stop = LedgerRecord(
        table: .stops,
        values: [
            .text("line"), .text("=1+1"), .text("call 573001112233, \"now\"\n"),
            .moment(Instant(milliseconds: 1_795_446_000_000)), .none, .text("@ana"),
        ])

    private func csv(_ record: LedgerRecord, full: Bool = false) -> String {
        var bytes: [UInt8] = []
        LedgerExport(numbersInFull: full).appendCSV(record, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    private func json(_ record: LedgerRecord, full: Bool = false) throws -> [String: Any] {
        var bytes: [UInt8] = []
        LedgerExport(numbersInFull: full).appendJSON(record, to: &bytes)
        #expect(bytes.filter { $0 == UInt8(ascii: "\n") }.count == 1)
        return try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    }

    @Test func `no cell is a formula, breaks its row or shows a number`() {
        #expect(
            csv(stop)
                == "line,\"'=1+1\",\"call 573•••••2233, \"\"now\"\" \",2026-11-23T15:00:00.000Z,,\"'@ana\"\r\n"
        )
    }

    @Test(arguments: ["a", "ñandú 🎉", "\"\\", "\u{1}\u{1F}\u{7F}\u{2028}", "</script>", "\r\n", ""])
    func `any text comes back from JSON as it was`(text: String) throws {
        var record = stop
        record.values[1] = .text(text)
        #expect(try json(record)["name"] as? String == text)
    }

    @Test func `numbers are masked and identifiers left out, unless they are asked for`() throws {
        let group = LedgerRecord(
            table: .groups,
            values: [
                .text("alfa"), .identifier("573001112233-1@g.us"), .none,
                .moment(Instant(milliseconds: 1_795_446_000_123)),
            ])
        #expect(try json(group)["chat_id"] is NSNull)
        #expect(try json(group, full: true)["chat_id"] as? String == "573001112233-1@g.us")
        let optOut = LedgerRecord(
            table: .optOuts, values: [.number(573_001_112_233), .text("BAJA"), .none])
        #expect(try json(optOut)["number"] as? String == "573•••••2233")
        #expect(csv(optOut, full: true) == "573001112233,BAJA,\r\n")
        #expect(try json(optOut)["record"] as? String == "opt-outs")
    }

    @Test func `amounts have two decimals, groups no number, and bytes are hexadecimal`() {
        func cells(_ values: LedgerRecord.Value...) -> String {
            csv(LedgerRecord(table: .attempts, values: values))
        }
        #expect(
            cells(.hundredths(8505), .number(0), .bytes([0, 255]), .flag(true), .integer(-7))
                == "85.05,group,00ff,true,\"'-7\"\r\n")
    }
}
