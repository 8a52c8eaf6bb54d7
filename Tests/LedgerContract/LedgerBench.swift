// LedgerContract: what every ledger store must do, whatever it is made of.
//
// In: a bench, which wraps a store that is empty and fresh. Out: expectations of Swift Testing. A store's own
// tests run `LedgerContract.all`, one parameterised test for the lot:
//
//     @Test(arguments: LedgerContract.all)
//     func `the contract holds`(case: ContractCase) throws { try `case`.run(on: SQLiteBench()) }
import CampaignModel
import Ledger

/// An empty ledger and what the contract must see or do behind the protocol's back.
package protocol LedgerBench {
    var store: any LedgerStore { get }

    /// A second connection to the same ledger, as another process would open it.
    func anotherConnection() throws -> any LedgerStore

    /// The attempts of a send as they are stored, oldest first.
    func attempts(ofSend id: Int64) throws -> [AttemptRecord]

    /// Puts a number on the list of those never to be written to, as an opt-out does.
    func suppress(_ number: PhoneNumber, because reason: String) throws

    /// What is kept of events that belong to no send: masked texts, oldest first.
    func keptEvents() throws -> [String]

    /// Changes rows behind the program's back.
    func tamper(_ tampering: Tampering) throws

    /// Lets the leases of all attempts in flight have run out. Only where runners share a ledger.
    func endLeases() throws
}

extension LedgerBench {
    package func endLeases() throws {}
}

/// An attempt as it is stored.
package struct AttemptRecord: Sendable, Hashable {
    package var number: Int
    package var sender: PhoneNumber
    package var payloadHash: [UInt8]
    package var boot: String
    package var began: Instant
    package var monotonic: UInt64
    package var ended: Instant?
    /// The send's state after the attempt.
    package var outcome: String?
    package var httpStatus: Int?
    package var reply: String?

    package init(
        number: Int, sender: PhoneNumber, payloadHash: [UInt8], boot: String, began: Instant,
        monotonic: UInt64, ended: Instant?, outcome: String?, httpStatus: Int?, reply: String?
    ) {
        self.number = number
        self.sender = sender
        self.payloadHash = payloadHash
        self.boot = boot
        self.began = began
        self.monotonic = monotonic
        self.ended = ended
        self.outcome = outcome
        self.httpStatus = httpStatus
        self.reply = reply
    }
}

/// A way in which a ledger can be unsound, by the id of a send.
package enum Tampering: Sendable {
    case state(id: Int64, SendState, reason: String?)
    case attemptsRemoved(id: Int64)
    case attemptOfNoSend
    case fingerprintCutShort(id: Int64)
    /// Other words under the old fingerprint.
    case content(id: Int64, [UInt8])
    /// Evidence of a send that has no event.
    case eventsRemoved(id: Int64)
}
