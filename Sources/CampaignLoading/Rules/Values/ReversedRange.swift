import Diagnostics

extension ValueRules {
    package static let reversedRange = Rule(
        "reversed-range",
        summary: "An end lies before its beginning.",
        reason: "Nothing could ever be sent, or the window would have no effect.",
        remedy: "Put the earlier moment first.",
        wrong: .workspace(
            """
            maintenance:
              - lines: [equipo]
                from: 2026-12-06 04:00
                to: 2026-12-05 22:00
            """),
        right: .workspace(
            """
            maintenance:
              - lines: [equipo]
                from: 2026-12-05 22:00
                to: 2026-12-06 04:00
            """),
        source: "format.md, \"`pregon.yaml`\", `maintenance`; format.md, \"A campaign\", `schedule`")
}
