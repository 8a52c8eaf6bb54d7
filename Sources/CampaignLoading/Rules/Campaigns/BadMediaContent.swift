import Diagnostics

extension CampaignRules {
    package static let badMediaContent = Rule(
        "bad-media-content",
        summary: "A file's bytes are not of the kind its ending says.",
        reason: "The recipient could not open it.",
        remedy: "Export the file anew in the kind that its name says, or name it for the kind that it is.",
        wrong: .contacto(
            """
            messages:
              - template: "1042"
                variables: ["{{nombre}}", "{{valor}}", "{{dia}}"]
                media:
                  file: media/tarifas-2026.pdf
            """,
            others: [
                "media/tarifas-2026.pdf": "Tarifas 2026: plan básico, 45.000 pesos"
            ]),
        right: .contacto(
            """
            messages:
              - template: "1042"
                variables: ["{{nombre}}", "{{valor}}", "{{dia}}"]
                media:
                  file: media/tarifas-2026.pdf
            """,
            others: [
                "media/tarifas-2026.pdf": """
                %PDF-1.4
                %%EOF
                """
            ]),
        source: "format.md, \"A campaign\", `media.file`")
}
