import CampaignModel
import Foundation
import Ledger

/// The end of an attempt as the ledger and its journal write it: a settlement by identifiers alone, without the
/// message and the number it went to.
package struct AttemptResult: Sendable, Hashable {
    package var send: Int64
    package var token: Int64
    package var attempt: Int64
    package var event: SendEvent
    package var at: Instant
    package var httpStatus: Int?
    /// Masked and bounded.
    package var reply: String?
    package var stops: [Stop] = []
    package var group: GroupRecord?
    package var countsAsFailure: Bool?
    package var stopAfterFailures: Int

    package init(_ settlement: Settlement) {
        send = settlement.claimed.send.id
        token = settlement.claimed.token
        attempt = settlement.claimed.attemptID
        event = settlement.event
        at = settlement.at
        httpStatus = settlement.httpStatus
        reply = settlement.reply
        stops = settlement.stops
        group = settlement.group
        countsAsFailure = settlement.countsAsFailure
        stopAfterFailures = settlement.stopAfterFailures
    }

    /// An attempt that could not be stored for certain. Its request was never made, and if the attempt is in the
    /// ledger after all, its send waits again.
    package init(unsent claimed: ClaimedSend, at: Instant) {
        self.init(
            Settlement(
                claimed: claimed,
                event: .returned(
                    reason: "the ledger could not store the attempt, and nothing was sent", notBefore: nil),
                at: at))
    }

    /// The state of the send after it.
    package var state: SendState {
        switch event {
        case .accepted: .accepted
        case .refused: .refused
        case .doubted: .inDoubt
        default: .planned
        }
    }
}

/// In the journal: JSON whose keys are those of version 1. A later version may add keys, and never changes one.
extension AttemptResult: Codable {
    private struct Stored: Codable {
        struct Halt: Codable {
            var kind: String
            var name: String
            var reason: String
            var since: Int64
            var until: Int64?
        }

        struct Group: Codable {
            var campaign: String
            var chat_id: String
            var invite_link: String?
        }

        var send: Int64
        var token: Int64
        var attempt: Int64
        var outcome: String
        var reason: String?
        var message_id: String?
        var not_before: Int64?
        var permanent: Bool?
        var at: Int64
        var http_status: Int?
        var reply: String?
        var stops: [Halt]
        var group: Group?
        var counts_as_failure: Bool?
        var stop_after_failures: Int
    }

    package func encode(to encoder: any Encoder) throws {
        var stored = Stored(
            send: send, token: token, attempt: attempt, outcome: state.rawValue, at: at.milliseconds,
            http_status: httpStatus, reply: reply,
            stops: stops.map {
                Stored.Halt(
                    kind: $0.subject.kind, name: $0.subject.name, reason: $0.reason,
                    since: $0.since.milliseconds, until: $0.until?.milliseconds)
            },
            group: group.map {
                Stored.Group(campaign: $0.campaign, chat_id: $0.chatID, invite_link: $0.inviteLink)
            }, counts_as_failure: countsAsFailure, stop_after_failures: stopAfterFailures)
        switch event {
        case .accepted(let messageID): stored.message_id = messageID
        case .refused(let reason, let permanent): (stored.reason, stored.permanent) = (reason, permanent)
        case .doubted(let reason, let messageID): (stored.reason, stored.message_id) = (reason, messageID)
        case .returned(let reason, let notBefore):
            (stored.reason, stored.not_before) = (reason, notBefore?.milliseconds)
        default:
            throw EncodingError.invalidValue(
                event, .init(codingPath: [], debugDescription: "no attempt ends like this"))
        }
        try stored.encode(to: encoder)
    }

    package init(from decoder: any Decoder) throws {
        let stored = try Stored(from: decoder)
        let reason = stored.reason ?? ""
        switch SendState(rawValue: stored.outcome) {
        case .accepted: event = .accepted(messageID: stored.message_id)
        case .refused: event = .refused(reason: reason, permanent: stored.permanent ?? false)
        case .inDoubt: event = .doubted(reason: reason, messageID: stored.message_id)
        case .planned:
            event = .returned(reason: reason, notBefore: stored.not_before.map(Instant.init(milliseconds:)))
        default:
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "no attempt ends like this"))
        }
        (send, token, attempt) = (stored.send, stored.token, stored.attempt)
        at = Instant(milliseconds: stored.at)
        (httpStatus, reply) = (stored.http_status, stored.reply)
        stops = stored.stops.map {
            Stop(
                subject: $0.kind == "line" ? .line($0.name) : .campaign($0.name), reason: $0.reason,
                since: Instant(milliseconds: $0.since), until: $0.until.map(Instant.init(milliseconds:)))
        }
        group = stored.group.map {
            GroupRecord(campaign: $0.campaign, chatID: $0.chat_id, inviteLink: $0.invite_link)
        }
        (countsAsFailure, stopAfterFailures) = (stored.counts_as_failure, stored.stop_after_failures)
    }
}
