/// How long an attempt belongs to the runner that made it, where several share a ledger.
///
/// When it has run out, nobody waits for the result any more: another runner puts the send in doubt, and the result is
/// refused by its token.
package enum AttemptLease {
    /// From the claim on, by the clock of the ledger's server.
    package static let seconds = 60.0
    /// Of the lease, what must be left after the longest wait for a reply.
    package static let room = 15.0
}
