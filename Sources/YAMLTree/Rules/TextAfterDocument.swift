import Diagnostics

extension YAMLRules {
    package static let textAfterDocument = Rule(
        "text-after-document",
        summary: "Something stands after the end of the document.",
        reason: "It belongs to nothing, and would be ignored.",
        wrong: .contacto("{campaign: uno}\nversion: 1"),
        right: .contacto("campaign: uno\nversion: 1"),
        source: format)
}
