import CampaignModel

/// A stretch of time from `start` up to, not including, `end`; never empty.
package struct Stretch: Sendable, Hashable {
    package let start: Instant
    package let end: Instant

    /// Nil unless the start lies before the end.
    package init?(start: Instant, end: Instant) {
        guard start < end else { return nil }
        self.start = start
        self.end = end
    }

    package func contains(_ instant: Instant) -> Bool { start <= instant && instant < end }

    func intersection(_ other: Stretch) -> Stretch? {
        Stretch(start: max(start, other.start), end: min(end, other.end))
    }

    /// What is left of this stretch without the other: nothing, one piece or two.
    func subtracting(_ other: Stretch) -> [Stretch] {
        guard intersection(other) != nil else { return [self] }
        return [Stretch(start: start, end: other.start), Stretch(start: other.end, end: end)].compactMap {
            $0
        }
    }
}
