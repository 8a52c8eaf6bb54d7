import Diagnostics

extension StructureRules {
    package static let wrongKind = Rule(
        "wrong-kind",
        summary: "A list, a mapping or a single value stands where another kind is expected.",
        reason: "The value cannot be read as what its key means.",
        remedy: "Write the kind of value that the key takes; the finding shows its form.",
        wrong: .setapp("lines: equipo"),
        right: .setapp("lines: [equipo]"),
        source: "format.md, \"A campaign\"")
}
