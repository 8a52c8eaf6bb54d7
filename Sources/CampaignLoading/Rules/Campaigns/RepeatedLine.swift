import Diagnostics

extension CampaignRules {
    package static let repeatedLine = Rule(
        "repeated-line",
        summary: "A campaign names a line twice.",
        reason: "Recipients are spread over the lines; one named twice would get double.",
        remedy: "Name each line once.",
        wrong: .contacto("lines: [cartera, cartera]"),
        right: .contacto("lines: [cartera]"),
        source: "format.md, \"A campaign\", `lines`")
}
