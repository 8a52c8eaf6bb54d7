import Audience
import CampaignLoading
import CampaignModel
import Diagnostics

/// A placeholder names a column that the audience does not have.
package enum UnknownColumn {
    package static let rule = Rule(
        "unknown-column",
        summary: "A placeholder names a column that the audience does not have.",
        reason: "There would be nothing to put in its place, and the recipient would read the braces.",
        remedy: "Use a column of the audience, or add the column to the file.",
        wrong: .setapp(
            """
            messages:
              - text: "Hola {{nombr}}"   # the columns are celular, nombre, …
            """),
        right: .setapp(
            """
            messages:
              - text: "Hola {{nombre}}"
            """),
        source: "format.md, \"A campaign\", placeholders")

    /// Columns that a remedy names at the most.
    private static let shownColumns = 30

    static func findings(
        _ unknown: MessageFilling.UnknownColumns, in loaded: LoadedCampaign, header: AudienceHeader
    ) -> [Finding] {
        var limit = FindingLimit()
        let shown = unknown.placeholders.compactMap { placeholder -> Finding? in
            guard loaded.places.messages.indices.contains(placeholder.message), limit.admits(rule)
            else { return nil }
            let message = loaded.places.messages[placeholder.message]
            let field: FieldPlace? =
                switch placeholder.field {
                case .text, .image, .document: message.content
                case .variable(let index):
                    message.variables.indices.contains(index) ? message.variables[index] : nil
                case .mediaURL: message.mediaURL
                case .customField: message.customField
                }
            return finding(placeholder.unknown, at: field ?? message.message, header: header)
        }
        return shown + limit.rest(in: loaded.source.path)
    }

    static func inInvite(of loaded: LoadedCampaign, header: AudienceHeader) -> [Finding] {
        guard case .created(_, _, let invite?) = loaded.campaign.group?.origin,
            let place = loaded.places.invite
        else { return [] }
        do {
            _ = try BoundTemplate(invite, header, constants: ["group_invite_link": ""])
            return []
        } catch {
            var limit = FindingLimit()
            let shown = error.columns.compactMap {
                limit.admits(rule) ? finding($0, at: place, header: header) : nil
            }
            return shown + limit.rest(in: loaded.source.path)
        }
    }

    private static func finding(
        _ unknown: BoundTemplate.UnknownColumn, at field: FieldPlace, header: AudienceHeader
    ) -> Finding {
        let named = header.columns.lazy.filter { !$0.isEmpty }.prefix(shownColumns + 1)
        let columns =
            named.prefix(shownColumns).joined(separator: ", ") + (named.count > shownColumns ? ", …" : "")
        switch unknown.problem {
        case .missing:
            let question = NearestName.question(unknown.column, in: header.columns) { "{{\($0)}}" }
            return Finding(
                rule, at: field.placeholder(unknown.placeholder),
                "the audience has no column `\(unknown.column)`",
                remedy: question.map { "\($0) Columns: \(columns)" }
                    ?? "use one of its columns: \(columns)")
        case .repeated(let indices):
            return Finding(
                rule, at: field.placeholder(unknown.placeholder),
                "the audience has \(indices.count) columns named `\(unknown.column)`",
                remedy: "give each column of the file its own name")
        }
    }
}
