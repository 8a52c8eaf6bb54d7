import CampaignLoading
import Diagnostics

/// A comment that silences nothing.
package enum UnusedIgnore {
    package static let rule = Rule(
        "unused-ignore", .warning,
        summary: "A `# pregon-ignore:` stands where its rule finds nothing.",
        reason: """
            The finding is gone, or the comment stands in the wrong line: it counts for its own line, or on a \
            line of its own for the one directly below. Left there, it would hide the next such mistake.
            """,
        remedy:
            "Remove the comment, or move it to the finding's line. What a row of a CSV file gives is silenced at "
            + "the `file:` that names it.",
        wrong: .contacto("revision: 1   # pregon-ignore: schedule-too-wide así sale en el contrato"),
        right: .contacto(
            "schedule: {hours: 07:00-12:00}   # pregon-ignore: schedule-too-wide así sale en el contrato"),
        source: "format.md, \"Typing\"")

    static func finding(_ ignore: IgnoreComment) -> Finding {
        Finding(
            rule, at: ignore.place,
            ignore.subject.isEmpty
                ? "nothing stands directly below this comment, so it silences nothing"
                : "`\(ignore.rule)` finds nothing here, so this comment silences nothing",
            remedy: "remove it, or put it into the finding's line or directly above")
    }
}
