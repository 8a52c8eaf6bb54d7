import Diagnostics

extension CampaignRules {
    package static let badVariable = Rule(
        "bad-variable",
        summary: "A template variable holds brackets, a line break or a tab.",
        reason: "Variables travel as [a] [b]: a bracket inside would shift all that follow.",
        remedy: "Write the value in one line and without brackets; parentheses are allowed.",
        wrong: .contacto(
            """
            messages:
              - template: "1042"
                variables: ["[{{nombre}}]", "{{valor}}", "{{dia}}"]
                media: {url: https://files.example.com/tarifas.pdf}
            """),
        right: .contacto(
            """
            messages:
              - template: "1042"
                variables: ["({{nombre}})", "{{valor}}", "{{dia}}"]
                media: {url: https://files.example.com/tarifas.pdf}
            """),
        source: "gateways.md, section 2 (Contacto multichat manual of 2025): `template_variables`")
}
