import CampaignModel

/// What contacto answers and what follows from it (gateways.md, section 2, `send/`). The one place for these
/// facts; what comes later by webhook stands in `ContactoReplies+Delivery.swift`.
package enum ContactoReplies {
    /// Return values by number, then status lines.
    package static let table: [ReplyRow] = returnValues + statusLines

    package static let returnValues: [ReplyRow] = [
        ReplyRow(
            "1", "Message sent", .accepted, "the message is accepted", spanish: "el mensaje fue aceptado",
            remedy: "nothing"),
        ReplyRow(
            "2", "authentication error", .stopLine, "contacto refuses the user or the token",
            spanish: "contacto rechaza el usuario o el token",
            remedy: "check the line's login and token (the API token, not the password), then resume the line"
        ),
        ReplyRow(
            "3", "user without multiagent/chatbot", .stopLine, "the account has no multiagent or chatbot",
            spanish: "la cuenta no tiene multiagente ni chatbot asignado",
            remedy: "ask contacto's support to assign one, then resume the line"),
        ReplyRow(
            "4", "error in the cell phone number to send", .permanent,
            "contacto does not take this number: it must be Colombian, begin with 57 and have 12 digits",
            spanish: "contacto no acepta este número: debe ser colombiano, empezar por 57 y tener 12 dígitos",
            remedy: "correct the number in the audience"),
        ReplyRow(
            "5", "no balance or inactive chatbot/multiagent", .pauseLine,
            "the account has no money left, or its chatbot is inactive",
            spanish: "la cuenta no tiene saldo, o su chatbot está inactivo",
            remedy: "recharge the account or have the chatbot activated, then resume the line"),
        ReplyRow(
            "6", "empty message", .stopCampaign, "the message arrived empty at contacto",
            spanish: "el mensaje llegó vacío a contacto",
            remedy: "check the template and its variables, then resume the campaign"),
        ReplyRow(
            "7", "id_template does not correspond to the project", .stopCampaign,
            "the account has no template with this number",
            spanish: "la cuenta no tiene una plantilla con este número",
            remedy: "look the template's number up at the gateway, correct the campaign, then resume it"),
        ReplyRow(
            "8",
            "the number of variables received does not correspond to the number of variables created "
                + "in the template",
            .stopCampaign, "the template has another number of variables",
            spanish: "la plantilla tiene otra cantidad de variables",
            remedy: "look at the template at the gateway, correct the campaign's variables, then resume it"),
        ReplyRow(
            "9", "messages repeated 60 seconds", .repeatRefused,
            "contacto refuses the same message to the same number within 60 seconds",
            spanish: "contacto rechaza el mismo mensaje al mismo número durante 60 segundos",
            remedy: "nothing, where the first of the two is known; else look at contacto's inbox and "
                + "`pregon resolve`"),
        ReplyRow(
            "10",
            "Error: The maximum number of sends to this mobile number in the marketing category "
                + "has been exceeded.",
            .later, "this number has got as much marketing as WhatsApp allows for now",
            spanish: "este número ya recibió todo el mercadeo que WhatsApp permite por ahora",
            remedy: "nothing; the send is tried again, twice at the most",
            retryAfter: 86_400, retries: 2),
    ]

    package static let statusLines: [ReplyRow] = [
        ReplyRow(
            "HTTP 401", "silent", .stopLine, "contacto refuses the account",
            spanish: "contacto rechaza la cuenta",
            remedy: "check the line's login, token and url, then resume the line"),
        ReplyRow(
            "HTTP 403", "silent", .stopLine, "contacto refuses the account",
            spanish: "contacto rechaza la cuenta",
            remedy: "check the line's login, token and url, then resume the line"),
        ReplyRow(
            "HTTP 404", "silent", .stopLine, "contacto has nothing at this address",
            spanish: "contacto no tiene nada en esta dirección",
            remedy: "check the line's url, then resume the line"),
        ReplyRow(
            "HTTP 429", "silent", .pauseLine, "contacto says that the line sends too fast",
            spanish: "contacto dice que la línea envía demasiado rápido",
            remedy: "nothing at once; lower the line's `rate` if it happens again"),
        ReplyRow(
            "HTTP 5xx", "silent", .ambiguous, "contacto may or may not have taken the message",
            spanish: "no se sabe si contacto tomó el mensaje",
            remedy: "look at contacto's inbox, then `pregon resolve`"),
    ]

    /// What `template/` answers with 4, which means something else there (gateways.md, "balance/ and template/").
    package static let noTemplate = ReplyRow(
        "4", "without templates", .stopCampaign, "the account has no approved template",
        spanish: "la cuenta no tiene ninguna plantilla aprobada",
        remedy: "have a template approved at contacto, then pull again")

    package static func row(value: Int) -> ReplyRow? {
        returnValues.first { $0.code == String(value) }
    }

    package static func row(status: Int) -> ReplyRow? {
        statusLines.first { $0.code == "HTTP \(status)" }
    }

    /// The return value whose concept these words are: without case, spaces around and between them counted
    /// as one, and a full stop at the end as none.
    package static func value(ofConcept words: String) -> Int? {
        let plain = plainWords(words)
        return returnValues.first { plainWords($0.words) == plain }.flatMap { Int($0.code) }
    }

    /// Words as they are compared: without case, spaces or a full stop at the end.
    static func plainWords(_ text: String) -> String {
        var text = text.split { $0.isWhitespace }.joined(separator: " ").lowercased()
        if text.last == "." { text.removeLast() }
        return text
    }
}
