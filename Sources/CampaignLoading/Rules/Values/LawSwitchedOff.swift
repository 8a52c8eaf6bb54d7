import Diagnostics

extension ValueRules {
    package static let lawSwitchedOff = Rule(
        "law-switched-off", .warning,
        summary: "The workspace does not keep to the hours of Ley 2300.",
        reason: "Marketing and collection messages outside legal hours may be fined.",
        wrong: .contacto("law: none"),
        right: .contacto("law: co-2300"),
        source: "format.md; Ley 2300 of 2023")
}
