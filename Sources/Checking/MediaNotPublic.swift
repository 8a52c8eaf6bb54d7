import Diagnostics

/// A media address that leads into this machine or its network; found only by asking (`validate --online`).
package enum MediaNotPublic {
    package static let rule = Rule(
        "media-not-public",
        summary: "Asked online, a media address leads into this machine or its own network.",
        reason:
            "The gateway fetches media from the internet, where nobody can reach it; and an address from a "
            + "proposed file must not make a CI machine ask its own network.",
        remedy: "Put the file where everybody can fetch it, or send it from the workspace with `file:`.",
        wrong: .contacto(
            """
            messages:
              - template: "1042"
                variables: ["{{nombre}}", "{{valor}}", "{{dia}}"]
                media:
                  url: http://10.0.0.5/facturas/tarifas.pdf
            """),
        right: .contacto(
            """
            messages:
              - template: "1042"
                variables: ["{{nombre}}", "{{valor}}", "{{dia}}"]
                media:
                  url: https://files.example.com/facturas/tarifas.pdf
            """),
        source: "gateways.md, section 2, `media`: a web address of the file; RFC 6890. Only with `--online`")
}
