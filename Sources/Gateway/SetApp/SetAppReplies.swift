import CampaignModel

/// What SetApp answers and what follows from it (gateways.md, section 1). The one place for these facts.
package enum SetAppReplies {
    /// `result_code`s by number, then refusals by validation, then status lines.
    package static let table: [ReplyRow] =
        resultCodes + [invalidClient, invalidToken, refused, unsuccessful] + statusLines

    package static let resultCodes: [ReplyRow] = [
        ReplyRow(
            "0", "queued", .accepted, "the message is queued", spanish: "el mensaje quedó en cola",
            remedy: "nothing"),
        ReplyRow(
            "-1", "invalid API key", .stopLine, "SetApp does not know the line's key",
            spanish: "SetApp no conoce la clave de la línea",
            remedy: "check the line's client, token and addresses, then resume the line"),
        ReplyRow(
            "-2", "missing parameters", .stopCampaign, "SetApp misses a parameter of the message",
            spanish: "a SetApp le falta un parámetro del mensaje",
            remedy: "check that the line's addresses stand at the right operations and its `encoding`, "
                + "then resume the campaign"),
        ReplyRow(
            "-5", "no more messages may be sent to this number", .permanent,
            "SetApp takes no more messages to this number",
            spanish: "SetApp no acepta más mensajes para este número",
            remedy: "leave the number out from now on"),
        ReplyRow(
            "-6", "the API key is not ready yet (phone not linked)", .pauseLine,
            "the line's phone is not linked", spanish: "el teléfono de la línea no está vinculado",
            remedy: "turn the phone on and link it again by its QR code"),
        ReplyRow(
            "-8", "text is not UTF-8", .stopCampaign, "SetApp could not read the text",
            spanish: "SetApp no pudo leer el texto",
            remedy: "report this as a fault of pregon: it only sends UTF-8"),
        ReplyRow(
            "-9", "you cannot message yourself", .permanent, "the recipient is the line's own number",
            spanish: "el destinatario es el propio número de la línea",
            remedy: "take the line's number out of the audience"),
        ReplyRow(
            "-10", "no credit", .pauseLine, "the SetApp account has no credit",
            spanish: "la cuenta de SetApp no tiene crédito",
            remedy: "buy credit at SetApp"
        ),
        ReplyRow(
            "-11", "more than 20,000 messages are queued on this number", .pauseLine,
            "SetApp's queue for this line is full", spanish: "la cola de SetApp para esta línea está llena",
            remedy: "wait until the queue has emptied; lower the rate"
        ),
    ]

    package static let invalidClient = ReplyRow(
        "CLIENTE INVÁLIDO", "CLIENTE INVÁLIDO", .stopLine, "SetApp does not know the client",
        spanish: "SetApp no conoce el cliente",
        remedy: "check the line's client (five digits, leading zeros kept), then resume the line")
    package static let invalidToken = ReplyRow(
        "TOKEN INVALIDO", "TOKEN INVALIDO", .stopLine, "SetApp refuses the token",
        spanish: "SetApp rechaza el token",
        remedy: "check the line's token, then resume the line")
    package static let refused = ReplyRow(
        "HTTP 400", "any other failed validation", .permanent, "SetApp refused the message",
        spanish: "SetApp rechazó el mensaje",
        remedy: "read SetApp's reason and correct the recipient or the message")
    /// The manual has no such reply; design.md treats it as permanent for that send.
    package static let unsuccessful = ReplyRow(
        "false", "success, created or sent is false, without a result_code", .permanent,
        "SetApp did not carry out the send",
        spanish: "SetApp no realizó el envío",
        remedy: "read SetApp's reason and correct the recipient or the message")

    package static let statusLines: [ReplyRow] = [
        ReplyRow(
            "HTTP 401", "account or URL wrong", .stopLine, "SetApp refuses the account",
            spanish: "SetApp rechaza la cuenta",
            remedy: "check the line's client, token and addresses, then resume the line"),
        ReplyRow(
            "HTTP 403", "account or URL wrong", .stopLine, "SetApp refuses the account",
            spanish: "SetApp rechaza la cuenta",
            remedy: "check the line's client, token and addresses, then resume the line"),
        ReplyRow(
            "HTTP 404", "account or URL wrong", .stopLine, "SetApp has nothing at this address",
            spanish: "SetApp no tiene nada en esta dirección",
            remedy: "check the line's addresses, then resume the line"),
        tooFast, unknown,
    ]

    package static let tooFast = ReplyRow(
        "HTTP 429", "too fast", .pauseLine, "SetApp says that the line sends too fast",
        spanish: "SetApp dice que la línea envía demasiado rápido",
        remedy: "nothing at once; lower the line's `rate` if it happens again")
    package static let unknown = ReplyRow(
        "anything else", "5xx, anything else after the bytes left", .ambiguous,
        "SetApp may or may not have taken the message",
        spanish: "no se sabe si SetApp tomó el mensaje",
        remedy: "look at the line's phone, then `pregon resolve`")

    /// What 200 says where nothing else is said.
    package static let received = "Recepción exitosa"

    package static func row(resultCode: Int) -> ReplyRow? {
        resultCodes.first { $0.code == String(resultCode) }
    }

    package static func row(status: Int) -> ReplyRow? {
        statusLines.first { $0.code == "HTTP \(status)" }
    }
}
