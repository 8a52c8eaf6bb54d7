import CampaignLoading
import CampaignModel
import Diagnostics
import Timetable

/// Whether a campaign's people can all get their messages before it ends, as if it had its lines to itself.
///
/// What the ledger knows (who got it already, what else waits on the lines) is not known here. From the start of an
/// occurrence to its end no more can go out than the pace allows, so a lack that is found from there is certain.
struct PaceCheck {
    let campaign: Campaign
    let workspace: Workspace
    let zone: Zone
    let inputs: [LineForecastInput]
    private let atMost: Int64?

    /// Recurring campaigns are judged by so many occurrences: one that meets a long weekend is among them.
    static let occurrences = 8

    /// - Parameter eligible: people of the audience after the exclusions.
    init(_ loaded: LoadedCampaign, eligible: Int, workspace: Workspace, zone: Zone) {
        let campaign = loaded.campaign
        self.campaign = campaign
        self.workspace = workspace
        self.zone = zone
        let lines = campaign.lines.compactMap(workspace.line)
        let messages = eligible * campaign.messages.count
        inputs = lines.enumerated().map { index, line in
            // People are spread over the lines by a hash: equally, but for chance.
            var count = messages / lines.count + (index < messages % lines.count ? 1 : 0)
            if index == 0 { count += Self.groupActions(campaign) }
            return LineForecastInput(
                count: count, rate: line.rate, delay: line.delay,
                windows: SendingWindows(
                    rules: workspace.sending, category: campaign.category, schedule: campaign.schedule,
                    maintenance: workspace.maintenance.filter { $0.lines.contains(line.name) }, zone: zone))
        }
        atMost = Self.atMost(inputs, campaign, workspace)
    }

    private static func groupActions(_ campaign: Campaign) -> Int {
        guard let group = campaign.group else { return 0 }
        return group.messages.count + (group.isCreated ? 1 : 0)
    }

    /// What does not fit between two moments.
    struct Lack {
        let start: Instant
        let unsent: Int
        let total: Int
        /// When the last would go out if nothing ended the sending; nil: not within the forecast's horizon.
        let last: Instant?
    }

    /// Nil where everything fits.
    func lack(from start: Instant, until end: Instant) -> Lack? {
        if fitsAtOnce(from: start, until: end) { return nil }
        let result = Forecast.forecast(
            lines: inputs, campaignRate: campaign.schedule.rate, start: start, expires: end)
        guard result.unsentByExpiry > 0 else { return nil }
        let whole = Forecast.forecast(lines: inputs, campaignRate: campaign.schedule.rate, start: start)
        return Lack(
            start: start, unsent: result.unsentByExpiry, total: result.sent + result.unsentByExpiry,
            last: whole.unsentByExpiry == 0 ? whole.last : nil)
    }

    /// Whether everything plainly fits into the stretch that is open at the start, without looking further: most
    /// campaigns take minutes. A "no" here means nothing but "look closely".
    private func fitsAtOnce(from start: Instant, until end: Instant) -> Bool {
        guard let needed = atMost, let windows = inputs.first?.windows else { return false }
        let last = start.moved(milliseconds: needed)
        // By Colombian time a day has one open stretch at the most, so what is open at both ends is open between.
        return last < end && windows.zone.date(start) == windows.zone.date(last) && windows.isOpen(at: last)
            && windows.isOpen(at: start)
    }

    /// Milliseconds in which everything goes out at the latest, once it has begun and if nothing closes; nil where
    /// that is not known so easily.
    private static func atMost(
        _ inputs: [LineForecastInput], _ campaign: Campaign, _ workspace: Workspace
    ) -> Int64? {
        guard workspace.maintenance.isEmpty, workspace.timezone == Zone.colombia.identifier else {
            return nil
        }
        var total = 0
        var longest: Int64 = 0
        for input in inputs {
            total += input.count
            longest = max(
                longest, Pace(rate: input.rate, delay: input.delay).meanInterval * Int64(input.count))
        }
        return longest + (campaign.schedule.rate.map { Pace(rate: $0).spacing * Int64(total) } ?? 0)
    }

    // MARK: Words

    /// "even alone on its line, 180 of 500 messages would be left at … : at 100/hour …".
    func sentence(_ lack: Lack, end: String) -> String {
        let lines = campaign.lines.compactMap(workspace.line).map { "`\($0.name)` \($0.rate)" }
        let rate = campaign.schedule.rate.map { ", the campaign at most \($0)" } ?? ""
        let last =
            lack.last.map { "the last would go out \(zone.short($0, now: lack.start))" }
            ?? "they would not all go out in ten years"
        return "\(lack.unsent) of \(lack.total) messages would be left \(end), even if the campaign had its "
            + "\(lines.count == 1 ? "line" : "lines") to itself: from \(zone.short(lack.start)) "
            + "(\(lines.joined(separator: ", "))\(rate)) \(last)"
    }

    static let faster = "raise the rate as far as the gateway allows, add lines, or write to fewer people"

    /// The full hour after a moment, as files write it.
    func fullHour(after instant: Instant) -> String {
        let local = zone.local(instant).dateTime
        let hour = local.time.minutes / 60 + 1
        guard let time = LocalTime(hour: hour, minute: 0) else { return "\(local)" }
        return "\(LocalDateTime(date: local.date, time: time))"
    }
}
