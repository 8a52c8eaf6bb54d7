import Diagnostics

extension CampaignRules {
    package static let badDocumentAddress = Rule(
        "bad-document-address",
        summary: "A document is not a web address that ends in .pdf.",
        reason: "The gateway would send the address as plain text.",
        remedy: "Give an http(s) address that ends in .pdf.",
        wrong: .setapp(
            """
            messages:
              - document: https://cdn.example.com/guia.docx
            """),
        right: .setapp(
            """
            messages:
              - document: https://cdn.example.com/guia.pdf
            """),
        source: "gateways.md, section 1 (SetApp manual, version 3): send to a phone, `text`")
}
