import Diagnostics

extension CampaignRules {
    package static let audienceNotOne = Rule(
        "audience-not-one",
        summary: "An audience has both a file and recipients.",
        reason: "It would not be clear who is meant.",
        remedy: "Keep one of the two.",
        wrong: .setapp(
            """
            audience:
              file: audiences/noviembre.csv
              recipients:
                - {phone: 573001112233, nombre: Ana, opt_in: 2026-01-05}
              phone: celular
              opt_in: autorizacion
            """),
        right: .setapp(
            """
            audience:
              file: audiences/noviembre.csv
              phone: celular
              opt_in: autorizacion
            """),
        source: "format.md, \"A campaign\", `audience`")
}
