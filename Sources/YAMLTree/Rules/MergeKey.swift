import Diagnostics

extension YAMLRules {
    package static let mergeKey = Rule(
        "merge-key",
        summary: "A merge key (\"<<\") copies keys from elsewhere.",
        reason: "What is sent would stand in another place than the one that is reviewed, and an edit "
            + "there would change it.",
        wrong: .contacto("<<: {hours: 09:00-17:00}"),
        right: .contacto("hours: 09:00-17:00"),
        source: format)
}
