import CampaignModel
import Ledger
import Timetable

/// Who may not be contacted now: 16 bytes for each of them.
struct ContactLimits: Sendable {
    /// What a limit means for a person.
    enum Standing: Equatable {
        case free
        /// Not before that moment.
        case putOff(Instant)
        /// Not before the campaign ends.
        case blocked
        /// Not before the campaign ends, if everything goes out that comes before it in the plan.
        case unlikely
    }

    let zone: Zone
    private var moments = ContactMoments()

    /// In place of moments.
    private static let never = Instant(milliseconds: .max)
    private static let hardlyEver = Instant(milliseconds: .max - 1)

    init(zone: Zone) { self.zone = zone }

    var isEmpty: Bool { moments.isEmpty }

    /// - Parameter number: each once; `sort` makes it ready.
    mutating func set(_ number: PhoneNumber, _ standing: Standing) {
        switch standing {
        case .free: break
        case .putOff(let moment): moments.append(number, moment)
        case .blocked: moments.append(number, Self.never)
        case .unlikely: moments.append(number, Self.hardlyEver)
        }
    }

    mutating func sort() { moments.sort() }

    subscript(number: PhoneNumber) -> Standing {
        switch moments.first(of: number) {
        case nil: .free
        case Self.never: .blocked
        case Self.hardlyEver: .unlikely
        case let moment?: .putOff(moment)
        }
    }
}
