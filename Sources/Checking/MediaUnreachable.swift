import Diagnostics

/// A media address that does not give the file; found only by asking (`validate --online`).
package enum MediaUnreachable {
    package static let rule = Rule(
        "media-unreachable", .warning,
        summary: "Asked online, a media address does not give the file.",
        reason: "The gateway accepts the message, charges for it, and fails to deliver it later (code 1010).",
        remedy: "Open the address in a browser without being logged in, and correct it or the server.",
        wrong: .contacto(
            """
            messages:
              - template: "1042"
                variables: ["{{nombre}}", "{{valor}}", "{{dia}}"]
                media:
                  url: https://files.example.com/no-existe.pdf
            """),
        right: .contacto(
            """
            messages:
              - template: "1042"
                variables: ["{{nombre}}", "{{valor}}", "{{dia}}"]
                media:
                  url: https://files.example.com/facturas/tarifas.pdf
            """),
        source: "gateways.md, \"After acceptance\", code 1010. Only with `--online`")
}
