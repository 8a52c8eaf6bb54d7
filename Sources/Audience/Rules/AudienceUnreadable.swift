import Diagnostics

extension AudienceRules {
    package static let unreadable = Rule(
        "audience-unreadable",
        summary: "The file cannot be opened or read.",
        reason: "Without it nobody knows who is to be written to, or who is to be left out.",
        remedy: "Let the user who runs pregon read the file (`chmod u+r`), and try again.",
        wrong: .setapp(
            """
            audience:
              file: audiences/noviembre.csv
              phone: celular
              opt_in: autorizacion   # its owner alone may read it
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
