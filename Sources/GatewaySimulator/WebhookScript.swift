import Foundation

/// What the webhook says of a message, from its acceptance on: a pure function of the seed, the message and its
/// number, so that a run can be repeated whatever else happens in it.
struct WebhookScript: Sendable {
    let options: WebhookOptions
    let seed: UInt64
    /// The number that recipients answer to.
    let officialNumber: String

    /// The events of an accepted message in the order in which they are posted.
    func events(of message: AcceptedMessage, acceptedAt: Date) -> [WebhookEvent] {
        var random = SplitMix64(
            state: seed ^ 0x5DEE_CE66_D1CE_4E5B &+ UInt64(bitPattern: Int64(message.n))
                &* 0xA24B_AED4_963E_E407)
        // Drawn in one fixed order, whatever they decide: changing a rate changes nothing but what it rates.
        let fate = random.share()
        let answer = random.share()
        let isDisordered = random.share() < options.disorderRate
        let isSentBeforeFailing = random.share() < 0.5
        let shuffle = random.next()

        var kinds: [WebhookEvent.Kind] = [.sent, .delivered, .read]
        let failure = code(fate)
        let reply = text(answer)
        if failure != nil {
            kinds = isSentBeforeFailing ? [.sent, .failed] : [.failed]
        } else if reply != nil {
            kinds.append(.reply)
        }

        var after = Duration.zero
        var events: [WebhookEvent] = []
        for kind in kinds {
            after += pause(random.share())
            let form = form(
                kind, unreadable: random.share(), malformed: random.share(), choice: random.next())
            let isDoubled = random.share() < options.duplicateRate
            let secondAfter = after + pause(random.share())
            var event = WebhookEvent(
                kind: kind, after: after, message: message.n, messageID: message.id, to: message.to,
                code: kind == .failed ? failure : nil, text: kind == .reply ? reply : nil,
                customField: kind == .reply ? message.fields["custom_field"] : nil, form: form, body: "")
            event.body = form.body(fields(of: event, at: acceptedAt + after.seconds))
            events.append(event)
            if isDoubled {
                event.copy = 2
                event.after = secondAfter
                events.append(event)
            }
        }
        return isDisordered ? disordered(events, by: shuffle) : events.sorted { $0.after < $1.after }
    }

    // MARK: Choices

    private func code(_ fate: Double) -> Int? {
        var limit = 0.0
        for failure in options.failures {
            limit += failure.rate
            if fate < limit { return failure.code }
        }
        return nil
    }

    private func text(_ answer: Double) -> String? {
        var limit = 0.0
        for reply in options.replies {
            limit += reply.rate
            if answer < limit { return reply.text }
        }
        return nil
    }

    private func form(
        _ kind: WebhookEvent.Kind, unreadable: Double, malformed: Double, choice: UInt64
    ) -> WebhookForm {
        if unreadable < options.unreadableRate { return .unreadable }
        guard malformed < options.malformedRate else { return .plain }
        let forms = WebhookForm.tolerated(for: kind)
        return forms[Int(choice % UInt64(forms.count))]
    }

    private func pause(_ share: Double) -> Duration {
        .milliseconds(Int((share * Double(max(0, options.delayMilliseconds))).rounded()))
    }

    /// The events turned about by at least one place, at the moments that were meant for the right order.
    private func disordered(_ events: [WebhookEvent], by choice: UInt64) -> [WebhookEvent] {
        guard events.count > 1 else { return events }
        let moments = events.map(\.after).sorted()
        let turn = 1 + Int(choice % UInt64(events.count - 1))
        let turned = events[turn...] + events[..<turn]
        return zip(turned, moments).map { event, moment in
            var event = event
            event.after = moment
            return event
        }
    }

    // MARK: Contents

    /// The members in the manual's order.
    private func fields(of event: WebhookEvent, at: Date) -> [WebhookField] {
        let type = WebhookField("type", "message-event")
        let type2 = WebhookField("type2", event.kind.rawValue)
        let id = WebhookField("messageId", event.messageID)
        let whatsApp = WebhookField(
            "messageId_whatsapp", "wamid." + fnv1a64(event.messageID.utf8).uppercased())
        switch event.kind {
        case .sent, .delivered:
            return [type, type2, whatsApp, WebhookField("fecha_envio_por_whatsapp", at.colombianStamp), id]
        case .read:
            return [type2, whatsApp, WebhookField("fecha_lectura_usuario", at.colombianStamp), id]
        case .failed:
            let code = event.code ?? 0
            return [
                type, type2, WebhookField("code", String(code), isNumber: true),
                WebhookField("reason", FailureWords.reason(code)), id,
            ]
        case .reply:
            return [
                WebhookField("mobile", event.to), WebhookField("message", event.text ?? ""),
                WebhookField("custom_field", event.customField ?? ""),
                WebhookField("official_number", officialNumber),
            ]
        }
    }
}

extension SplitMix64 {
    /// A number from 0 to below 1.
    fileprivate mutating func share() -> Double { Double(next() >> 11) * 0x1p-53 }
}

extension Duration {
    var seconds: Double {
        let (seconds, attoseconds) = components
        return Double(seconds) + Double(attoseconds) * 1e-18
    }
}

extension Date {
    /// `2026-12-01 09:00:00`, five hours behind UTC all year round. The manual is silent on the form.
    fileprivate var colombianStamp: String {
        let local = (self - 5 * 3600).formatted(.iso8601)
        return local.replacing("T", with: " ").replacing("Z", with: "")
    }
}
