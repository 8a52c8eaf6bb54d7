import CampaignModel

/// What contacto answers and what follows from it (gateways.md, section 2, `send/`). The one place for these
/// facts; what comes later by webhook stands in `ContactoReplies+Delivery.swift`.
package enum ContactoReplies {
    /// Return values by number, then status lines.
    package static let table: [ReplyRow] = returnValues + statusLines

    package static let returnValues: [ReplyRow] = [
        ReplyRow("1", "Message sent", .accepted, "the message is accepted", remedy: "nothing"),
        ReplyRow(
            "2", "authentication error", .stopLine, "contacto refuses the user or the token",
            remedy: "check the line's login and token (the API token, not the password), then resume the line"
        ),
        ReplyRow(
            "3", "user without multiagent/chatbot", .stopLine, "the account has no multiagent or chatbot",
            remedy: "ask contacto's support to assign one, then resume the line"),
        ReplyRow(
            "4", "error in the cell phone number to send", .permanent,
            "contacto does not take this number: it must be Colombian, begin with 57 and have 12 digits",
            remedy: "correct the number in the audience"),
        ReplyRow(
            "5", "no balance or inactive chatbot/multiagent", .pauseLine,
            "the account has no money left, or its chatbot is inactive",
            remedy: "recharge the account or have the chatbot activated, then resume the line"),
        ReplyRow(
            "6", "empty message", .stopCampaign, "the message arrived empty at contacto",
            remedy: "check the template and its variables, then resume the campaign"),
        ReplyRow(
            "7", "id_template does not correspond to the project", .stopCampaign,
            "the account has no template with this number",
            remedy: "look the template's number up at the gateway, correct the campaign, then resume it"),
        ReplyRow(
            "8",
            "the number of variables received does not correspond to the number of variables created "
                + "in the template",
            .stopCampaign, "the template has another number of variables",
            remedy: "look at the template at the gateway, correct the campaign's variables, then resume it"),
        ReplyRow(
            "9", "messages repeated 60 seconds", .repeatRefused,
            "contacto refuses the same message to the same number within 60 seconds",
            remedy: "nothing, where the first of the two is known; else look at contacto's inbox and "
                + "`pregon resolve`"),
        ReplyRow(
            "10",
            "Error: The maximum number of sends to this mobile number in the marketing category "
                + "has been exceeded.",
            .later, "this number has got as much marketing as WhatsApp allows for now",
            remedy: "nothing; the send is tried again, twice at the most",
            retryAfter: 86_400, retries: 2),
    ]

    package static let statusLines: [ReplyRow] = [
        ReplyRow(
            "HTTP 401", "silent", .stopLine, "contacto refuses the account",
            remedy: "check the line's login, token and url, then resume the line"),
        ReplyRow(
            "HTTP 403", "silent", .stopLine, "contacto refuses the account",
            remedy: "check the line's login, token and url, then resume the line"),
        ReplyRow(
            "HTTP 404", "silent", .stopLine, "contacto has nothing at this address",
            remedy: "check the line's url, then resume the line"),
        ReplyRow(
            "HTTP 429", "silent", .pauseLine, "contacto says that the line sends too fast",
            remedy: "nothing at once; lower the line's `rate` if it happens again"),
        ReplyRow(
            "HTTP 5xx", "silent", .ambiguous, "contacto may or may not have taken the message",
            remedy: "look at contacto's inbox, then `pregon resolve`"),
    ]

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

    private static func plainWords(_ text: String) -> String {
        var text = text.split { $0.isWhitespace }.joined(separator: " ").lowercased()
        if text.last == "." { text.removeLast() }
        return text
    }
}
