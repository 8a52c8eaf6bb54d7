import Diagnostics

extension ValueRules {
    package static let badPhone = Rule(
        "bad-phone",
        summary: "A number is not 12 digits that begin with 57.",
        reason: """
            Both gateways refuse other numbers, and messages to other countries get the line blocked.
            """,
        wrong: .contacto("number: \"+57 300 520 2020\""),
        right: .contacto("number: \"573005202020\""),
        source: "gateways.md: setapp `phone`, contacto `mobile`")
}
