import CampaignModel

/// How many sends of a line a limit on contacts puts off, and to when.
package struct LineDelay: Sendable, Hashable {
    package private(set) var count = 0
    package private(set) var earliest: Instant
    package private(set) var latest: Instant

    init(earliest: Instant, latest: Instant) {
        self.earliest = earliest
        self.latest = latest
    }

    mutating func add(_ until: Instant) {
        count += 1
        earliest = min(earliest, until)
        latest = max(latest, until)
    }
}
