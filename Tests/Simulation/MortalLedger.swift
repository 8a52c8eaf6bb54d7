import CampaignModel
import Ledger

/// A ledger as a program that may die sees it: what was committed before its death stays, nothing comes after.
struct MortalLedger: LedgerStore {
    let base: any LedgerStore
    let fate: Fate

    // MARK: Where a program dies

    func freeze(_ batch: FreezeBatch, at: Instant) throws(LedgerError) {
        try fate.pass(.beforeFreeze)
        try base.freeze(batch, at: at)
        try fate.pass(.afterFreeze)
    }

    func recover(at: Instant) throws(LedgerError) -> Int {
        try alive()
        let count = try base.recover(at: at)
        try fate.pass(.afterRecover)
        return count
    }

    func claim(_ request: ClaimRequest, decide: (ClaimCandidate) -> ClaimDecision)
        throws(LedgerError) -> ClaimAnswer
    {
        try fate.pass(.beforeClaim)
        let answer = try base.claim(request, decide: decide)
        try fate.pass(.afterClaim)
        return answer
    }

    func probe(_ request: ProbeRequest, decide: (ProbeCandidate) -> ProbeDecision)
        throws(LedgerError) -> ProbeAnswer
    {
        try fate.pass(.beforeProbe)
        let answer = try base.probe(request, decide: decide)
        try fate.pass(.afterProbe)
        return answer
    }

    func settle(_ settlement: Settlement) throws(LedgerError) {
        try fate.pass(.beforeSettle)
        try base.settle(settlement)
        try fate.pass(.afterSettle)
    }

    func settle(
        _ settlement: Settlement, thenClaim request: ClaimRequest,
        decide: (ClaimCandidate) -> ClaimDecision
    ) throws(LedgerError) -> Result<ClaimAnswer, LedgerError> {
        try fate.pass(.beforeSettleAndClaim)
        let answer = try base.settle(settlement, thenClaim: request, decide: decide)
        try fate.pass(.afterSettleAndClaim)
        return answer
    }

    var isShared: Bool { base.isShared }

    private func alive() throws(LedgerError) { if fate.isDead { throw Fate.death } }

    // MARK: The rest

    func identity() throws(LedgerError) -> LedgerIdentity { try base.identity() }
    func planKey() throws(LedgerError) -> [UInt8] { try base.planKey() }
    func snapshot(of scope: CampaignScope) throws(LedgerError) -> LedgerSnapshot {
        try base.snapshot(of: scope)
    }
    func past(of scope: CampaignScope, onProgress: (_ done: Int, _ total: Int) -> Void) throws(LedgerError)
        -> LedgerPast
    {
        try base.past(of: scope, onProgress: onProgress)
    }
    func attempts(ofDoubtsIn campaign: String) throws(LedgerError) -> [Int64: [PastAttempt]] {
        try base.attempts(ofDoubtsIn: campaign)
    }
    func rememberInviteLink(_ link: String, of campaign: String) throws(LedgerError) {
        try base.rememberInviteLink(link, of: campaign)
    }
    func groupCreations(since: Instant) throws(LedgerError) -> [GroupCreation] {
        try base.groupCreations(since: since)
    }
    func twins(_ search: TwinSearch) throws(LedgerError) -> [SendTarget: String] { try base.twins(search) }
    func contacts(since: Instant, notIn scope: CampaignScope) throws(LedgerError) -> ContactMoments {
        try base.contacts(since: since, notIn: scope)
    }
    func content(ofSend id: Int64) throws(LedgerError) -> SendContent { try base.content(ofSend: id) }
    func lastAttempt(of sender: PhoneNumber) throws(LedgerError) -> Instant? {
        try base.lastAttempt(of: sender)
    }
    func suppressedNumbers() throws(LedgerError) -> Set<PhoneNumber> { try base.suppressedNumbers() }
    func becomeRunner(_ description: String) throws(LedgerError) -> any RunnerLease {
        try base.becomeRunner(description)
    }
    func stops() throws(LedgerError) -> [Stop] { try base.stops() }
    func stop(_ stop: Stop) throws(LedgerError) { try base.stop(stop) }
    func resume(_ name: String) throws(LedgerError) -> [Stop] { try base.resume(name) }
    func cancel(_ cancellation: Cancellation) throws(LedgerError) -> Int { try base.cancel(cancellation) }
    func cancellations() throws(LedgerError) -> [Cancellation] { try base.cancellations() }
    func reinstate(_ campaign: String) throws(LedgerError) -> Cancellation? { try base.reinstate(campaign) }
    func tallies(campaign: String?) throws(LedgerError) -> [Tally] { try base.tallies(campaign: campaign) }
    func sends(inState state: SendState, campaign: String?, after id: Int64, limit: Int) throws(LedgerError)
        -> [LedgerSend]
    {
        try base.sends(inState: state, campaign: campaign, after: id, limit: limit)
    }
    func resolve(id: Int64, event: SendEvent, group: GroupRecord?, at: Instant) throws(LedgerError) {
        try base.resolve(id: id, event: event, group: group, at: at)
    }
    func group(of campaign: String) throws(LedgerError) -> GroupRecord? { try base.group(of: campaign) }
    func record(_ events: [EvidenceEvent], stopAfterFailures: Int) throws(LedgerError) -> EvidenceReceipt {
        try base.record(events, stopAfterFailures: stopAfterFailures)
    }
    func evidence(ofSend id: Int64) throws(LedgerError) -> DeliveryEvidence? {
        try base.evidence(ofSend: id)
    }
    func evidenceTallies(campaign: String?) throws(LedgerError) -> [EvidenceTally] {
        try base.evidenceTallies(campaign: campaign)
    }
    func intake() throws(LedgerError) -> [IntakeTally] { try base.intake() }
    func records(of table: LedgerTable, from start: Int64, limit: Int) throws(LedgerError) -> LedgerPage {
        try base.records(of: table, from: start, limit: limit)
    }
    func count(of table: LedgerTable) throws(LedgerError) -> Int { try base.count(of: table) }
    func check() throws(LedgerError) -> [String] { try base.check() }

    func holds(_ settlement: Settlement) throws(LedgerError) -> Bool {
        try alive()
        return try base.holds(settlement)
    }

    func refuseDamage() throws(LedgerError) {
        try alive()
        try base.refuseDamage()
    }

    func waitingResults() throws(LedgerError) -> Int {
        try alive()
        return try base.waitingResults()
    }
}
