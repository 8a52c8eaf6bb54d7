import CampaignModel
import Ledger
import Testing

/// A fresh ledger with short words for what the contract does to it.
struct ContractScene {
    let bench: any LedgerBench
    var store: any LedgerStore { bench.store }

    /// Monday 23 November 2026, 15:00 UTC.
    static let start = Instant(milliseconds: 1_795_446_000_000)

    /// Seconds after the start.
    func at(_ seconds: Double) -> Instant { Self.start.advanced(seconds: seconds) }

    func person(_ index: UInt64) throws -> PhoneNumber {
        try #require(PhoneNumber(digits: 573_001_000_000 + index))
    }

    func scope(_ campaign: String, revision: Int = 1, occurrence: String = "once") -> CampaignScope {
        CampaignScope(campaign: campaign, revision: revision, occurrence: occurrence)
    }

    // MARK: Freezing

    /// A text to a person; `text` defaults to words of its own for each campaign, message and person.
    func send(
        _ index: UInt64, message: String = "1", position: Int = 1, in scope: CampaignScope? = nil,
        line: String = "uno", sender: UInt64 = 900_001, text: String? = nil
    ) throws -> FrozenSend {
        let scope = scope ?? self.scope("alfa")
        return FrozenSend(
            key: SendKey(
                campaign: scope.campaign, revision: scope.revision, occurrence: scope.occurrence,
                message: message, target: .person(try person(index))),
            position: position, line: line, sender: try person(sender),
            content: .text(text ?? "\(scope.campaign) \(message) \(index)"))
    }

    func groupSend(
        _ message: String, position: Int, in scope: CampaignScope? = nil, owner: String,
        _ content: SendContent
    ) throws -> FrozenSend {
        let scope = scope ?? self.scope("alfa")
        return FrozenSend(
            key: SendKey(
                campaign: scope.campaign, revision: scope.revision, occurrence: scope.occurrence,
                message: message, target: .group),
            position: position, line: "uno", sender: try person(900_001), content: content,
            groupOwner: owner)
    }

    func freeze(_ sends: [FrozenSend], at seconds: Double = 0) throws {
        var batch = FreezeBatch()
        batch.added = sends
        try store.freeze(batch, at: at(seconds))
    }

    func change(_ id: Int64, _ event: SendEvent, at seconds: Double = 0) throws {
        var batch = FreezeBatch()
        batch.changed = [.init(id: id, event: event)]
        try store.freeze(batch, at: at(seconds))
    }

    // MARK: Looking

    /// What the ledger knows of a person's message.
    func known(_ index: UInt64, message: String = "1", in scope: CampaignScope? = nil) throws -> LedgerSend {
        let snapshot = try store.snapshot(of: scope ?? self.scope("alfa"))
        return try #require(snapshot.sends[.init(message: message, target: .person(try person(index)))])
    }

    func state(_ index: UInt64, message: String = "1", in scope: CampaignScope? = nil) throws -> SendState {
        try known(index, message: message, in: scope).life.state
    }

    /// Every send of some campaigns, to be compared as a whole.
    func everything(_ campaigns: [String] = ["alfa"]) throws -> [LedgerSend] {
        try campaigns.flatMap { Array(try store.snapshot(of: scope($0)).sends.values) }
            .sorted { $0.id < $1.id }
    }

    // MARK: Sending

    static let payload = [UInt8](repeating: 0x5a, count: 32)

    /// The clocks at a moment by the wall, which was set forward by so many seconds since the start.
    func clock(at seconds: Double, boot: String = "boot-1", clockSet: Double = 0) -> ClockReading {
        ClockReading(
            wall: at(seconds), boot: boot,
            monotonic: 77_000_000_001 + UInt64(max(0, seconds - clockSet) * 1e9))
    }

    func request(
        line: String = "uno", sender: UInt64 = 900_001, scopes: [CampaignScope]? = nil,
        at seconds: Double = 0, needsPace: Bool = true, clockSet: Double = 0, boot: String = "boot-1"
    ) throws -> ClaimRequest {
        let reading = clock(at: seconds + clockSet, boot: boot, clockSet: clockSet)
        return ClaimRequest(
            line: line, sender: try person(sender), scopes: scopes ?? [scope("alfa")],
            clock: reading,
            needsPace: needsPace)
    }

