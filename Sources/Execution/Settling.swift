import CampaignModel
import Gateway
import Ledger

/// What follows from the end of an attempt: a pure function from the gateway's answer to what the ledger writes.
struct Settling {
    let claimed: ClaimedSend
    let stopAfterFailures: Int

    /// How long a line pauses where the gateway does not say, in seconds.
    static let pause = Stop.usualPause
    /// "Later for this recipient" is at least this many seconds later (design.md: contacto 10, 24 h).
    static let later = 86_400.0
    /// … and at the most so many times (gateways.md).
    static let mostRetries = 2

    /// Seconds to wait after so many attempts that did not reach the gateway: 5, 10, 20 … 600.
    static func backoff(attempt: Int) -> Double { min(600, 5 * Double(1 << min(max(0, attempt), 7))) }

    func tooLate(at now: Instant) -> Settlement {
        make(
            .returned(reason: "the machine was too busy to send it in time", notBefore: nil), at: now,
            reply: nil,
            countsAsFailure: nil)
    }

    func settlement(of reply: SendReply, at now: Instant) -> Settlement {
        switch reply.outcome {
        case .accepted(let accepted):
            var settlement = make(
                .accepted(messageID: accepted.messageID), at: now, reply: reply, countsAsFailure: false)
            if let chatID = accepted.chatID, case .groupCreation = claimed.content {
                settlement.group = GroupRecord(
                    campaign: claimed.send.key.campaign, chatID: chatID, inviteLink: accepted.inviteLink)
            }
            return settlement
        case .notSent(let reason):
            let wait = Self.backoff(attempt: claimed.send.life.attempts - 1)
            return make(
                .returned(
                    reason: "the gateway cannot be reached: \(reason)", notBefore: now.advanced(seconds: wait)
                ),
                at: now, reply: reply, countsAsFailure: true)
        case .failed(let code): return settlement(of: code, reply: reply, at: now)
        case .ambiguous(let reason):
            return make(.doubted(reason: reason), at: now, reply: reply, countsAsFailure: true)
        case .unrecognised(let reason, let messageID):
            var settlement = make(
                .doubted(reason: reason, messageID: messageID), at: now, reply: reply,
                countsAsFailure: true)
            settlement.stops = [stopLine("the gateway's reply is not understood: \(reason)", at: now)]
            return settlement
        }
    }

    /// The end of a send that was asked about a second time: taken now, or refused because the first attempt was
    /// taken; everything else leaves it in doubt.
    func settlement(ofProbe reply: SendReply, after first: SendReply, at now: Instant) -> Settlement {
        var settlement = settlement(of: reply, at: now)
        if case .failed(let code) = reply.outcome, code.class == .repeatRefused {
            settlement = make(.accepted(messageID: nil), at: now, reply: reply, countsAsFailure: false)
        } else if case .accepted = settlement.event {
        } else {
            let reasons = "\(reason(of: first)); asked again: \(settlement.event.detail ?? "no answer")"
            settlement.event = .doubted(
                reason: reasons, messageID: messageID(of: reply) ?? messageID(of: first))
            settlement.countsAsFailure = true
        }
        settlement.stops += self.settlement(of: first, at: now).stops
        return settlement
    }

    /// The end of a send that could not be asked about.
    func unprobed(_ first: SendReply, because reason: String, at now: Instant) -> Settlement {
        var settlement = settlement(of: first, at: now)
        settlement.event = .doubted(
            reason: "\(self.reason(of: first)); not asked again: \(reason)", messageID: messageID(of: first))
        return settlement
    }

    private func messageID(of reply: SendReply) -> String? {
        if case .unrecognised(_, let messageID) = reply.outcome { messageID } else { nil }
    }

    private func reason(of reply: SendReply) -> String {
        switch reply.outcome {
        case .ambiguous(let reason), .unrecognised(let reason, _), .notSent(let reason): reason
        case .failed(let code): "\(code.code): \(code.text)"
        case .accepted: "accepted"
        }
    }

    private func settlement(of code: ReplyCode, reply: SendReply, at now: Instant) -> Settlement {
        let reason = "\(code.code): \(code.text)"
        var settlement: Settlement
        switch code.class {
        case .accepted:
            settlement = make(.accepted(messageID: nil), at: now, reply: reply, countsAsFailure: false)
        case .permanent:
            settlement = make(
                .refused(reason: reason, permanent: true), at: now, reply: reply, countsAsFailure: true)
        case .later:
            let isLast = claimed.send.life.attempts > Self.mostRetries
            settlement = make(
                isLast
                    ? .refused(reason: reason, permanent: false)
                    : .returned(reason: reason, notBefore: now.advanced(seconds: Self.later)),
                at: now, reply: reply, countsAsFailure: true)
        case .pauseLine:
            settlement = make(
                .returned(reason: reason, notBefore: nil), at: now, reply: reply, countsAsFailure: true)
            let seconds = code.retryAfter.map { Double(max(1, $0)) } ?? Self.pause
            settlement.stops = [
                Stop(
                    subject: .line(claimed.send.line), reason: "\(reason). \(code.remedy)", since: now,
                    until: now.advanced(seconds: seconds))
            ]
        case .stopCampaign:
            settlement = make(
                .returned(reason: reason, notBefore: nil), at: now, reply: reply, countsAsFailure: true)
            settlement.stops = [
                Stop(
                    subject: .campaign(claimed.send.key.campaign), reason: "\(reason). \(code.remedy)",
                    since: now, until: nil)
            ]
        case .stopLine:
            settlement = make(
                .returned(reason: reason, notBefore: nil), at: now, reply: reply, countsAsFailure: true)
            settlement.stops = [stopLine("\(reason). \(code.remedy)", at: now)]
        case .ambiguous:
            settlement = make(.doubted(reason: reason), at: now, reply: reply, countsAsFailure: true)
        case .repeatRefused:
            // The ledger keeps identical sends 120 s apart, so one it knows of cannot be the reason; somebody
            // else has sent it, or an earlier attempt of this send got through.
            settlement = make(
                .doubted(reason: "\(reason); the ledger knows no such send"), at: now, reply: reply,
                countsAsFailure: true)
        }
        return settlement
    }

    private func stopLine(_ reason: String, at now: Instant) -> Stop {
        Stop(subject: .line(claimed.send.line), reason: reason, since: now, until: nil)
    }

    private func make(_ event: SendEvent, at now: Instant, reply: SendReply?, countsAsFailure: Bool?)
        -> Settlement
    {
        Settlement(
            claimed: claimed, event: event, at: now, httpStatus: reply?.httpStatus, reply: reply?.raw,
            countsAsFailure: countsAsFailure, stopAfterFailures: stopAfterFailures)
    }
}
