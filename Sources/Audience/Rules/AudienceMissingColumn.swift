import Diagnostics

extension AudienceRules {
    package static let missingColumn = Rule(
        "audience-missing-column",
        summary: "The audience has no column of this name.",
        reason:
            "Names are matched exactly, so that no number, consent or filter is read from the wrong column.",
        remedy: "Write the column's name as it stands in the first line of the file.",
        wrong: .setapp(
            """
            audience:
              file: audiences/noviembre.csv
              phone: movil
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
