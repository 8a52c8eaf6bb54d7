import Diagnostics

extension ReferenceRules {
    package static let fileMissing = Rule(
        "file-missing",
        summary: "A file that is named is not there or cannot be read.",
        reason: "The campaign cannot be planned without it.",
        remedy: "Correct the path, which is relative to the folder of pregon.yaml, or commit the file.",
        wrong: .setapp(
            """
            audience:
              file: audiences/novimbre.csv
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
