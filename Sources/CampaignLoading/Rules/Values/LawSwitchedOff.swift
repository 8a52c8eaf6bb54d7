import Diagnostics

extension ValueRules {
    package static let lawSwitchedOff = Rule(
        "law-switched-off", .warning,
        summary: "The workspace does not keep to the hours of Ley 2300.",
        reason: "Marketing and collection messages outside legal hours may be fined.",
        remedy: "Delete the line or write `law: co-2300`.",
        wrong: .workspace(
            """
            sending:
              law: none
            """),
        right: .workspace(
            """
            sending:
              law: co-2300
            """),
        source: "format.md, \"`pregon.yaml`\", `law`; Ley 2300 of 2023, article 3")
}
