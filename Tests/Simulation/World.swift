import Audience
import CampaignModel
import Ledger
import Planning
import Rehearsal
import Timetable

/// A workspace with campaigns and bad luck, all of it drawn from one seed.
struct World: Sendable {
    var workspace: Workspace
    var campaigns: [Campaign]
    var start: Instant
    var faults: GatewayFaults
    /// Chance that the program dies at each point it passes.
    var crashRate: Double
    /// Seconds from the start at which the wall clock is set anew, and by how much.
    var clockJumps: [(after: Double, by: Double)]
    /// Share of what was delivered that a webhook tells of.
    var webhookRate: Double
    /// Share of the people who ask not to be written to again after their first message.
    var optOutRate: Double
    /// Seconds from the start at which an operator pauses a line, and for how long.
    var pauses: [(after: Double, line: String, seconds: Double)]

    static let zone = Zone.colombia

    init(seed: UInt64) {
        var random = SeededRandom(seed: seed &* 0x9E37_79B9 &+ 17)
        // From Tuesday 1 December 2026: Saturdays, Sundays, three public holidays and a turn of the year follow.
        start = Instant(
            milliseconds: 1_796_101_200_000 + Int64.random(in: 0..<(45 * 86_400), using: &random) * 1000)
        let lineCount = Int.random(in: 1...3, using: &random)
        var lines: [Line] = []
        for index in 0..<lineCount {
            lines.append(
                World.line(index, isContacto: Bool.random(using: &random), random: &random))
        }
        var rules = SendingRules(
            law: .co2300, hours: HourRange(literal: (7, 0), (20, 0)), days: Set(Weekday.allCases),
            stopAfterFailures: Int.random(in: 3...30, using: &random))
        if Bool.random(using: &random) { rules.maxPerRecipient = ContactLimit(count: 1, period: .day) }
        workspace = Workspace(lines: lines, sending: rules)
        campaigns = (0..<Int.random(in: 1...3, using: &random)).map { index in
            World.campaign(index, lines: lines, random: &random)
        }
        faults = GatewayFaults(
            rate: Bool.random(using: &random) ? Double.random(in: 0...0.4, using: &random) : 0,
            kinds: GatewayFault.allCases.filter { _ in Bool.random(using: &random) })
        crashRate = Bool.random(using: &random) ? Double.random(in: 0...0.08, using: &random) : 0
        clockJumps =
            (0..<(Int.random(in: 0...5, using: &random) == 0 ? 2 : 0)).map { _ in
                (
                    Double.random(in: 0...7200, using: &random),
                    Double.random(in: -7200...7200, using: &random)
                )
            }
        webhookRate = Bool.random(using: &random) ? Double.random(in: 0...1, using: &random) : 0
        optOutRate = Bool.random(using: &random) ? Double.random(in: 0...0.3, using: &random) : 0
        pauses =
            (0..<Int.random(in: 0...2, using: &random)).map { _ in
                (
                    Double.random(in: 0...7200, using: &random),
                    lines[Int.random(in: 0..<lineCount, using: &random)].name,
                    Double.random(in: 60...7200, using: &random)
                )
            }
    }

    private static func line(_ index: Int, isContacto: Bool, random: inout SeededRandom) -> Line {
        let address = Setting.literal("http://127.0.0.1:9")
        let word = Setting.literal("simulation")
        let account: Line.Account =
            isContacto
            ? .contacto(ContactoAccount(login: word, token: word, url: address, encoding: .form))
            : .setapp(
                SetAppAccount(
                    client: .literal("00000"), token: word, message: address, group: address,
                    groupMessage: address, groupFile: address, encoding: .form))
        return Line(
            name: "linea\(index)", account: account, number: number(900_000 + UInt64(index)),
            rate: .perHour(Int.random(in: 20...500, using: &random)),
            delay: DelayRange(minimum: 0, maximum: Int.random(in: 0...20, using: &random)), price: nil)
    }

    private static func campaign(_ index: Int, lines: [Line], random: inout SeededRandom) -> Campaign {
        let kind = lines[Int.random(in: 0..<lines.count, using: &random)].gateway
        let own = lines.filter { $0.gateway == kind }.map(\.name)
        let first = UInt64.random(in: 0..<10, using: &random)
        let people = (first..<first + UInt64.random(in: 1...25, using: &random)).map { $0 }
        let messages = (1...Int.random(in: 1...3, using: &random)).map { position in
            // Some campaigns say the same thing to the same people.
            let text = TextTemplate(
                literal: "Mensaje \(position) \(Bool.random(using: &random) ? "" : "\(index)")")
            return Message(
                content: kind == .setapp
                    ? .text(text)
                    : .template(TemplateMessage(template: "10\(position)", variables: [text])))
        }
        let isGroup = kind == .setapp && Int.random(in: 0..<6, using: &random) == 0
        var schedule = Schedule()
        if Int.random(in: 0..<4, using: &random) == 0 {
            schedule.rate = .perHour(Int.random(in: 10...100, using: &random))
        }
        if Int.random(in: 0..<4, using: &random) == 0 {
            schedule.hours = HourRange(literal: (9, 0), (Int.random(in: 10...17, using: &random), 30))
        }
        return Campaign(
            name: "campana\(index)",
            category: [.marketing, .utility, .collection][Int.random(in: 0..<3, using: &random)],
            lines: isGroup ? [own[0]] : own, gateway: kind,
            audience: audience(people), messages: isGroup ? [] : messages,
            group: isGroup
                ? Group(
                    origin: .created(name: "Grupo \(index)", welcome: "Hola", invite: nil),
                    messages: [GroupMessage(content: .text("Al grupo \(index)"))]) : nil,
            schedule: schedule, allowRepeat: true)
    }

    static func number(_ index: UInt64) -> PhoneNumber {
        PhoneNumber(digits: 573_000_000_000 + index).unsafelyUnwrapped
    }

    private static func audience(_ people: [UInt64]) -> AudienceSource {
        var table = InlineRecipients(columns: ["phone", "opt_in"])
        for (index, person) in people.enumerated() {
            for text in [number(person).full, "2026-01-05"] {
                let bytes = Array(text.utf8)
                table.cells.append(.init(offset: UInt32(table.text.count), length: UInt32(bytes.count)))
                table.text += bytes
            }
            table.lines.append(UInt32(index + 1))
        }
        return AudienceSource(origin: .inline(table), phone: "phone", optIn: "opt_in")
    }

    /// What `pregon run` would plan at a moment.
    func plan(at moment: Instant, ledger: any LedgerStore, retryFailed: Bool) throws -> Plan {
        var options = Planner.Options()
        options.retryFailed = retryFailed
        let optedOut = NumberSet(Array(try ledger.suppressedNumbers()))
        let requests = campaigns.map { campaign in
            Planner.Request(
                campaign: campaign,
                audience: AudienceInput(
                    source: campaign.audience, shownPath: "\(campaign.name).yaml",
                    today: Self.zone.date(moment), optedOut: optedOut), mediaHashes: [:])
        }
        return try Planner(workspace: workspace, zone: Self.zone, now: moment, options: options)
            .plan(requests, ledger: ledger)
    }
}
