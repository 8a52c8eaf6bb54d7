import Diagnostics

extension ValueRules {
    package static let badChoice = Rule(
        "bad-choice",
        summary: "A value that must be one of a few words is another.",
        reason: "The word decides what law and pace apply.",
        remedy: "Use one of the words that the finding lists.",
        wrong: .setapp("category: promo"),
        right: .setapp("category: marketing"),
        source: "format.md, \"A campaign\", `category`")
}
