import CampaignModel
import Ledger

extension Comparison {
    /// One of the sends of a person or group, as far as moved messages show in it.
    struct Own {
        var message: String
        /// The beginning of the fingerprint of what would go out.
        var start: UInt64
        var known: KnownSend?
    }

    /// Finds, among the sends of one person or group, a message that has already been sent under another key:
    /// its id was changed, or it was known by its position and now stands at another place.
    ///
    /// It would count as new and go out again.
    /// - Parameter retired: what the ledger knows of the same person or group under keys that are no longer used, in
    ///   the order of the keys.
    func movedMessage(_ own: [Own], retired: @autoclosure () -> [KnownSend]) -> String? {
        for send in own where send.known?.start != send.start {
            for other in own where other.message != send.message {
                if let known = other.known, known.state.mayHaveReachedPerson, known.start == send.start,
                    other.start != known.start
                {
                    return "message \(send.message) was message \(other.message)"
                }
            }
            guard send.known == nil, !retiredMessages.isEmpty else { continue }
            for known in retired() where known.state.mayHaveReachedPerson && known.start == send.start {
                return "message \(send.message) was message \(known.message)"
            }
        }
        return nil
    }
}
