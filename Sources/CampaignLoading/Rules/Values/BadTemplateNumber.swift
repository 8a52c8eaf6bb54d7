import Diagnostics

extension ValueRules {
    package static let badTemplateNumber = Rule(
        "bad-template-number",
        summary: "A template is not named by its number.",
        reason: "The gateway knows templates by their number only.",
        remedy: "Write the template's number in quotes, as `pregon templates pull` lists it.",
        wrong: .contacto(
            """
            messages:
              - template: recordatorio de pago
                variables: ["{{nombre}}", "{{valor}}", "{{dia}}"]
                media: {url: https://files.example.com/tarifas.pdf}
            """),
        right: .contacto(
            """
            messages:
              - template: "1042"
                variables: ["{{nombre}}", "{{valor}}", "{{dia}}"]
                media: {url: https://files.example.com/tarifas.pdf}
            """),
        source: "gateways.md, section 2 (Contacto multichat manual of 2025): `id_template`")
}
