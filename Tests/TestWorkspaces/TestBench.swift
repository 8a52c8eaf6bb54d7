// TestWorkspaces: values for the tests of planning, execution and reporting: a workspace with open windows, small
// campaigns, a real ledger in a temporary folder.
import Audience
import CampaignModel
import Foundation
import Ledger
import LedgerSQLite
import Planning
import Timetable

/// A workspace, a ledger and a moment, ready to plan and apply.
package struct TestBench {
    package var workspace: Workspace
    package var zone: Zone
    package let ledger: SQLiteLedger
    package var now: Instant
    private let folder: TemporaryFolder

    /// Windows are open at any hour unless `rules` say otherwise; the moment is Monday 23 November 2026, 10:00 in Bogotá.
    package init(rules: SendingRules = TestBench.openRules, lines: [Line] = [TestBench.line("uno", 1)]) throws
    {
        folder = try TemporaryFolder()
        ledger = try SQLiteLedger.create(at: folder.path + "/ledger.sqlite")
        workspace = Workspace(lines: lines, sending: rules)
        zone = .colombia
        now = try TestBench.moment(2026, 11, 23, 10)
    }

    package static var openRules: SendingRules {
        SendingRules(
            law: .none, hours: HourRange(literal: (0, 0), (24, 0)), days: Set(Weekday.allCases),
            holidays: .none)
    }

    package static func moment(_ year: Int, _ month: Int, _ day: Int, _ hour: Int, _ minute: Int = 0) throws
        -> Instant
    {
        guard let date = LocalDate(year: year, month: month, day: day),
            let time = LocalTime(hour: hour, minute: minute)
        else { throw NotThere() }
        return Zone.colombia.instant(LocalDateTime(date: date, time: time))
    }

    package static func number(_ index: UInt64) -> PhoneNumber {
        PhoneNumber(digits: 573_000_000_000 + index % 1_000_000_000).unsafelyUnwrapped
    }

    package static func line(
        _ name: String, _ index: UInt64, rate: SendRate = .free, price: Money? = nil
    ) -> Line {
        let account = SetAppAccount(
            client: .literal("00363"), token: .literal("t"), message: .literal("http://127.0.0.1/m"),
            group: .literal("http://127.0.0.1/g"), groupMessage: .literal("http://127.0.0.1/gm"),
            groupFile: .literal("http://127.0.0.1/gf"), encoding: .form)
        return Line(
            name: name, account: .setapp(account), number: number(9_000_000 + index), rate: rate,
            delay: DelayRange(minimum: 0, maximum: 0), price: price)
    }

    package func plan(_ campaigns: [Campaign], retryFailed: Bool = false, optedOut: [PhoneNumber] = []) throws
        -> Plan
    {
        var options = Planner.Options()
        options.retryFailed = retryFailed
        let requests = campaigns.map { campaign in
            Planner.Request(
                campaign: campaign,
                audience: AudienceInput(
                    source: campaign.audience, shownPath: "\(campaign.name).yaml", today: zone.date(now),
                    optedOut: NumberSet(optedOut)), mediaHashes: [:])
        }
        return try Planner(workspace: workspace, zone: zone, now: now, options: options)
            .plan(requests, ledger: ledger)
    }

    /// Freezes a plan as an apply does before its first request.
    package func freeze(_ plan: Plan) throws {
        for campaign in plan.campaigns { try ledger.freeze(FreezeBatch(campaign), at: now) }
    }

    /// Claims the next send of the first line and settles it as an event.
    @discardableResult
    package func settleNext(
        of campaign: Campaign, occurrence: String = SendKey.once, as event: SendEvent,
        group: GroupRecord? = nil
    ) throws -> LedgerSend {
        let line = workspace.lines[0]
        let request = ClaimRequest(
            line: line.name, sender: line.number,
            scopes: [
                CampaignScope(campaign: campaign.name, revision: campaign.revision, occurrence: occurrence)
            ], clock: ClockReading(wall: now, boot: "test", monotonic: 1), needsPace: false)
        guard case .claimed(let claimed) = try ledger.claim(request, decide: { _ in .send(payloadHash: [1]) })
        else { throw NotThere() }
        var settlement = Settlement(claimed: claimed, event: event, at: now)
        settlement.group = group
        try ledger.settle(settlement)
        return claimed.send
    }
}

package struct NotThere: Error {}

/// Texts to people by name.
package enum TestCampaigns {
    /// A campaign to inline recipients: `people` are numbers by index with a name and a consent.
    package static func texts(
        _ name: String = "prueba", to people: [(UInt64, String)],
        saying texts: [String] = ["Hola {{nombre}}"],
        lines: [String] = ["uno"], revision: Int = 1, schedule: Schedule = Schedule(),
        category: Campaign.Category = .utility, optIn: String = "2026-01-05", allowRepeat: Bool = false
    ) throws -> Campaign {
        Campaign(
            name: name, category: category, lines: lines, gateway: .setapp, revision: revision,
            audience: audience(people, optIn: optIn),
            messages: try texts.map { Message(content: .text(try TextTemplate.parse($0))) },
            schedule: schedule, allowRepeat: allowRepeat)
    }

    /// A campaign that makes a group and writes one text to it.
    package static func group(
        to people: [(UInt64, String)], text: String = "Bienvenidos", revision: Int = 1
    ) throws -> Campaign {
        Campaign(
            name: "grupo", category: .utility, lines: ["uno"], gateway: .setapp, revision: revision,
            audience: audience(people), messages: [],
            group: Group(
                origin: .created(
                    name: "Equipo", welcome: "Hola a todos",
                    invite: try TextTemplate.parse("{{nombre}}, únete: {{group_invite_link}}")),
                messages: [GroupMessage(content: .text(text))]))
    }

    package static func audience(_ people: [(UInt64, String)], optIn: String = "2026-01-05") -> AudienceSource
    {
        var table = InlineRecipients(columns: ["phone", "nombre", "opt_in"])
        for (index, (number, name)) in people.enumerated() {
            for text in [TestBench.number(number).full, name, optIn] {
                let bytes = Array(text.utf8)
                table.cells.append(
                    .init(offset: UInt32(table.text.count), length: UInt32(bytes.count)))
                table.text += bytes
            }
            table.lines.append(UInt32(index + 10))
        }
        return AudienceSource(origin: .inline(table), phone: "phone", optIn: "opt_in")
    }
}

/// A folder that lives as long as its owner.
package final class TemporaryFolder: Sendable {
    package let path: String

    package init() throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("pregon-test-\(UUID())").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
