import CampaignModel
import Ledger
import Testing

extension LedgerContract {
    static let failureRate: [ContractCase] = [
        ContractCase(
            "where half of what is known of did not arrive, the line stops, though some arrive between"
        ) {
            scene in
            let half = FailureRate.least / 2
            try scene.accepted(FailureRate.least + 1)
            // Each delivery between two failures begins the count of consecutive ones anew.
            for index in 1..<half {
                try scene.hear(scene.failure("w\(index)"), limit: 3)
                try scene.hear(scene.status(.delivered, "w\(half + index)"), limit: 3)
            }
            try scene.hear(scene.status(.read, "w\(2 * half)"), limit: 3)
            #expect(try scene.store.stops().isEmpty)
            let receipt = try scene.hear(scene.failure("w\(half)"), limit: 3)
            let stop = try #require(receipt.stops.first)
            #expect(stop.subject == .line("uno"))
            #expect(stop.until == nil)
            #expect(stop.reason.hasPrefix("\(half) of the last \(2 * half) accepted messages"))
            #expect(try scene.store.stops() == [stop])
        },
        ContractCase("few messages say nothing, and fewer failures than half stop nothing") { scene in
            try scene.accepted(FailureRate.least + 2)
            for index in 1..<FailureRate.least { try scene.hear(scene.failure("w\(index)"), limit: 9999) }
            #expect(try scene.store.stops().isEmpty)
            _ = try scene.store.resume("uno")
            let other = try scene.accepted(FailureRate.window, on: "dos", from: 1000)
            for (index, id) in other.enumerated() {
                // Two of five fail, evenly.
                let fails = index % 5 < 2
                try scene.hear(fails ? scene.failure(id) : scene.status(.delivered, id), limit: 9999)
            }
            #expect(try scene.store.stops().isEmpty)
        },
        ContractCase("only the latest messages count") { scene in
            let ids = try scene.accepted(FailureRate.window + FailureRate.limit + 30)
            // A third of the first failed …
            for (index, id) in ids.prefix(FailureRate.window).enumerated() {
                try scene.hear(index % 3 == 0 ? scene.failure(id) : scene.status(.delivered, id), limit: 9999)
            }
            // … and all of the next, until these alone with what is left of the first are half.
            var stoppedAfter: Int?
            for (index, id) in ids.dropFirst(FailureRate.window).enumerated() {
                if try !scene.hear(scene.failure(id), limit: 9999).stops.isEmpty {
                    stoppedAfter = index + 1
                    break
                }
            }
            // 24 new ones and 26 among the 76 old ones that still count are the first half.
            #expect(stoppedAfter == 24)
        },
        ContractCase("what was delivered after all has not failed, and one message counts once") { scene in
            let ids = try scene.accepted(FailureRate.least + 1)
            for id in ids.prefix(FailureRate.least / 2) {
                try scene.hear(scene.failure(id), scene.status(.delivered, id), limit: 9999)
                // Neither a second code nor being read makes it another message.
                try scene.hear(scene.failure(id, code: "402"), scene.status(.read, id), limit: 9999)
            }
            for id in ids.dropFirst(FailureRate.least / 2) { try scene.hear(scene.failure(id), limit: 9999) }
            // 20 delivered and 20 failed were half.
            #expect(try scene.store.stops().map(\.subject) == [.line("uno")])
            let reason = try #require(try scene.store.stops().first?.reason)
            #expect(reason.hasPrefix("20 of the last 40 "), "\(reason)")
        },
        ContractCase("resuming counts anew") { scene in
            let ids = try scene.accepted(2 * FailureRate.least)
            for id in ids.prefix(FailureRate.least) { try scene.hear(scene.failure(id), limit: 9999) }
            #expect(try scene.store.stops().count == 1)
            _ = try scene.store.resume("uno")
            for id in ids.dropFirst(FailureRate.least).dropLast() {
                try scene.hear(scene.failure(id), limit: 9999)
            }
            #expect(try scene.store.stops().isEmpty)
            try scene.hear(scene.failure(ids[ids.count - 1]), limit: 9999)
            #expect(try scene.store.stops().count == 1)
            #expect(try scene.store.check() == [])
        },
    ]

    static let exporting: [ContractCase] = [
        ContractCase("an export has every record once, page by page, in the order of its columns") { scene in
            try scene.accepted(7)
            try scene.hear(scene.status(.read, "w1"), try scene.reply(2, field: nil, optOut: "opted out"))
            try scene.store.stop(
                Stop(subject: .line("uno"), reason: "x", since: scene.at(1), until: nil, by: "ana"))
            _ = try scene.store.cancel(
                Cancellation(campaign: "beta", revision: 2, reason: "y", by: "ana", since: scene.at(2)))
            let counts: [LedgerTable: Int] = [
                .sends: 7, .attempts: 7, .events: 2, .stops: 1, .cancellations: 1, .groups: 0, .optOuts: 1,
            ]
            for table in LedgerTable.allCases {
                for limit in [1, 3, 7, 100] {
                    let records = try scene.exported(table, limit: limit)
                    #expect(records.count == counts[table], "\(table) by \(limit)")
                    #expect(Set(records).count == records.count)
                    #expect(records.allSatisfy { $0.values.count == table.columns.count })
                }
            }
            let first = try #require(try scene.exported(.sends, limit: 100).first)
            func value(_ name: String) -> LedgerRecord.Value? {
                first.table.columns.firstIndex(of: name).map { first.values[$0] }
            }
            #expect(value("campaign") == .text("alfa"))
            #expect(value("recipient") == .number(try scene.person(1).digits))
            #expect(value("state") == .text("accepted"))
            #expect(value("message_id") == .identifier("w1"))
            #expect(value("read_at") == .moment(scene.at(100)))
            #expect(value("price") == LedgerRecord.Value.none)
            #expect(value("permanent") == .flag(false))
            #expect(
                try scene.exported(.optOuts, limit: 9).first?.values
                    == [.number(try scene.person(2).digits), .text("opted out"), .moment(scene.at(100))])
        }
    ]
}

extension ContractScene {
    /// So many accepted messages of a line; returns the gateway's identifiers, `w1`, `w2` … in order.
    @discardableResult
    fileprivate func accepted(_ count: Int, on line: String = "uno", from first: Int = 1) throws -> [String] {
        try freeze(try (first..<(first + count)).map { try send(UInt64($0), line: line) })
        return try (first..<(first + count)).map { index in
            let request = try request(line: line, at: Double(index), needsPace: false)
            try settle(try claim(request), .accepted(messageID: "w\(index)"), at: Double(index))
            return "w\(index)"
        }
    }

    fileprivate func exported(_ table: LedgerTable, limit: Int) throws -> [LedgerRecord] {
        var records: [LedgerRecord] = []
        var place: Int64? = 0
        while let start = place {
            let page = try store.records(of: table, from: start, limit: limit)
            #expect(page.records.count <= limit)
            records += page.records
            place = page.next
        }
        return records
    }
}
