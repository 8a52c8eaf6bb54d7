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
        var counts: [String: Int] = [:]
        for send in plan.sends where send.willSend { counts[send.line, default: 0] += 1 }
        let lines = workspace.lines.filter { counts[$0.name] != nil }
        var inputs: [LineForecastInput] = []
        for line in lines {
            let windows = SendingWindows(
                rules: workspace.sending, category: plan.campaign.category, schedule: plan.campaign.schedule,
                maintenance: workspace.maintenance.filter { $0.lines.contains(line.name) }, zone: zone)
            let before = try lastOfSender[line.number] ?? store?.lastAttempt(of: line.number)
            inputs.append(
                LineForecastInput(
                    count: counts[line.name] ?? 0, rate: line.rate, delay: line.delay, windows: windows,
                    lastAttempt: before))
        }
        var start = now
        if case .upcoming(let instant) = plan.timing { start = instant }
        let result = Forecast.forecast(
            lines: inputs, campaignRate: plan.campaign.schedule.rate, start: start, expires: plan.expires)
        plan.forecast = CampaignForecast(
            first: result.first, last: [result.last, plan.delayedUntil].compactMap(\.self).max(),
            unsent: result.unsentByExpiry)
        for (line, forecast) in zip(lines, result.perLine) {
            plan.lines.append(
                LineTotal(
                    line: line.name, toSend: counts[line.name] ?? 0, first: forecast.first,
                    last: forecast.last, price: line.price))
            if let last = forecast.last { lastOfSender[line.number] = last }
        }
    }
}
