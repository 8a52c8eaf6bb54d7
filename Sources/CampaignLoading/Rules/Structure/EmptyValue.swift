import Diagnostics

extension StructureRules {
    package static let emptyValue = Rule(
        "empty-value",
        summary: "A key has no value.",
        reason: "An empty value is most often a line that was forgotten.",
        wrong: .contacto("description:"),
        right: .contacto("description: Recordatorio de pago"),
        source: "format.md")
}
