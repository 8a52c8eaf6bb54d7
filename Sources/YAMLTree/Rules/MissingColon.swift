import Diagnostics

extension YAMLRules {
    package static let missingColon = Rule(
        "missing-colon",
        summary: "A line has no \":\" with a space after it, where a key is expected.",
        reason: "Without it there is neither a key nor a value. Mostly a space is missing, or a text "
            + "of several lines stands without \"|\".",
        wrong: .contacto("version: 1\ncampaign:cobro-noviembre\nrevision: 1"),
        right: .contacto("version: 1\ncampaign: cobro-noviembre\nrevision: 1"),
        source: "YAML 1.2.2, section 8.2.2")
}
