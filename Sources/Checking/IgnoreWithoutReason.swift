import CampaignLoading
import Diagnostics

/// A comment that silences a finding and does not say why.
package enum IgnoreWithoutReason {
    package static let rule = Rule(
        "ignore-without-reason",
        summary: "A `# pregon-ignore:` gives no reason.",
        reason: "Whoever reviews the file must be able to see why a warning does not count here.",
        remedy: "Write the reason behind the rule's name.",
        wrong: .contacto("schedule: {hours: 07:00-12:00}   # pregon-ignore: schedule-too-wide"),
        right: .contacto(
            "schedule: {hours: 07:00-12:00}   # pregon-ignore: schedule-too-wide así sale en el contrato"),
        source: "format.md, \"Typing\"")

    static func finding(_ ignore: IgnoreComment) -> Finding {
        Finding(
            rule, at: ignore.place, "this comment silences `\(ignore.rule)` without a reason",
            remedy: "write why behind the name: `# pregon-ignore: \(ignore.rule) …`")
    }
}
