import Diagnostics

extension ValueRules {
    package static let badInteger = Rule(
        "bad-integer",
        summary: "A value that must be a whole number in a range is not one.",
        reason: "The program does not guess at numbers.",
        remedy: "Write a whole number in digits.",
        wrong: .setapp("revision: dos"),
        right: .setapp("revision: 2"),
        source: "format.md, \"Typing: strict, by key, never by guess\"; format.md, \"A campaign\", "
            + "`revision`")
}