    /// Claims whatever comes first.
    func claim(_ request: ClaimRequest? = nil, at seconds: Double = 0) throws -> ClaimedSend {
        let request = try request ?? self.request(at: seconds)
        let answer = try store.claim(request) { _ in .send(payloadHash: Self.payload) }
        guard case .claimed(let claimed) = answer else { throw NothingClaimed(answer: "\(answer)") }
        return claimed
    }

    /// The facts that a claim would be judged by; nothing is claimed. Where there are fewer attempts than the pace's
    /// limit, only the latest is told of: that is held to here whatever the case is about.
    func facts(_ request: ClaimRequest) throws -> ClaimCandidate {
        let whole = try candidate(request)
        for limit in [1, 2, whole.senderAttempts.count, whole.senderAttempts.count + 1] where limit > 0 {
            var limited = request
            (limited.senderLimit, limited.campaignLimit) = (limit, limit)
            let known = try candidate(limited)
            func told(_ attempts: [Instant]) -> [Instant] {
                attempts.count < limit ? Array(attempts.suffix(1)) : attempts
            }
            #expect(known.senderAttempts == told(whole.senderAttempts))
            #expect(known.campaignAttempts == told(whole.campaignAttempts))
        }
        return whole
    }

    private func candidate(_ request: ClaimRequest) throws -> ClaimCandidate {
        var seen: ClaimCandidate?
        _ = try store.claim(request) { candidate in
            seen = candidate
            return .waitLine(until: request.clock().wall)
        }
        return try #require(seen)
    }

    /// Which people's messages a line offers, in order; each is put off for good.
    func offered(_ request: ClaimRequest) throws -> [String] {
        var keys: [String] = []
        let later = request.clock().wall.advanced(seconds: 1e6)
        _ = try store.claim(request) { candidate in
            keys.append(candidate.send.key.text)
            return .postpone(until: later, reason: "only looking")
        }
        return keys
    }

    func settle(
        _ claimed: ClaimedSend, _ event: SendEvent, at seconds: Double = 1, failed: Bool? = nil,
        limit: Int = 20, stops: [Stop] = [], group: GroupRecord? = nil
    ) throws {
        try store.settle(
            Settlement(
                claimed: claimed, event: event, at: at(seconds), httpStatus: 200, reply: "{}", stops: stops,
                group: group, countsAsFailure: failed, stopAfterFailures: limit))
    }

    /// Freezes a send, claims it and settles it.
    @discardableResult
    func sent(_ send: FrozenSend, _ event: SendEvent = .accepted(messageID: nil), at seconds: Double) throws
        -> ClaimedSend
    {
        try freeze([send], at: seconds)
        let scope = CampaignScope(
            campaign: send.key.campaign, revision: send.key.revision, occurrence: send.key.occurrence)
        let reading = clock(at: seconds)
        let request = ClaimRequest(
            line: send.line, sender: send.sender, scopes: [scope],
            clock: reading, needsPace: false)
        let claimed = try claim(request)
        #expect(claimed.send.key == send.key)
        try settle(claimed, event, at: seconds + 1)
        return claimed
    }

    // MARK: Expecting

    /// A step that must fail with one of the ledger's errors and leave these campaigns and the serial alone.
    func refused(
        _ campaigns: [String] = ["alfa"], _ body: () throws -> Void,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> LedgerError? {
        let before = try everything(campaigns)
        let serial = try store.identity().serial
        let error = #expect(throws: LedgerError.self, sourceLocation: sourceLocation) { try body() }
        #expect(try everything(campaigns) == before, sourceLocation: sourceLocation)
        #expect(try store.identity().serial == serial, sourceLocation: sourceLocation)
        return error
    }
}

struct NothingClaimed: Error { let answer: String }

extension ClaimAnswer {
    var waitsUntil: Instant? {
        if case .wait(let until, _) = self { until } else { nil }
    }
    var claimedKey: String? {
        if case .claimed(let claimed) = self { claimed.send.key.text } else { nil }
    }
    var isNothingLeft: Bool {
        if case .nothingLeft = self { true } else { false }
    }
    var stop: Stop? {
        if case .stopped(let stop) = self { stop } else { nil }
    }
}
