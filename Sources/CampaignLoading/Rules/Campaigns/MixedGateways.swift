import Diagnostics

extension CampaignRules {
    package static let mixedGateways = Rule(
        "mixed-gateways",
        summary: "A campaign names lines of two gateways.",
        reason: "The two gateways send different kinds of messages.",
        wrong: .contacto("lines: [cartera, equipo]"),
        right: .contacto("lines: [cartera]"),
        source: "format.md")
}
