import Diagnostics

extension AudienceRules {
    package static let cellTooLong = Rule(
        "audience-cell-too-long",
        summary: "A cell is longer than 64 KiB, or a row than 1 MiB.",
        reason: "No message could hold it; it is a damaged file or the wrong one.",
        wrong: .audience("573001112233,<the text of a whole book>,2026-01-05"),
        right: .audience("573001112233,Ana,2026-01-05"),
        source: "format.md, \"A campaign\"; a limit of this program")
}
