import Diagnostics

extension YAMLRules {
    package static let scalarTooLong = Rule(
        "scalar-too-long",
        summary: "A text is longer than 1 MiB.",
        reason: "No message may be so long; a file is better named than pasted.",
        wrong: .contacto("text: \"…\"   # a text of 2 MiB"),
        right: .contacto("media:\n  file: media/tarifas-2026.pdf"),
        source: format)
}
