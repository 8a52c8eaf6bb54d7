import CampaignModel
import Ledger
import Timetable

/// Says when the sends of each campaign would go out, one campaign behind the other on the lines they share.
struct Forecaster {
    let workspace: Workspace
    let zone: Zone
    let now: Instant
    /// The forecast of each sender number's last send so far.
    private var lastOfSender: [PhoneNumber: Instant] = [:]

    init(workspace: Workspace, zone: Zone, now: Instant) {
        self.workspace = workspace
        self.zone = zone
        self.now = now
    }

    mutating func forecast(_ plan: inout CampaignPlan, ledger store: (any LedgerStore)?) throws {
        let counts = plan.sends.toSendByLine
        let lines = workspace.lines.filter { counts[$0.name] != nil }
        let pauses = try store?.stops().filter { $0.holds(at: now) } ?? []
        var inputs: [LineForecastInput] = []
        for line in lines {
            let windows = SendingWindows(
                rules: workspace.sending, category: plan.campaign.category, schedule: plan.campaign.schedule,
                maintenance: workspace.maintenance.filter { $0.lines.contains(line.name) }, zone: zone)
            let before = try lastOfSender[line.number] ?? store?.lastAttempt(of: line.number)
            inputs.append(
                LineForecastInput(
                    count: counts[line.name] ?? 0, rate: line.rate, delay: line.delay, windows: windows,
                    lastAttempt: before,
                    heldUntil: pauses.filter {
                        $0.subject == .line(line.name) || $0.subject == .campaign(plan.campaign.name)
                    }.compactMap(\.until).max()))
        }
        var start = now
        if case .upcoming(let instant) = plan.timing { start = instant }
        // Where everybody is put off, nothing goes out before the first of them may.
        let waits = lines.map { line in
            plan.delays[line.name].flatMap { $0.count >= counts[line.name] ?? 0 ? $0.earliest : nil }
        }
        if let first = waits.map({ $0 ?? start }).min() { start = max(start, first) }
        let result = Forecast.forecast(
            lines: inputs, campaignRate: plan.campaign.schedule.rate, start: start, expires: plan.expires)
        plan.forecast = CampaignForecast(
            first: result.first,
            last: ([result.last] + lines.map { plan.delays[$0.name]?.latest }).compactMap(\.self).max(),
            unsent: result.unsentByExpiry)
        for (index, line) in lines.enumerated() {
            let forecast = result.perLine[index]
            let ends = [forecast.last, plan.delays[line.name]?.latest].compactMap(\.self).max()
            plan.lines.append(
                LineTotal(
                    line: line.name, toSend: counts[line.name] ?? 0,
                    first: [forecast.first, waits[index]].compactMap(\.self).max(), last: ends,
                    price: line.price))
            // What is put off keeps nobody waiting who may go out before it.
            if waits[index] == nil, let last = forecast.last { lastOfSender[line.number] = last }
        }
    }
}
