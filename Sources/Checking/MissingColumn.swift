import Audience
import CampaignLoading
import CampaignModel
import Diagnostics

/// A column that a campaign names and its audience does not have, shown where the campaign names it: many
/// campaigns may read one file, and the file is most often right.
enum MissingColumn {
    /// Puts findings about missing columns at the names in the campaign; others stay where they are.
    static func atTheirNames(
        _ findings: [Finding], in loaded: LoadedCampaign, input: AudienceInput
    ) -> [Finding] {
        guard findings.contains(where: { $0.rule == AudienceRules.missingColumn }),
            let header = try? AudienceReader.header(input)
        else { return findings }
        let source = loaded.campaign.audience
        let places = loaded.places
        var named = [(source.phone, "phone", places.phone), (source.optIn, "opt_in", places.optIn)]
        for (filter, place) in zip(source.filters, places.filters) {
            named.append((filter.column, "where", place))
        }
        let isInline = if case .inline = source.origin { true } else { false }
        let missing = named.filter { header.lookup($0.0) == .missing }
        let own = missing.prefix(FindingLimit.perRule).map { name, key, place in
            let at = (place ?? places.audience).place
            guard !isInline else {
                return Finding(
                    AudienceRules.missingColumn, at: at, "no recipient has `\(name)`, which `\(key)` needs",
                    remedy: key == "opt_in"
                        ? "write when each person agreed: `\(name): 2026-01-05`"
                        : "write it for each person, or correct the name")
            }
            let theirs = findings.first {
                $0.rule == AudienceRules.missingColumn && $0.message.contains("`\(name)`")
            }
            return Finding(
                AudienceRules.missingColumn, at: at,
                "\(input.shownPath) has no column `\(name)`, which `\(key)` names\(hint(theirs))",
                remedy: theirs?.remedy ?? "use one of its columns",
                related: (theirs.map { [$0] } ?? []).map {
                    Finding.Related(place: $0.place, message: "the names of the columns stand here")
                })
        }
        let more = missing.count - own.count
        let rest =
            more > 0 ? [Finding.more(more, of: AudienceRules.missingColumn, in: loaded.source.path)] : []
        return findings.filter { $0.rule != AudienceRules.missingColumn } + own + rest
    }

    /// What the reader of the file adds, e.g. that its delimiter is another one.
    private static func hint(_ finding: Finding?) -> String {
        guard let message = finding?.message, let end = message.range(of: "` names;"),
            end.upperBound < message.endIndex
        else { return "" }
        return ";" + message[end.upperBound...]
    }
}
