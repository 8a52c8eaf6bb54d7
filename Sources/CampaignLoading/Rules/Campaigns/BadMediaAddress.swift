import Diagnostics

extension CampaignRules {
    package static let badMediaAddress = Rule(
        "bad-media-address",
        summary: "A media address is not http(s) or does not end in a type the gateway takes.",
        reason: "The recipient would get an error or nothing.",
        remedy: "Give an http(s) address whose path ends in one of the file types.",
        wrong: .contacto(
            """
            messages:
              - template: "1042"
                variables: ["{{nombre}}", "{{valor}}", "{{dia}}"]
                media:
                  url: https://files.example.com/factura
            """),
        right: .contacto(
            """
            messages:
              - template: "1042"
                variables: ["{{nombre}}", "{{valor}}", "{{dia}}"]
                media:
                  url: https://files.example.com/factura.pdf
            """),
        source: "gateways.md, section 2 (Contacto multichat manual of 2025): `media`, file types; "
            + "format.md, \"A campaign\", `media.url`")
}
