import CampaignModel
import Ledger
import Timetable

/// Who may not be contacted now: 16 bytes for each of them.
struct ContactLimits: Sendable {
    let zone: Zone
    private var moments = ContactMoments()

    /// In place of a moment: not before the campaign ends.
    private static let never = Instant(milliseconds: .max)

    init(zone: Zone) { self.zone = zone }

    var isEmpty: Bool { moments.isEmpty }

    /// - Parameter number: each once.
    mutating func block(_ number: PhoneNumber) { moments.append(number, Self.never) }

    /// - Parameter number: each once.
    mutating func put(_ number: PhoneNumber, offTo moment: Instant) { moments.append(number, moment) }

    mutating func sort() { moments.sort() }

    func isBlockedForGood(_ number: PhoneNumber) -> Bool { moments.first(of: number) == Self.never }

    /// The moment before which the person may not be contacted.
    func delay(of number: PhoneNumber) -> Instant? {
        moments.first(of: number).flatMap { $0 == Self.never ? nil : $0 }
    }
}
