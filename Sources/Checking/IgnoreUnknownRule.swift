import CampaignLoading
import Diagnostics

/// A comment that silences a rule which does not exist.
package enum IgnoreUnknownRule {
    package static let rule = Rule(
        "ignore-unknown-rule",
        summary: "A `# pregon-ignore:` names no rule, or one that does not exist.",
        reason: "It silences nothing, although it looks as if somebody had decided something.",
        remedy:
            "Write the name in brackets behind the finding, then the reason; `pregon explain` lists all rules.",
        wrong: .setapp(
            """
            messages:
              - text: Hola {{nombre}}   # pregon-ignore: unbalanced-marc así es la marca
            """),
        right: .setapp(
            """
            messages:
              - text: Hola {{nombre}} de *Estrella   # pregon-ignore: unbalanced-mark así es la marca
            """),
        source: "format.md, \"Typing\"")

    static func finding(_ ignore: IgnoreComment) -> Finding {
        guard !ignore.rule.isEmpty else {
            return Finding(
                rule, at: ignore.place, "this comment names no rule",
                remedy: "write `# pregon-ignore: rule reason`, with the name in brackets behind the finding")
        }
        let quiet = RuleCatalogue.all.filter { $0.severity != .error }.map(\.name)
        let nearest =
            NearestName.of(ignore.rule, in: quiet)
            ?? NearestName.of(ignore.rule, in: RuleCatalogue.all.map(\.name))
        return Finding(
            rule, at: ignore.place, "there is no rule `\(ignore.rule)`",
            remedy: nearest.map { "did you mean `\($0)`?" }
                ?? "write the name in brackets behind the finding; `pregon explain` lists all rules")
    }
}
