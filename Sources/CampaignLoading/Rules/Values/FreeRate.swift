import Diagnostics

extension ValueRules {
    package static let freeRate = Rule(
        "free-rate",
        summary: "A line at a real gateway has no limit.",
        reason: """
            `free` is for the simulator on this machine; at a gateway the number would be blocked.
            """,
        remedy: "Write a rate such as `400/hour`; `free` is for the simulator on this machine.",
        wrong: .workspace(
            """
            lines:
              cartera:
                gateway: contacto
                login: ${CONTACTO_LOGIN}
                token: ${CONTACTO_TOKEN}
                number: "573005202020"
                rate: free
            """),
        right: .workspace(
            """
            lines:
              cartera:
                gateway: contacto
                login: ${CONTACTO_LOGIN}
                token: ${CONTACTO_TOKEN}
                number: "573005202020"
                rate: 400/hour
            """),
        source: "format.md, \"`pregon.yaml`\", `rate`")
}
