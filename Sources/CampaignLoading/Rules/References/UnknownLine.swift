import Diagnostics

extension ReferenceRules {
    package static let unknownLine = Rule(
        "unknown-line",
        summary: "A campaign names a line that pregon.yaml does not describe.",
        reason: "Nothing could be sent, or it would be sent by another number than was meant.",
        remedy: "Correct the name, or describe the line in pregon.yaml.",
        wrong: .contacto("lines: [cartra]"),
        right: .contacto("lines: [cartera]"),
        source: "format.md, \"A campaign\", `lines`")
}
