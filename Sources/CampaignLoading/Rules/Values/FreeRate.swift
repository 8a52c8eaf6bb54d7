import Diagnostics

extension ValueRules {
    package static let freeRate = Rule(
        "free-rate",
        summary: "A line at a real gateway has no limit.",
        reason: """
            `free` is for the simulator on this machine; at a gateway the number would be blocked.
            """,
        wrong: .contacto("rate: free"),
        right: .contacto("rate: 100/hour"),
        source: "format.md")
}
