import Diagnostics

extension AudienceRules {
    package static let listWithInvalidNumbers = Rule(
        "list-with-invalid-numbers", .warning,
        summary: "A list of numbers to leave out has rows without a number that can be recognised.",
        reason: "A person who was meant to be left out could be written to.",
        remedy: "Write 12 digits that begin with 57, or delete the row.",
        wrong: .list(
            """
            celular
            "5,73E+11"
            573001119999
            """),
        right: .list(
            """
            celular
            573001118888
            573001119999
            """),
        source: "format.md, \"`pregon.yaml`\", `opt_out`; format.md, \"A campaign\", `exclude`")
}
