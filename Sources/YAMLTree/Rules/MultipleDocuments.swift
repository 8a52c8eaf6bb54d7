import Diagnostics

extension YAMLRules {
    package static let multipleDocuments = Rule(
        "multiple-documents",
        summary: "The file holds more than one YAML document.",
        reason: "Only the first would be read, and what stands in the others would never be sent.",
        wrong: .contacto("campaign: uno\n---\ncampaign: dos"),
        right: .contacto("campaign: uno"),
        source: format)
}
