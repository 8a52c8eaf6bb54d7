import Diagnostics

extension ReferenceRules {
    package static let unknownLine = Rule(
        "unknown-line",
        summary: "A campaign names a line that pregon.yaml does not describe.",
        reason: "Nothing could be sent, or it would be sent by another number than was meant.",
        wrong: .contacto("lines: [cartra]"),
        right: .contacto("lines: [cartera]"),
        source: "format.md")
}
