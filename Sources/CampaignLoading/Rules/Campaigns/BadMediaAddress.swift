import Diagnostics

extension CampaignRules {
    package static let badMediaAddress = Rule(
        "bad-media-address",
        summary: "A media address is not http(s) or does not end in a type the gateway takes.",
        reason: "The recipient would get an error or nothing.",
        wrong: .contacto("url: https://files.example.com/factura"),
        right: .contacto("url: https://files.example.com/factura.pdf"),
        source: "gateways.md, \"File types\"")
}
