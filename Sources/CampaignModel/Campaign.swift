/// A campaign: who gets what, through which lines, when (format.md, "A campaign").
package struct Campaign: Sendable, Hashable {
    package var name: String
    package var description: String?
    package var category: Category
    /// Names of lines of one gateway kind, in the order of the file.
    package var lines: [String]
    package var gateway: GatewayKind
    /// Raised to send again to people who already got it.
    package var revision: Int
    package var audience: AudienceSource
    package var messages: [Message]
    package var group: Group?
    package var schedule: Schedule
    /// Says that sending what another campaign has just sent is meant.
    package var allowRepeat: Bool

    package init(
        name: String, description: String? = nil, category: Category, lines: [String], gateway: GatewayKind,
        revision: Int = 1, audience: AudienceSource, messages: [Message], group: Group? = nil,
        schedule: Schedule = Schedule(), allowRepeat: Bool = false
    ) {
        self.name = name
        self.description = description
        self.category = category
        self.lines = lines
        self.gateway = gateway
        self.revision = revision
        self.audience = audience
        self.messages = messages
        self.group = group
        self.schedule = schedule
        self.allowRepeat = allowRepeat
    }

    package enum Category: String, Sendable, Hashable, CaseIterable {
        case marketing, utility, authentication, collection
    }
}

/// Where the recipients stand and how they are read.
package struct AudienceSource: Sendable, Hashable {
    package enum Origin: Sendable, Hashable {
        /// A CSV file, relative to the workspace.
        case file(String)
        case inline(InlineRecipients)
    }

    package enum Delimiter: Sendable, Hashable {
        case automatic
        /// `,` `;` or tab.
        case byte(UInt8)
    }

    package enum Encoding: String, Sendable, Hashable, CaseIterable {
        /// UTF-8, or Windows-1252 with a warning where the file is not UTF-8.
        case auto
        case utf8 = "utf-8"
        case windows1252 = "windows-1252"
    }

    package struct Filter: Sendable, Hashable {
        package var column: String
        package var values: [String]

        package init(column: String, values: [String]) {
            self.column = column
            self.values = values
        }
    }

    package var origin: Origin
    package var delimiter: Delimiter
    package var encoding: Encoding
    /// The column with the number.
    package var phone: String
    /// The column with the evidence of consent.
    package var optIn: String
    /// Every filter must match; within one, any of its values.
    package var filters: [Filter]
    /// Files whose phone column is left out, relative to the workspace.
    package var exclude: [String]

    package init(
        origin: Origin, delimiter: Delimiter = .automatic, encoding: Encoding = .auto, phone: String,
        optIn: String, filters: [Filter] = [], exclude: [String] = []
    ) {
        self.origin = origin
        self.delimiter = delimiter
        self.encoding = encoding
        self.phone = phone
        self.optIn = optIn
        self.filters = filters
        self.exclude = exclude
    }
}

/// Recipients written into the campaign file itself, kept as bytes: a row is a run of cells, one per column,
/// and a cell is a stretch of `text`.
package struct InlineRecipients: Sendable, Hashable {
    package struct Cell: Sendable, Hashable {
        package var offset: UInt32
        /// `UInt32.max` where the row has no such key.
        package var length: UInt32

        package init(offset: UInt32, length: UInt32) {
            self.offset = offset
            self.length = length
        }

        package static let absent = Cell(offset: 0, length: .max)
    }

    /// Every key that occurs in some row, in order of appearance.
    package var columns: [String]
    package var text: [UInt8]
    /// `lines.count × columns.count` cells, row by row.
    package var cells: [Cell]
    /// The line of the file on which each row begins.
    package var lines: [UInt32]

    package init(columns: [String] = [], text: [UInt8] = [], cells: [Cell] = [], lines: [UInt32] = []) {
        self.columns = columns
        self.text = text
        self.cells = cells
        self.lines = lines
    }

    package var count: Int { lines.count }
}

/// When a campaign is sent.
package struct Schedule: Sendable, Hashable {
    package enum Recurrence: Sendable, Hashable {
        case daily
        /// On these days of the week; empty: on the weekday of the start.
        case weekly(Set<Weekday>)
        /// On these days of the month (1 to 31; a month without that day: its last day); empty: the start's.
        case monthly([Int])
    }

    /// Nil: as soon as it is applied.
    package var start: LocalDateTime?
    /// Nil: once.
    package var every: Recurrence?
    /// What is unsent by then expires.
    package var until: LocalDateTime?
    /// Seconds after an occurrence's first lawful moment in which it may still be sent. Default one day for a
    /// campaign with a start; without a start nothing expires but by `until`.
    package var expiresAfter: Int?
    package var hours: HourRange?
    package var days: Set<Weekday>?
    /// At most so many for the whole campaign, over all its lines.
    package var rate: SendRate?

    package init(
        start: LocalDateTime? = nil, every: Recurrence? = nil, until: LocalDateTime? = nil,
        expiresAfter: Int? = nil, hours: HourRange? = nil, days: Set<Weekday>? = nil, rate: SendRate? = nil
    ) {
        self.start = start
        self.every = every
        self.until = until
        self.expiresAfter = expiresAfter
        self.hours = hours
        self.days = days
        self.rate = rate
    }
}
