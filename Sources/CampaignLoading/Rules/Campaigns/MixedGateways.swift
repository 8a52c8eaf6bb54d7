import Diagnostics

extension CampaignRules {
    package static let mixedGateways = Rule(
        "mixed-gateways",
        summary: "A campaign names lines of two gateways.",
        reason: "The two gateways send different kinds of messages.",
        remedy: "Name lines of one gateway; make a second campaign for the other.",
        wrong: .contacto("lines: [cartera, equipo]"),
        right: .contacto("lines: [cartera]"),
        source: "format.md, \"A campaign\", `lines`")
}
