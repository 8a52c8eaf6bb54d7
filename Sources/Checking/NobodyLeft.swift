import Audience
import CampaignLoading
import Diagnostics

/// An audience of which nobody is left.
package enum NobodyLeft {
    package static let rule = Rule(
        "nobody-left",
        summary: "Every row of the audience is excluded.",
        reason: "The campaign would count as sent without anybody getting it; most often a filter or the "
            + "opt-in column is wrong.",
        wrong: "where: {ciudad: [bogota]}   # the file says Bogotá",
        right: "where: {ciudad: [Bogotá]}",
        source: "format.md, \"Audience\"")

    static func findings(_ rows: RowCheck, reading: AudienceReading, loaded: LoadedCampaign) -> [Finding] {
        guard rows.eligible == 0 else { return [] }
        let reasons = rows.excluded.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
            .map { "\($0.value.count) \($0.key.replacing("_", with: " "))" }
        let why = reasons.isEmpty ? "it has no rows" : reasons.joined(separator: ", ")
        let place = loaded.places.audienceFile ?? loaded.places.audience
        return [
            Finding(
                rule, at: place.place, "nobody is left of this audience's \(reading.rows) rows: \(why)",
                remedy: "look at `where`, `opt_in` and `exclude`, or at the file")
        ]
    }
}
