import CampaignModel

/// A durable ledger. Every method is one transaction: it has happened whole when it returns, or not at all.
package protocol LedgerStore: Sendable {
    /// Who this ledger is, and how far it has come.
    func identity() throws(LedgerError) -> LedgerIdentity

    /// A secret of this ledger's own, 32 bytes, under which saved plans name people.
    func planKey() throws(LedgerError) -> [UInt8]

    // MARK: Planning

    /// Everything known of a campaign that a plan compares with.
    func snapshot(of scope: CampaignScope) throws(LedgerError) -> LedgerSnapshot

    /// The same in little memory: what people have got is kept apart, by the million, and `sends` of the snapshot holds
    /// only what concerns the campaign's group.
    /// - Parameter onProgress: told from time to time how much was read.
    func past(of scope: CampaignScope, onProgress: (_ done: Int, _ total: Int) -> Void) throws(LedgerError)
        -> LedgerPast

    /// Whom exactly one of these contents may have reached already, or is waiting for, under another key; and the
    /// name of the campaign that it stands under.
    func twins(_ search: TwinSearch) throws(LedgerError) -> [SendTarget: String]

    /// Groups that were made since a moment, may have been, or are about to be.
    func groupCreations(since: Instant) throws(LedgerError) -> [GroupCreation]

    /// When people were contacted since a moment, by anything but this scope.
    func contacts(since: Instant, notIn scope: CampaignScope) throws(LedgerError) -> ContactMoments

    /// The frozen content of a send.
    func content(ofSend id: Int64) throws(LedgerError) -> SendContent

    /// The latest attempt of a sender number.
    func lastAttempt(of sender: PhoneNumber) throws(LedgerError) -> Instant?

    /// Numbers that are never to be written to again.
    func suppressedNumbers() throws(LedgerError) -> Set<PhoneNumber>

    // MARK: Sending

    /// Takes the runner's role until the lease is released or the process ends.
    func becomeRunner(_ description: String) throws(LedgerError) -> any RunnerLease

    /// Puts in doubt what a runner that is gone had in flight; returns how many. Call it as the runner only.
    func recover(at: Instant) throws(LedgerError) -> Int

    func freeze(_ batch: FreezeBatch, at: Instant) throws(LedgerError)

    /// Finds the next send of a line that `decide` lets go, and makes its attempt durable. `decide` runs
    /// inside the transaction.
    func claim(_ request: ClaimRequest, decide: (ClaimCandidate) -> ClaimDecision)
        throws(LedgerError) -> ClaimAnswer

    /// Makes a second attempt at a send in flight durable, if nothing stops it and `decide` lets it. The first
    /// attempt's row is closed with what is known of it; refused unless the claim's token still holds. `decide`
    /// runs inside the transaction.
    func probe(_ request: ProbeRequest, decide: (ProbeCandidate) -> ProbeDecision)
        throws(LedgerError) -> ProbeAnswer

    /// Writes an attempt's result; refused unless the claim's token still holds.
    func settle(_ settlement: Settlement) throws(LedgerError)

    /// Whether a result is in the ledger, which the token alone does not say once the send is no longer in flight.
    func holds(_ settlement: Settlement) throws(LedgerError) -> Bool

    /// As `settle` and then `claim`, made durable by one commit: neither is there without the other, and the claim
    /// sees what the result has stopped. Throws where the result was not stored. Where it was, but nothing could be
    /// claimed, the reason is in what comes back.
    func settle(
        _ settlement: Settlement, thenClaim request: ClaimRequest,
        decide: (ClaimCandidate) -> ClaimDecision
    ) throws(LedgerError) -> Result<ClaimAnswer, LedgerError>

    // MARK: Operating

    func stops() throws(LedgerError) -> [Stop]
    func stop(_ stop: Stop) throws(LedgerError)
    /// Ends stops of a line or campaign of that name; returns those that ended.
    func resume(_ name: String) throws(LedgerError) -> [Stop]

    /// Ends everything that a campaign has waiting, for good: freezing and claiming keep to it, too. Returns how
    /// many sends that was. One cancellation replaces an earlier one of the campaign.
    func cancel(_ cancellation: Cancellation) throws(LedgerError) -> Int
    func cancellations() throws(LedgerError) -> [Cancellation]
    /// Takes a cancellation back; nil where there is none. What was cancelled is wanted again by the next plan.
    func reinstate(_ campaign: String) throws(LedgerError) -> Cancellation?

    /// How many sends stand where, for one campaign or all.
    func tallies(campaign: String?) throws(LedgerError) -> [Tally]
    /// Sends in one state, oldest first, from the one behind `id` on (0: the first).
    func sends(inState state: SendState, campaign: String?, after id: Int64, limit: Int) throws(LedgerError)
        -> [LedgerSend]
    /// Decides what nobody can be sure of. `group` is needed for a creation that has happened.
    func resolve(id: Int64, event: SendEvent, group: GroupRecord?, at: Instant) throws(LedgerError)

    /// The attempts of every send of a campaign that is in doubt, oldest first, by the send's id.
    func attempts(ofDoubtsIn campaign: String) throws(LedgerError) -> [Int64: [PastAttempt]]
    /// The link by which people join a campaign's group, found out later; `notFound` where it has no group.
    func rememberInviteLink(_ link: String, of campaign: String) throws(LedgerError)
    func group(of campaign: String) throws(LedgerError) -> GroupRecord?

    // MARK: Evidence

    /// Takes in what webhooks say, all of it or nothing. An event that is there already is only counted.
    /// `stopAfterFailures`: messages of a line that fail one after the other after acceptance stop it.
    func record(_ events: [EvidenceEvent], stopAfterFailures: Int) throws(LedgerError) -> EvidenceReceipt

    /// What is known of a send since it was accepted; nil where nothing came.
    func evidence(ofSend id: Int64) throws(LedgerError) -> DeliveryEvidence?

    /// Evidence per campaign, revision, occurrence and line; those without any are left out.
    func evidenceTallies(campaign: String?) throws(LedgerError) -> [EvidenceTally]

    /// Everything that was taken in, whether it belongs to a send or not.
    func intake() throws(LedgerError) -> [IntakeTally]

    /// Records of a table in the order in which they came, from `start` (0: the first) on, at the most so many. Each
    /// page is as the ledger is when it is read; a record that changes meanwhile is there once.
    func records(of table: LedgerTable, from start: Int64, limit: Int) throws(LedgerError) -> LedgerPage
    /// How many records a table has.
    func count(of table: LedgerTable) throws(LedgerError) -> Int

    /// Structural and arithmetical soundness; each string is one thing that is wrong.
    func check() throws(LedgerError) -> [String]

    /// Throws where the ledger is known to be damaged, as far as that is found in a moment.
    func refuseDamage() throws(LedgerError)

    /// Results that an earlier runner could not store, and that wait beside the ledger for the next one.
    func waitingResults() throws(LedgerError) -> Int

    /// Whether several runners may work with it at the same time.
    var isShared: Bool { get }
}

