import Diagnostics

extension CampaignRules {
    package static let audienceNotOne = Rule(
        "audience-not-one",
        summary: "An audience has both a file and recipients.",
        reason: "It would not be clear who is meant.",
        wrong: .contacto("audience: {file: a.csv, recipients: []}"),
        right: .contacto("audience: {file: a.csv, phone: celular, opt_in: autorizacion}"),
        source: "format.md")
}
