import Diagnostics

extension AudienceRules {
    package static let unreadable = Rule(
        "audience-unreadable",
        summary: "The file cannot be opened or read.",
        reason: "Without it nobody knows who is to be written to, or who is to be left out.",
        wrong: .audience("audience: {file: audiences/novienbre.csv}"),
        right: .audience("audience: {file: audiences/noviembre.csv}"),
        source: "format.md, \"A campaign\"")
}
