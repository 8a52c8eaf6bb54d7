import Diagnostics

extension CampaignRules {
    package static let badImageAddress = Rule(
        "bad-image-address",
        summary: "An image is not a web address that ends in .png or .jpg.",
        reason: "The gateway would send the address as plain text.",
        wrong: .contacto("- image: https://cdn.example.com/promo"),
        right: .contacto("- image: https://cdn.example.com/promo.png"),
        source: "gateways.md, \"send to a phone\"")
}
