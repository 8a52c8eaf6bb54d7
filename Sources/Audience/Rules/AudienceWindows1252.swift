import Diagnostics

extension AudienceRules {
    package static let windows1252 = Rule(
        "audience-windows-1252", .warning,
        summary: "The file is not UTF-8 and is read as Windows-1252, as Excel writes it.",
        reason:
            "The guess is nearly always right in Colombia, but it is a guess: accents could come out wrong.",
        wrong: .audience("Save as … CSV (comma delimited)"),
        right: .audience("Save as … CSV UTF-8 (comma delimited)"),
        source: "format.md, `encoding`")
}
