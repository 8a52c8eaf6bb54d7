import CampaignModel

/// Why nothing may be sent at a moment: the first reason that applies, the law's before the workspace's, the
/// workspace's before the campaign's.
package enum ClosedReason: Error, Sendable, Hashable {
    /// Outside the hours that Ley 2300 leaves on this day of the week.
    case lawHours(HourRange, Weekday)
    /// A Sunday, on which Ley 2300 allows no contact.
    case sunday
    /// A Colombian public holiday, by the law or by `sending.holidays`; its Spanish name.
    case publicHoliday(String)
    /// Not one of `sending.days`.
    case workspaceDay(Weekday)
    /// Outside `sending.hours`.
    case workspaceHours(HourRange)
    /// Not one of the campaign's `schedule.days`.
    case campaignDay(Weekday)
    /// Outside the campaign's `schedule.hours`.
    case campaignHours(HourRange)
    /// The gateway has announced maintenance of the line until this local time.
    case maintenance(until: LocalDateTime)

    /// The reason as a plain sentence.
    package var sentence: String {
        switch self {
        case .lawHours(let hours, .sat):
            "Ley 2300 of 2023 allows contact on Saturdays only \(words(hours)), Colombian time."
        case .lawHours(let hours, _):
            "Ley 2300 of 2023 allows contact from Monday to Friday only \(words(hours)), Colombian time."
        case .sunday: "Ley 2300 of 2023 allows no contact on Sundays."
        case .publicHoliday(let name): "It is a public holiday in Colombia: \(name)."
        case .workspaceDay(let day): "The workspace does not send on \(day.pluralName) (sending.days)."
        case .workspaceHours(let hours): "The workspace sends only \(words(hours)) (sending.hours)."
        case .campaignDay(let day): "The campaign does not send on \(day.pluralName) (schedule.days)."
        case .campaignHours(let hours): "The campaign sends only \(words(hours)) (schedule.hours)."
        case .maintenance(let until): "The gateway has announced maintenance of the line until \(until)."
        }
    }

    /// The same in a few words, for a table.
    package var short: String {
        switch self {
        case .lawHours(let hours, .sat): "Ley 2300: Saturdays \(hours)"
        case .lawHours(let hours, _): "Ley 2300: Mon to Fri \(hours)"
        case .sunday: "Ley 2300: no Sundays"
        case .publicHoliday(let name): "public holiday: \(name)"
        case .workspaceDay(let day): "no \(day.pluralName) (sending.days)"
        case .workspaceHours(let hours): "outside \(hours) (sending.hours)"
        case .campaignDay(let day): "no \(day.pluralName) (schedule.days)"
        case .campaignHours(let hours): "outside \(hours) (schedule.hours)"
        case .maintenance(let until): "maintenance of the line until \(until)"
        }
    }

    /// What kind of rule it is, as a stable word for programs.
    package var kind: String {
        switch self {
        case .lawHours, .sunday: "law"
        case .publicHoliday: "holiday"
        case .workspaceDay: "workspace_days"
        case .workspaceHours: "workspace_hours"
        case .campaignDay: "campaign_days"
        case .campaignHours: "campaign_hours"
        case .maintenance: "maintenance"
        }
    }

    private func words(_ hours: HourRange) -> String { "from \(hours.start) to \(hours.end)" }
}

extension Weekday {
    /// `Mondays`, `Tuesdays` …
    fileprivate var pluralName: String {
        switch self {
        case .mon: "Mondays"
        case .tue: "Tuesdays"
        case .wed: "Wednesdays"
        case .thu: "Thursdays"
        case .fri: "Fridays"
        case .sat: "Saturdays"
        case .sun: "Sundays"
        }
    }
}
