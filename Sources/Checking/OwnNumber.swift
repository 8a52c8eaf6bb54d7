import Audience
import CampaignLoading
import CampaignModel
import Diagnostics

/// A line's own number among those it shall write to.
package enum OwnNumber {
    package static let rule = Rule(
        "own-number", .warning,
        summary: "The number of one of the campaign's own lines is in its audience.",
        reason: "A line cannot write to itself: both gateways refuse it, and the send counts as failed.",
        remedy: "Take the row out of the audience.",
        wrong: .audience(
            """
            celular,nombre,valor,dia,factura,documento,ciudad,autorizacion
            573001112233,Ana,$120.000,lunes,F-101,1010,Bogotá,2026-01-05
            573123252394,Equipo,$0,martes,F-102,1011,Bogotá,2026-01-05
            """),
        right: .audience(
            """
            celular,nombre,valor,dia,factura,documento,ciudad,autorizacion
            573001112233,Ana,$120.000,lunes,F-101,1010,Bogotá,2026-01-05
            """),
        source: "gateways.md, section 1, `result_code` -9, and section 2, code 131021")

    /// A group leaves its line's number out by itself.
    static func findings(_ rows: RowCheck, loaded: LoadedCampaign, input: AudienceInput) -> [Finding] {
        guard let line = rows.ownNumberLine, !loaded.campaign.messages.isEmpty else { return [] }
        return [
            Finding(
                rule, at: SourcePlace(file: input.shownPath, span: SourceSpan(line: line)),
                "this number is that of a line which sends the campaign, and a line cannot write to itself",
                remedy: "take the row out; to see the message yourself, put your own telephone's number in")
        ]
    }
}
