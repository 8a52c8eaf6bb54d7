import CampaignModel
import Ledger

extension Comparison {
    /// Finds, among the sends of one person or group, a message that has already been sent under another key:
    /// its id was changed, or it was known by its position and now stands at another place.
    ///
    /// It would count as new and go out again.
    func movedMessage(_ own: [PlannedSend]) -> String? {
        for send in own where send.known?.fingerprint != send.fingerprint {
            for other in own where other.key.message != send.key.message {
                if let known = other.known, known.life.state.mayHaveReachedPerson,
                    known.fingerprint == send.fingerprint, other.fingerprint != known.fingerprint
                {
                    return "message \(send.key.message) was message \(other.key.message)"
                }
            }
            guard send.known == nil else { continue }
            for message in retiredMessages {
                if let known = snapshot.sends[.init(message: message, target: send.key.target)],
                    known.life.state.mayHaveReachedPerson, known.fingerprint == send.fingerprint
                {
                    return "message \(send.key.message) was message \(message)"
                }
            }
        }
        return nil
    }
}
