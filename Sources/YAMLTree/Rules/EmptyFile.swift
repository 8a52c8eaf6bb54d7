import Diagnostics

extension YAMLRules {
    package static let emptyFile = Rule(
        "empty-file",
        summary: "The file is empty or holds only comments.",
        reason: "An empty file may be a campaign that was lost while saving.",
        wrong: .contacto("# only a remark"),
        right: .contacto("campaign: cobro-noviembre"),
        source: format)
}
