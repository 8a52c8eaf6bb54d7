import Diagnostics

extension StructureRules {
    package static let unknownVersion = Rule(
        "unknown-version",
        summary: "The file says a format version that this program does not know.",
        reason: "A later format may mean something else by the same keys.",
        remedy: "Write `version: 1`, or use a newer release of pregon.",
        wrong: .setapp("version: 2"),
        right: .setapp("version: 1"),
        source: "format.md, \"A campaign\", `version`")
}
