import Diagnostics

extension CampaignRules {
    package static let badMediaName = Rule(
        "bad-media-name",
        summary: "A media name is not 10 to 60 characters with a known ending.",
        reason: """
            The gateway would rename the file with the ending .pdf, and a picture would arrive broken.
            """,
        remedy: "Give a name of 10 to 60 characters with the file's own ending.",
        wrong: .contacto(
            """
            messages:
              - template: "1042"
                variables: ["{{nombre}}", "{{valor}}", "{{dia}}"]
                media:
                  base64: JVBERi0xLjQK
                  name: a.pdf
            """),
        right: .contacto(
            """
            messages:
              - template: "1042"
                variables: ["{{nombre}}", "{{valor}}", "{{dia}}"]
                media:
                  base64: JVBERi0xLjQK
                  name: tarifas-2026.pdf
            """),
        source: "gateways.md, section 2 (Contacto multichat manual of 2025): `media_name`")
}
