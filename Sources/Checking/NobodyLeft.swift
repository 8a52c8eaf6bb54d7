import Audience
import CampaignLoading
import CampaignModel
import Diagnostics

/// An audience of which nobody is left.
package enum NobodyLeft {
    package static let rule = Rule(
        "nobody-left",
        summary: "Every row of the audience is excluded.",
        reason: "The campaign would count as sent without anybody getting it; most often a filter or the "
            + "opt-in column is wrong.",
        remedy: "Look at `where`, `opt_in` and `exclude`, or at the file.",
        wrong: .setapp(
            """
            audience:
              file: audiences/noviembre.csv
              phone: celular
              opt_in: autorizacion
              where: {ciudad: [bogota]}   # the file says Bogotá
            """),
        right: .setapp(
            """
            audience:
              file: audiences/noviembre.csv
              phone: celular
              opt_in: autorizacion
              where: {ciudad: [Bogotá]}
            """),
        source: "format.md, \"A campaign\", `audience`")

    static func findings(_ rows: RowCheck, reading: AudienceReading, loaded: LoadedCampaign) -> [Finding] {
        let isGroupOnly = loaded.campaign.messages.isEmpty && loaded.campaign.group?.isCreated == true
        guard rows.eligible == 0 || isGroupOnly && rows.members == 0 else { return [] }
        let place = loaded.places.audienceFile ?? loaded.places.audience
        guard reading.rows > 0 else {
            return [
                Finding(
                    rule, at: place.place, "the audience has no rows, only the names of its columns",
                    remedy: "add the people below the first line of the file")
            ]
        }
        var why = reasons(rows)
        if rows.eligible > 0 {
            why +=
                (why.isEmpty ? "" : ", ")
                + "\(rows.eligible) with the line's own number, which makes the group"
        }
        return [
            Finding(
                rule, at: place.place, "nobody is left of this audience's \(reading.rows) rows: \(why)",
                remedy: "look at `where`, `opt_in` and `exclude`, or at the file")
        ]
    }

    /// "4 without a valid consent, 1 opted out"; empty where no row is excluded.
    static func reasons(_ rows: RowCheck) -> String {
        var counts: [String: Int] = [:]
        for group in rows.excluded.values { counts[words(group.reason), default: 0] += group.count }
        return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            .map { "\($0.value) \($0.key)" }.joined(separator: ", ")
    }

    /// Completes "4 …".
    private static func words(_ reason: ExclusionReason) -> String {
        switch reason {
        case .noOptIn, .invalidOptIn, .futureOptIn: "without a valid consent"
        case .optedOut: "opted out"
        case .excludedList: "on a list of `exclude`"
        case .filter: "not among the values of `where`"
        case .duplicate: "with a number of an earlier row"
        case .invalidNumber: "with a wrong number"
        case .wrongCellCount: "with more cells than columns"
        case .emptyVariable: "with an empty cell that a text needs"
        case .tooLong: "with a text that becomes too long"
        case .unsendable: "with a text that cannot be sent"
        case .frequencyCap: "over the limit of messages"
        }
    }
}

extension Group {
    /// Whether the campaign creates the group, instead of writing to that of another one.
    var isCreated: Bool { if case .created = origin { true } else { false } }
}
