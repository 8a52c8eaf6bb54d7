/// The page `docs/gateways.md`: every reply of both gateways with its class, made of the tables by which
/// replies are read, so that the two cannot differ.
package enum GatewayPage {
    package static var markdown: String {
        ([heading, classes] + sections.map(section)).joined(separator: "\n")
    }

    private static let heading = """
        # What the gateways answer

        Every reply has one class, and the class decides what follows. This page is made of the tables by which the
        program reads replies. The manual's own words are matched and shown as they stand; `silent` means that the
        manual says nothing. In these tables a dash means that nothing is to be done.

        Where a manual is silent about a reply's shape, every reasonable one is read: the bare value or its words, or a
        JSON object (alone or in a list of one) that has the value or its words under `status`, `code`, `value`,
        `result`, `return`, `response`, `retorno`, `valor`, `respuesta`, `concept`, `concepto` or `message`, directly or
        one object deeper. A reply in which none is found, or in which two contradict each other, is not guessed at: the
        send is in doubt, the line stops, and the reply is kept with secrets and numbers masked.

        """

    private static var classes: String {
        let rows = ReplyClass.allCases.map { "| \($0.title) | \($0.consequence) |" }
        return "## Classes\n\n| class | what follows |\n|---|---|\n" + rows.joined(separator: "\n") + "\n"
    }

    private struct Section {
        var title: String
        var text: String
        var rows: [ReplyRow]
    }

    private static var sections: [Section] {
        [
            Section(
                title: "setapp: replies to a send",
                text: "SetApp has no question for a balance or for templates: `pregon balance` says so.",
                rows: SetAppReplies.table),
            Section(
                title: "contacto: replies to a send",
                text: """
                    That 9 means "an identical message was accepted" is an assumption of this program; the manual does \
                    not say it.
                    """,
                rows: ContactoReplies.table),
            Section(
                title: "contacto: failures after acceptance",
                text: "They come by webhook, under `code`.", rows: ContactoReplies.deliveryFailures),
            Section(
                title: "contacto: errors of `balance/`",
                text: """
                    A balance is read where JSON has a number or a numeric text, at the top level or one level down, \
                    under `balance`, `saldo` or the like; thousands separators and a currency sign are allowed, and \
                    `85.000` is eighty-five thousand. A bare 2 or 3 is an error, never an amount.
                    """,
                rows: BalanceReader.errors),
            Section(
                title: "contacto: errors of `template/`",
                text: """
                    A list is read where JSON has an array of objects, at the top level or one level down. Each needs a \
                    number, a name, a status, and a text or a count of variables; the usual English and Spanish keys \
                    are known. What cannot be read is shown and is an error, never an empty list.
                    """,
                rows: TemplateListReader.errors),
        ]
    }

    private static func section(_ section: Section) -> String {
        let rows = section.rows.map { row in
            let cells = [
                code(row.code), cell(row.words), row.class.title + notes(row), cell(row.meaning),
                cell(row.spanish), row.remedy == "nothing" ? "–" : cell(row.remedy),
            ]
            return "| " + cells.joined(separator: " | ") + " |"
        }
        return "## \(section.title)\n\n\(section.text)\n\n"
            + "| code | the manual's words | class | meaning | significado | what to do |\n|---|---|---|---|---|---|\n"
            + rows.joined(separator: "\n") + "\n"
    }

    private static func code(_ text: String) -> String {
        text.contains(where: \.isNumber) || text.first?.isUppercase == true ? "`\(text)`" : cell(text)
    }

    /// What a row adds to its class.
    private static func notes(_ row: ReplyRow) -> String {
        var notes: [String] = []
        if let seconds = row.retryAfter { notes.append("after \(seconds / 3600) h at the earliest") }
        if let retries = row.retries { notes.append("\(retries) times at the most") }
        if row.suppressesNumber { notes.append("the number is suppressed") }
        if row.stopsCampaignIfMediaShared {
            notes.append("stop the campaign, if all its sends share the address")
        }
        return notes.isEmpty ? "" : "; " + notes.joined(separator: ", ")
    }

    private static func cell(_ text: String) -> String { text.replacing("|", with: "\\|") }
}

extension ReplyClass {
    /// As tables name it.
    package var title: String {
        switch self {
        case .accepted: "accepted"
        case .permanent: "permanent for this recipient"
        case .later: "later for this recipient"
        case .pauseLine: "pause the line"
        case .stopCampaign: "stop the campaign"
        case .stopLine: "stop the line"
        case .ambiguous: "ambiguous"
        case .repeatRefused: "repeat refused"
        }
    }

    /// What follows, in one sentence.
    var consequence: String {
        switch self {
        case .accepted: "The gateway took the message. Delivery is another matter."
        case .permanent: "The send has failed; it is never tried again by itself."
        case .later: "The send waits and is tried again."
        case .pauseLine: "The line waits, then goes on by itself."
        case .stopCampaign: "The campaign stops until `pregon resume`."
        case .stopLine: "The line stops until `pregon resume`."
        case .ambiguous:
            "Nobody can say whether the message was taken: the send is in doubt and never sent again by itself."
        case .repeatRefused:
            "As the answer to a repeated request: accepted. On a first attempt: later, if an identical send to that "
                + "number is known of the last 60 seconds, else ambiguous."
        }
    }
}
