import Diagnostics

extension CampaignRules {
    package static let badDocumentAddress = Rule(
        "bad-document-address",
        summary: "A document is not a web address that ends in .pdf.",
        reason: "The gateway would send the address as plain text.",
        wrong: .contacto("- document: https://cdn.example.com/guia.docx"),
        right: .contacto("- document: https://cdn.example.com/guia.pdf"),
        source: "gateways.md, \"send to a phone\"")
}
