import CampaignModel
import Ledger

/// Whom the campaigns that come first in a plan will have contacted when the next one's turn comes, and when.
///
/// It is a forecast: what is held back or fails contacts nobody. So it only says when others go out; nobody is left out
/// because of it.
struct PlannedContacts {
    private(set) var moments = ContactMoments()

    /// Counts everybody to whom a campaign will write. All its messages to one person are one contact.
    mutating func add(_ plan: CampaignPlan, limits: ContactLimits) {
        let first = Dictionary(plan.lines.map { ($0.line, $0.first) }, uniquingKeysWith: { one, _ in one })
        var last: PhoneNumber?
        plan.sends.forEach(where: \.willSend) { send in
            guard case .person(let number) = send.key.target, number != last else { return }
            last = number
            let moment: Instant?
            switch limits[number] {
            case .free: moment = first[send.line] ?? nil
            case .putOff(let later): moment = later
            case .blocked, .unlikely: moment = nil
            }
            if let moment { moments.append(number, moment) }
        }
        moments.sort()
    }
}
