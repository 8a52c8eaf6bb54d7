import CampaignModel

/// One due date of a campaign (design: "Words").
package struct Occurrence: Sendable, Hashable {
    /// `once` for a campaign without `every`, else the nominal local date, `2026-12-01`, so that moving the hour
    /// makes no new occurrence.
    package let key: String
    /// The nominal start; nil for a campaign without a start, which begins when it is applied.
    package let start: Instant?
    /// The first moment at or after the start at which sending is allowed; nil without a start, or if there is
    /// none within `SendingWindows.horizon` days.
    package let firstLawful: Instant?
    /// From this moment on nothing of this occurrence may be sent; nil if it never expires.
    package let expires: Instant?

    package init(key: String, start: Instant?, firstLawful: Instant?, expires: Instant?) {
        self.key = key
        self.start = start
        self.firstLawful = firstLawful
        self.expires = expires
    }

    package func hasExpired(at instant: Instant) -> Bool { expires.map { $0 <= instant } ?? false }

    /// Whether no moment of this occurrence allows sending: a mistake in the schedule.
    package var isNeverSendable: Bool {
        guard start != nil else { return false }
        guard let firstLawful else { return true }
        return hasExpired(at: firstLawful)
    }
}
