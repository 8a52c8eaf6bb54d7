import CampaignLoading
import Diagnostics

/// A comment that wants to silence an error.
package enum IgnoreOfError {
    package static let rule = Rule(
        "ignore-of-error",
        summary: "A `# pregon-ignore:` names a rule whose findings are errors.",
        reason: "An error stops the campaign because part of it cannot work; looking away does not mend it.",
        remedy: "Correct the error, and remove the comment.",
        wrong: .contacto("revision: 1   # pregon-ignore: never-open es a propósito"),
        right: .contacto("revision: 1   # es a propósito"),
        source: "format.md, \"Typing\"")

    static func finding(_ ignore: IgnoreComment) -> Finding {
        Finding(
            rule, at: ignore.place, "`\(ignore.rule)` is an error, and errors cannot be silenced",
            remedy: "correct what the error says, and remove this comment")
    }
}
