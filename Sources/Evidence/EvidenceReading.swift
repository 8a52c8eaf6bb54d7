import CampaignModel
import Gateway
import Ledger

/// From a body to what the ledger keeps: a pure function of the body and the moment.
package struct EvidenceReading: Sendable {
    package let optOut: OptOutWords
    private let mask: SecretMask

    /// - Parameter secrets: the receiver's own and those of the lines, which must not be kept if they come back.
    package init(optOut: OptOutWords, secrets: [Secret] = []) {
        self.optOut = optOut
        mask = SecretMask(secrets)
    }

    package func event(body: [UInt8], at: Instant) -> EvidenceEvent {
        let event: WebhookEvent
        do {
            event = try WebhookReader.read(body)
        } catch {
            return EvidenceEvent(
                .unreadable(reason: error.reason), identity: unreadableIdentity(body),
                masked: mask.shown(body), receivedAt: at)
        }
        return EvidenceEvent(
            content(of: event), messageID: event.messageID, identity: event.identity,
            masked: mask.shown(body), receivedAt: at)
    }

    private func unreadableIdentity(_ body: [UInt8]) -> String {
        "unreadable:" + hexadecimal(Digest.sha256(body))
    }

    private func content(of event: WebhookEvent) -> EvidenceEvent.Content {
        switch event {
        case .sent: .sent
        case .delivered: .delivered
        case .read: .read
        case .failed(_, let code, let reason): .failed(failure(code: code, said: reason))
        case .reply(let reply):
            .replied(
                PersonReply(
                    number: reply.number, customField: reply.customField,
                    optOut: optOut.match(reply.message).map { "opted out: replied \($0)" }))
        }
    }

    /// What a failure's class stops (gateways.md, "After acceptance").
    private func failure(code: String, said: String?) -> DeliveryFailure {
        let row = ContactoReplies.deliveryRow(code: code)
        let reply = ContactoReplies.deliveryFailure(
            code: mask.shown(code), reason: said.map { mask.shown($0, limit: 300) })
        let halt: DeliveryFailure.Halt =
            switch row.class {
            case .pauseLine: .pauseLine
            case .stopLine: .stopLine
            case .stopCampaign: .stopCampaign
            case .permanent where row.stopsCampaignIfMediaShared: .stopCampaignIfMediaShared
            case .accepted, .permanent, .later, .ambiguous, .repeatRefused: .none
            }
        return DeliveryFailure(
            code: reply.code, reason: "\(reply.text). \(reply.remedy)", halt: halt,
            suppressesNumber: row.suppressesNumber)
    }
}

extension WebhookEvent {
    /// The gateway's identifier of the message that a status is about.
    package var messageID: String? {
        switch self {
        case .sent(let id), .delivered(let id), .read(let id), .failed(let id, _, _): id
        case .reply: nil
        }
    }
}
