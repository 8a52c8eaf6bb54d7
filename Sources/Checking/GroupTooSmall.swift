import Audience
import CampaignLoading
import CampaignModel
import Diagnostics

/// A group that too few people are left for.
package enum GroupTooSmall {
    package static let rule = Rule(
        "group-too-small", .warning,
        summary: "After the exclusions fewer than two people are left to put into a group.",
        reason: """
            A group is created with the numbers of its members, and the line's own is not one of them. With one \
            member it is no group but a chat in which everybody who joins later reads along.
            """,
        remedy: "Look at why rows are excluded, or write to the people with `messages:`.",
        wrong: .group(
            """
            audience:
              file: audiences/noviembre.csv
              phone: celular
              opt_in: autorizacion
              where: {ciudad: [Cali]}
            """),
        right: .group(
            """
            audience:
              file: audiences/noviembre.csv
              phone: celular
              opt_in: autorizacion
              where: {ciudad: [Cali, Medellín]}
            """),
        source: "gateways.md, section 1, \"create a group\" (`phones`)")

    /// People beside the line's own number.
    private static let needed = 2

    /// Where nobody at all is left, `nobody-left` says so.
    static func findings(_ rows: RowCheck, reading: AudienceReading, loaded: LoadedCampaign) -> [Finding] {
        guard case .created(let name, _, _) = loaded.campaign.group?.origin else { return [] }
        let members = rows.members
        guard members > 0, members < needed else { return [] }
        let place = loaded.places.audienceFile ?? loaded.places.audience
        let why = NobodyLeft.reasons(rows)
        let own = rows.ownNumberLine == nil ? "" : "; the line's own number does not count"
        return [
            Finding(
                rule, at: place.place,
                "only one person is left for the group `\(name)`, which needs \(needed), of this audience's "
                    + "\(reading.rows) rows\(why.isEmpty ? "" : ": \(why)")\(own)",
                remedy: "look at `where`, `opt_in` and `exclude`, or at the file")
        ]
    }
}
