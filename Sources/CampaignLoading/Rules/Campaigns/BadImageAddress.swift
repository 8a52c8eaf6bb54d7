import Diagnostics

extension CampaignRules {
    package static let badImageAddress = Rule(
        "bad-image-address",
        summary: "An image is not a web address that ends in .png or .jpg.",
        reason: "The gateway would send the address as plain text.",
        remedy: "Give an http(s) address that ends in .png or .jpg.",
        wrong: .setapp(
            """
            messages:
              - image: https://cdn.example.com/promo
            """),
        right: .setapp(
            """
            messages:
              - image: https://cdn.example.com/promo.png
            """),
        source: "gateways.md, section 1 (SetApp manual, version 3): send to a phone, `text`")
}
