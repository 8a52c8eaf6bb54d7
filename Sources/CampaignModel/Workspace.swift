/// A folder of campaigns: its lines, its sending rules, where its ledger is (format.md, `pregon.yaml`).
package struct Workspace: Sendable, Hashable {
    /// An IANA name that the system knows.
    package var timezone: String
    package var ledgerID: String?
    package var ledger: Setting
    /// In the order of the file.
    package var lines: [Line]
    package var sending: SendingRules
    package var optOut: OptOut
    package var maintenance: [Maintenance]
    /// The one folder outside the workspace in which audiences may live.
    package var audiences: Setting?
    /// Paths or `*` patterns below the workspace that are not campaign files.
    package var ignore: [String]

    package init(
        timezone: String = "America/Bogota", ledgerID: String? = nil,
        ledger: Setting = .literal("sqlite:.pregon/ledger.sqlite"), lines: [Line] = [],
        sending: SendingRules = SendingRules(), optOut: OptOut = OptOut(), maintenance: [Maintenance] = [],
        audiences: Setting? = nil, ignore: [String] = []
    ) {
        self.timezone = timezone
        self.ledgerID = ledgerID
        self.ledger = ledger
        self.lines = lines
        self.sending = sending
        self.optOut = optOut
        self.maintenance = maintenance
        self.audiences = audiences
        self.ignore = ignore
    }

    package func line(named name: String) -> Line? { lines.first { $0.name == name } }
}

/// A value that stands in the file, or the name of the environment variable that holds it.
package enum Setting: Sendable, Hashable {
    case literal(String)
    /// `${NAME}`, resolved only when a gateway or ledger is contacted.
    case environment(String)
}

/// The rules that hold for every campaign; a campaign may only narrow them.
package struct SendingRules: Sendable, Hashable {
    package var law: Law
    package var hours: HourRange
    package var days: Set<Weekday>
    package var holidays: HolidayCalendar
    /// Contacts a person may get across all campaigns; nil: no limit beyond the law's.
    package var maxPerRecipient: ContactLimit?
    /// Consecutive failures of any kind that stop a line.
    package var stopAfterFailures: Int

    package init(
        law: Law = .co2300, hours: HourRange = SendingRules.defaultHours,
        days: Set<Weekday> = SendingRules.defaultDays, holidays: HolidayCalendar = .colombia,
        maxPerRecipient: ContactLimit? = nil, stopAfterFailures: Int = 20
    ) {
        self.law = law
        self.hours = hours
        self.days = days
        self.holidays = holidays
        self.maxPerRecipient = maxPerRecipient
        self.stopAfterFailures = stopAfterFailures
    }

    /// 08:00-18:00 (format.md, "Defaults without a `sending` block").
    package static let defaultHours: HourRange =
        HourRange(literal: (8, 0), (18, 0))
    package static let defaultDays: Set<Weekday> = [.mon, .tue, .wed, .thu, .fri, .sat]
}

extension HourRange {
    /// For constants of this module; the arguments are known to be in order.
    package init(literal start: (Int, Int), _ end: (Int, Int)) {
        self.start = LocalTime(unchecked: start.0 * 60 + start.1)
        self.end = LocalTime(unchecked: end.0 * 60 + end.1)
    }
}

package enum Law: String, Sendable, Hashable, CaseIterable {
    /// Colombia's Ley 2300 of 2023: hours, Sundays, public holidays, one contact a day and person.
    case co2300 = "co-2300"
    case none
}

package enum HolidayCalendar: String, Sendable, Hashable, CaseIterable {
    case colombia = "CO"
    case none
}

/// `2/week`: a day is a calendar day in the workspace's zone, a week is seven days back from the moment.
package struct ContactLimit: Sendable, Hashable {
    package enum Period: String, Sendable, Hashable, CaseIterable { case day, week }

    package var count: Int
    package var period: Period

    package init(count: Int, period: Period) {
        self.count = count
        self.period = period
    }
}

/// How people leave.
package struct OptOut: Sendable, Hashable {
    /// A reply that is one of these words suppresses the number for good.
    package var words: [String]
    /// Files with numbers never to be written to, relative to the workspace.
    package var lists: [String]

    package init(words: [String] = [], lists: [String] = []) {
        self.words = words
        self.lists = lists
    }
}

/// A window that a gateway has announced, in the workspace's local time.
package struct Maintenance: Sendable, Hashable {
    package var lines: [String]
    package var from: LocalDateTime
    package var to: LocalDateTime

    package init(lines: [String], from: LocalDateTime, to: LocalDateTime) {
        self.lines = lines
        self.from = from
        self.to = to
    }
}
