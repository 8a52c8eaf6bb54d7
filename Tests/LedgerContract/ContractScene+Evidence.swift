import CampaignModel
import Ledger
import Testing

/// Short words for what webhooks say.
extension ContractScene {
    func status(_ content: EvidenceEvent.Content, _ messageID: String, at seconds: Double = 100)
        -> EvidenceEvent
    {
        var kind = "\(content)"
        if case .failed(let failure) = content { kind = "failed \(failure.code)" }
        return EvidenceEvent(
            content, messageID: messageID, identity: "\(kind) \(messageID)", masked: "kept: \(kind)",
            receivedAt: at(seconds))
    }

    func failure(
        _ messageID: String, code: String = "1011", halt: DeliveryFailure.Halt = .none,
        suppresses: Bool = false,
        at seconds: Double = 100
    ) -> EvidenceEvent {
        status(
            .failed(
                DeliveryFailure(
                    code: code, reason: "words for \(code)", halt: halt, suppressesNumber: suppresses)),
            messageID, at: seconds)
    }

    func reply(_ index: UInt64, field: String?, optOut: String? = nil, at seconds: Double = 100) throws
        -> EvidenceEvent
    {
        EvidenceEvent(
            .replied(PersonReply(number: try person(index), customField: field, optOut: optOut)),
            identity: "reply \(index) \(field ?? "-") \(optOut ?? "-")", masked: "kept: reply",
            receivedAt: at(seconds))
    }

    func unreadable(_ text: String) -> EvidenceEvent {
        EvidenceEvent(
            .unreadable(reason: "it is not JSON"), identity: "unreadable \(text)", masked: text,
            receivedAt: at(100))
    }

    @discardableResult
    func hear(_ events: EvidenceEvent..., limit: Int = 20) throws -> EvidenceReceipt {
        try store.record(events, stopAfterFailures: limit)
    }

    /// A template to a person, with the campaign's own `custom_field` if it has one.
    func template(
        _ index: UInt64, message: String = "1", position: Int = 1, in scope: CampaignScope? = nil,
        field: String? = nil, media: String? = nil
    ) throws -> FrozenSend {
        var send = try self.send(index, message: message, position: position, in: scope)
        send.content = .template(
            FilledTemplate(
                template: "1042", variables: ["\(index)", message],
                media: media.map(FilledTemplate.Media.url), customField: field))
        return send
    }

    func evidence(_ index: UInt64, message: String = "1") throws -> DeliveryEvidence? {
        try store.evidence(ofSend: try known(index, message: message).id)
    }

    func intake(_ kind: EvidenceEvent.Kind) throws -> [IntakeTally] {
        try store.intake().filter { $0.kind == kind }
    }
}
