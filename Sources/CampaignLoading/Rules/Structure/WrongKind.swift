import Diagnostics

extension StructureRules {
    package static let wrongKind = Rule(
        "wrong-kind",
        summary: "A list, a mapping or a single value stands where another kind is expected.",
        reason: "The value cannot be read as what its key means.",
        wrong: .contacto("lines: cartera"),
        right: .contacto("lines: [cartera]"),
        source: "format.md")
}
