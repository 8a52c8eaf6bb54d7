import Diagnostics

extension ReferenceRules {
    package static let unknownGroup = Rule(
        "unknown-group",
        summary: "group.of names a campaign that creates no group.",
        reason: "There would be no group to write to.",
        wrong: .contacto("group: {of: bienvenda, messages: [{text: Hola}]}"),
        right: .contacto("group: {of: bienvenida, messages: [{text: Hola}]}"),
        source: "format.md")
}
