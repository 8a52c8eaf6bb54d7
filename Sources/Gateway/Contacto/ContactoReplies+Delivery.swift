import CampaignModel

/// Failures that come by webhook after acceptance (gateways.md, "After acceptance").
extension ContactoReplies {
    package static let deliveryFailures: [ReplyRow] = [
        ReplyRow(
            "402", "WhatsApp error", .permanent, "WhatsApp could not deliver the message",
            spanish: "WhatsApp no pudo entregar el mensaje",
            remedy: "write to the person by hand if it matters; an accepted message is not sent again"),
        ReplyRow(
            "471", "spam", .stopLine, spam, spanish: spamSpanish,
            remedy: spamRemedy),
        ReplyRow(
            "131048", "spam", .stopLine, spam, spanish: spamSpanish,
            remedy: spamRemedy),
        ReplyRow(
            "470", "more than 24 hours passed", .permanent, windowClosed, spanish: windowClosedSpanish,
            remedy: "nothing"),
        ReplyRow(
            "131047", "more than 24 hours passed", .permanent, windowClosed, spanish: windowClosedSpanish,
            remedy: "nothing"),
        ReplyRow(
            "1002", "number not active for WhatsApp messages", .permanent, "the number has no WhatsApp",
            spanish: "el número no tiene WhatsApp",
            remedy: "correct the number in the audience; it is not written to again", suppressesNumber: true),
        ReplyRow(
            "1003", "cannot be sent, check the wallet's balance", .pauseLine, "the account's wallet is empty",
            spanish: "la billetera de la cuenta está vacía",
            remedy: "recharge the account, then resume the line"),
        ReplyRow(
            "1004", "user inactive for session messages, template messaging disabled", .permanent,
            "the person cannot be reached: no open session, and templates are disabled",
            spanish:
                "no se puede llegar a la persona: no hay sesión abierta y las plantillas están deshabilitadas",
            remedy: "nothing"),
        ReplyRow(
            "1005", "template did not match", .stopCampaign, "the message does not match its template",
            spanish: "el mensaje no corresponde a su plantilla",
            remedy: "compare the campaign's variables with the template, then resume the campaign"),
        ReplyRow(
            "1006", "user inactive and has not opted in to template messages", .permanent,
            "the person has not opted in to template messages",
            spanish: "la persona no ha autorizado mensajes de plantilla",
            remedy: "ask the person for consent; the number is not written to again", suppressesNumber: true),
        ReplyRow(
            "1007", "inactive, not opted in, and template mismatch", .stopCampaign,
            "the message does not match its template, and the person has not opted in",
            spanish: "el mensaje no corresponde a su plantilla, y la persona no ha autorizado mensajes",
            remedy: "compare the campaign's variables with the template, then resume the campaign"),
        ReplyRow(
            "1008", "a required template parameter is missing", .stopCampaign,
            "a value of the template is missing",
            spanish: "falta un valor de la plantilla",
            remedy: "compare the campaign's variables with the template, then resume the campaign"),
        ReplyRow(
            "1010", "media URL invalid", .permanent, "WhatsApp cannot fetch the media",
            spanish: "WhatsApp no puede descargar el archivo",
            remedy: "open the address without being logged in; correct it", stopsCampaignIfMediaShared: true),
        ReplyRow(
            "1011", "message size invalid", .permanent, "the message or its media is too large",
            spanish: "el mensaje o su archivo es demasiado grande",
            remedy: "make it smaller"),
        ReplyRow(
            "131021", "origin and recipient are the same number", .permanent,
            "the recipient is the line's own number",
            spanish: "el destinatario es el propio número de la línea",
            remedy: "take the line's number out of the audience"),
        ReplyRow(
            "132005", "message too long", .permanent, "the filled message is too long",
            spanish: "el mensaje ya completado es demasiado largo",
            remedy: "shorten the recipient's values"),
        ReplyRow(
            "132007", "template breaks Meta's policy", .stopCampaign,
            "Meta holds that the template breaks its policy",
            spanish: "Meta considera que la plantilla incumple su política",
            remedy: "have the template changed and approved again"),
        ReplyRow(
            "132015", "template paused by Meta", .stopCampaign, "Meta has paused the template",
            spanish: "Meta puso en pausa la plantilla",
            remedy: "wait until Meta releases it, then resume the campaign"),
        ReplyRow(
            "132016", "template disabled by Meta", .stopCampaign, "Meta has disabled the template",
            spanish: "Meta deshabilitó la plantilla",
            remedy: "use another template"),
        ReplyRow(
            "131031", "origin number blocked by Meta", .stopLine, "Meta has blocked the line's number",
            spanish: "Meta bloqueó el número de la línea",
            remedy: "settle it with Meta and contacto, then resume the line"),
        unknownDeliveryFailure,
    ]

    /// Counted by the breaker: many of them in a row stop the line.
    package static let unknownDeliveryFailure = ReplyRow(
        "any other", "unknown", .permanent,
        "WhatsApp did not deliver the message, for a reason that is not listed",
        spanish: "WhatsApp no entregó el mensaje, por un motivo que no está en la lista",
        remedy: "look the code up in Meta's list of errors")

    /// What a webhook's failure code means. Spaces around the code do not count.
    package static func deliveryRow(code: String) -> ReplyRow {
        let code = code.trimmed
        return deliveryFailures.first { $0.code == code } ?? unknownDeliveryFailure
    }

    /// As `deliveryRow`, as an outcome's code that carries the code that came.
    ///
    /// - Parameter reason: the webhook's own words, masked and bounded.
    package static func deliveryFailure(code: String, reason: String? = nil) -> ReplyCode {
        let shown = String(code.trimmed.prefix(20))
        return deliveryRow(code: code).reply(from: .contacto, said: reason, code: shown)
    }

    private static let spam = "WhatsApp takes the line's messages for spam"
    private static let spamSpanish = "WhatsApp toma los mensajes de la línea por spam"
    private static let spamRemedy = "stop, and check consent, texts and rate before you resume the line"
    private static let windowClosed = "more than 24 hours have passed since the person last wrote"
    private static let windowClosedSpanish = "pasaron más de 24 horas desde que la persona escribió"
}
