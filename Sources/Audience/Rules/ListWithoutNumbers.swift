import Diagnostics

extension AudienceRules {
    package static let listWithoutNumbers = Rule(
        "list-without-numbers",
        summary: "No column of a list of numbers to leave out can be recognised as the one with the numbers.",
        reason: "Everybody on the list would be written to.",
        wrong: .audience("nombre,ciudad\nAna,Cali"),
        right: .audience("celular,nombre\n573001112233,Ana"),
        source: "format.md, `exclude` and `opt_out`")
}
