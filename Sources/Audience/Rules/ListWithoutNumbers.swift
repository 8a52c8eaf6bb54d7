import Diagnostics

extension AudienceRules {
    package static let listWithoutNumbers = Rule(
        "list-without-numbers",
        summary: "No column of a list of numbers to leave out can be recognised as the one with the numbers.",
        reason: "Everybody on the list would be written to.",
        remedy: "Call the column with the numbers `celular`.",
        wrong: .list(
            """
            contacto,ciudad
            573001119999,Cali
            """),
        right: .list(
            """
            celular,ciudad
            573001119999,Cali
            """),
        source: "format.md, \"`pregon.yaml`\", `opt_out`; format.md, \"A campaign\", `exclude`")
}
