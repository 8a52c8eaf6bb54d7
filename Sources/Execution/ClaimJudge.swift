import CampaignModel
import Gateway
import Ledger
import Timetable

/// Judges, inside the transaction that would make an attempt durable, whether a send may go out at this moment.
struct ClaimJudge {
    let executor: Executor
    let line: ExecutionLine
    /// Seconds to wait after the line's last attempt, drawn anew for each.
    let delay: Double
    /// The line rests until then: it has just sent, or its gateway could not be reached.
    let notBefore: Instant?

    /// Sends of identical content to one number are this many seconds apart (design.md).
    static let identicalContentSpacing = 120.0

    func decide(_ candidate: ClaimCandidate) -> (decision: ClaimDecision, wire: WireRequest?) {
        guard let scope = executor.scopes.first(where: { $0.scope == candidate.send.scope }),
            let windows = scope.windows[line.name]
        else { return (.waitCampaign(until: nil, reason: nil), nil) }
        if let refusal = forbid(candidate, scope, windows) { return (refusal, nil) }
        let request: SendRequest
        switch self.request(candidate) {
        case .success(let made): request = made
        case .failure(let stop): return (.stopCampaign(reason: stop.reason), nil)
        }
        do {
            let wire = try line.gateway.prepare(request)
            return (.send(payloadHash: Self.payloadHash(of: wire)), wire)
        } catch {
            return (.stopCampaign(reason: "a message cannot be written for the gateway: \(error)"), nil)
        }
    }

    /// SHA-256 over everything that a request says: a probe must say the same.
    static func payloadHash(of wire: WireRequest) -> [UInt8] {
        Digest.sha256(ofParts: [Array(wire.url.utf8)] + wire.bodyParts)
    }

    /// Everything that holds a send back at this moment; nil lets it go.
    private func forbid(
        _ candidate: ClaimCandidate, _ scope: ExecutionScope, _ windows: SendingWindows
    ) -> ClaimDecision? {
        let now = candidate.now
        if let reason = candidate.suppression { return .suppress(reason: reason) }
        if let expires = scope.expires, now >= expires {
            return .expire(reason: "the campaign's time was over before its turn")
        }
        if let closed = windows.closedReason(at: now) {
            return .waitCampaign(until: windows.nextOpening(from: now), reason: closed.sentence)
        }
        if let notBefore, notBefore > now { return .waitLine(until: notBefore) }
        let line = self.line.pace.nextAllowed(
            now: now, previousAttempts: candidate.senderAttempts, lastDelay: delay)
        if line > now { return .waitLine(until: line) }
        if let pace = scope.pace {
            let campaign = pace.nextAllowed(now: now, previousAttempts: candidate.campaignAttempts)
            if campaign > now { return .waitCampaign(until: campaign, reason: nil) }
        }
        if case .person = candidate.send.key.target,
            let later = scope.contacts.blocked(at: now, contacts: candidate.contacts)
        {
            guard let opening = windows.nextOpening(from: later), scope.expires.map({ opening < $0 }) ?? true
            else {
                return .suppress(reason: "the person has been contacted as often as is allowed until the end")
            }
            return .postpone(until: opening, reason: "the person has been contacted as often as is allowed")
        }
        if let identical = candidate.lastIdentical {
            let later = identical.advanced(seconds: Self.identicalContentSpacing)
            if later > now {
                return .postpone(until: later, reason: "the same text was just sent to the person")
            }
        }
        return nil
    }

    private struct Unsendable: Error { let reason: String }

    private func request(_ candidate: ClaimCandidate) -> Result<SendRequest, Unsendable> {
        var request = SendRequest(
            content: candidate.content, target: candidate.send.key.target, key: candidate.send.key,
            chatID: candidate.chatID)
        if case .template(let filled) = candidate.content, case .bytes(let hash, let name)? = filled.media {
            guard let media = executor.media.media(hash) else {
                return .failure(
                    Unsendable(reason: "the file \(name) has changed or is gone since the apply began"))
            }
            request.media = media
        }
        return .success(request)
    }
}

extension LedgerSend {
    var scope: CampaignScope {
        CampaignScope(campaign: key.campaign, revision: key.revision, occurrence: key.occurrence)
    }
}
