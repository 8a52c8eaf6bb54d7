import Diagnostics

extension ReferenceRules {
    package static let pathOutside = Rule(
        "path-outside",
        summary: "A path leads out of the workspace.",
        reason: "What is reviewed must be what is sent; a file elsewhere can change unseen.",
        remedy: "Put the file into the workspace, and name it relative to the folder of pregon.yaml.",
        wrong: .setapp(
            """
            audience:
              file: ../clientes/noviembre.csv
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
        source: "format.md, \"The files a marketer commits\"")
}
