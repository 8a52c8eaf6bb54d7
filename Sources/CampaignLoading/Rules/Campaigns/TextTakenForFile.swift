import Diagnostics

extension CampaignRules {
    package static let textTakenForFile = Rule(
        "text-taken-for-file",
        summary: "A text begins with http and ends like a file.",
        reason: "The gateway sends such a text as a picture or document.",
        wrong: .contacto("- text: https://cdn.example.com/promo.png"),
        right: .contacto("- image: https://cdn.example.com/promo.png"),
        source: "gateways.md, \"send to a phone\"")
}