extension LedgerStore {
    package func past(of scope: CampaignScope) throws(LedgerError) -> LedgerPast {
        try past(of: scope) { _, _ in }
    }

    /// Sends in one state, oldest first.
    package func sends(inState state: SendState, campaign: String?, limit: Int) throws(LedgerError)
        -> [LedgerSend]
    {
        try sends(inState: state, campaign: campaign, after: 0, limit: limit)
    }

    /// The same one after another, however many there are: they are read in pages.
    package func forEachSend(
        inState state: SendState, campaign: String?, limit: Int, _ body: (LedgerSend) throws -> Void
    ) throws {
        var (place, left): (Int64, Int) = (0, limit)
        while left > 0 {
            let page = try sends(inState: state, campaign: campaign, after: place, limit: min(left, 1_000))
            for send in page { try body(send) }
            guard let last = page.last, page.count == min(left, 1_000) else { return }
            place = last.id
            left -= page.count
        }
    }
}

/// Holds the runner's role.
package protocol RunnerLease: Sendable {
    /// What was found when the role was taken and a person should know, in plain words.
    var notes: [String] { get }
    func release()
}

package struct LedgerIdentity: Sendable, Hashable {
    /// A UUID in lower case.
    package var id: String
    /// Grows with every change that planning or sending makes; never falls.
    package var serial: Int64

    package init(id: String, serial: Int64) {
        self.id = id
        self.serial = serial
    }
}

/// What a plan knows of a campaign's past.
package struct LedgerSnapshot: Sendable {
    package struct Slot: Sendable, Hashable {
        package var message: String
        package var target: SendTarget

        package init(message: String, target: SendTarget) {
            self.message = message
            self.target = target
        }
    }

    /// The sends of the scope asked for.
    package var sends: [Slot: LedgerSend]
    /// Those of them that webhooks have said not to be delivered: people do not get what follows.
    package var undelivered: Set<Slot>
    /// Sends of older revisions and other occurrences that still wait.
    package var waitingElsewhere: WaitingSends
    /// The highest revision that has any send; nil for a campaign the ledger has never seen.
    package var highestRevision: Int?
    /// The group of the campaign, if it was created.
    package var group: GroupRecord?
    /// A creation of any revision that is in doubt or in flight.
    package var doubtfulCreation: LedgerSend?
    package var stop: Stop?
    /// A cancellation that holds for the scope asked for.
    package var cancellation: Cancellation?

    package init(
        sends: [Slot: LedgerSend] = [:], undelivered: Set<Slot> = [],
        waitingElsewhere: WaitingSends = WaitingSends(),
        highestRevision: Int? = nil,
        group: GroupRecord? = nil, doubtfulCreation: LedgerSend? = nil, stop: Stop? = nil,
        cancellation: Cancellation? = nil
    ) {
        self.sends = sends
        self.undelivered = undelivered
        self.waitingElsewhere = waitingElsewhere
        self.highestRevision = highestRevision
        self.group = group
        self.doubtfulCreation = doubtfulCreation
        self.stop = stop
        self.cancellation = cancellation
    }
}

/// What a plan knows of a campaign's past, with as little of each person as a plan needs.
package struct LedgerPast: Sendable {
    /// Its `sends` are the group's alone.
    package var snapshot = LedgerSnapshot()
    package var people = KnownSends()

    package init() {}

    package var isEmpty: Bool { people.isEmpty && snapshot.sends.isEmpty }
}

/// A count of sends that stand alike.
package struct Tally: Sendable, Hashable {
    package var scope: CampaignScope
    package var line: String
    package var state: SendState
    package var reason: String?
    package var count: Int

    package init(scope: CampaignScope, line: String, state: SendState, reason: String?, count: Int) {
        self.scope = scope
        self.line = line
        self.state = state
        self.reason = reason
        self.count = count
    }
}
