import Diagnostics

extension CampaignRules {
    package static let textTakenForFile = Rule(
        "text-taken-for-file",
        summary: "A text begins with http and ends like a file.",
        reason: "The gateway sends such a text as a picture or document.",
        remedy: "Write `image:` or `document:` if the file is meant; else put words before the address.",
        wrong: .setapp(
            """
            messages:
              - text: https://cdn.example.com/promo.png
            """),
        right: .setapp(
            """
            messages:
              - image: https://cdn.example.com/promo.png
            """),
        source: "gateways.md, section 1 (SetApp manual, version 3): send to a phone, `text`")
}
