import Diagnostics

extension CampaignRules {
    package static let mediaNotOne = Rule(
        "media-not-one",
        summary: "Media is not exactly one of url, file, base64.",
        reason: "The gateway takes one file.",
        remedy: "Keep one of `url`, `file` and `base64`.",
        wrong: .contacto(
            """
            messages:
              - template: "1042"
                variables: ["{{nombre}}", "{{valor}}", "{{dia}}"]
                media:
                  url: https://files.example.com/tarifas.pdf
                  file: media/tarifas-2026.pdf
            """),
        right: .contacto(
            """
            messages:
              - template: "1042"
                variables: ["{{nombre}}", "{{valor}}", "{{dia}}"]
                media:
                  url: https://files.example.com/tarifas.pdf
            """),
        source: "format.md, \"A campaign\", `media`; gateways.md, section 2 (Contacto multichat manual of "
            + "2025): `media`")
}
