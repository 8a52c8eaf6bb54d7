import Diagnostics

extension ValueRules {
    package static let badTemplateNumber = Rule(
        "bad-template-number",
        summary: "A template is not named by its number.",
        reason: "The gateway knows templates by their number only.",
        wrong: .contacto("template: recordatorio de pago"),
        right: .contacto("template: \"1042\""),
        source: "gateways.md: contacto `id_template`")
}
