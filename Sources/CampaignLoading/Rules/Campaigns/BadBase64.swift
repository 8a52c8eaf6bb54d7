import Diagnostics

extension CampaignRules {
    package static let badBase64 = Rule(
        "bad-base64",
        summary: "A base64 string cannot be decoded.",
        reason: "The file would arrive broken.",
        remedy: "Paste the whole base64 string again, or name a file of the workspace with `file`.",
        wrong: .contacto(
            """
            messages:
              - template: "1042"
                variables: ["{{nombre}}", "{{valor}}", "{{dia}}"]
                media:
                  base64: "JVBERi0xLjQK?"
                  name: tarifas-2026.pdf
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
        source: "format.md, \"A campaign\", `media.base64`; RFC 4648, section 4")
}
