import Diagnostics

extension AudienceRules {
    package static let listWithInvalidNumbers = Rule(
        "list-with-invalid-numbers", .warning,
        summary: "A list of numbers to leave out has rows without a number that can be recognised.",
        reason: "A person who was meant to be left out could be written to.",
        wrong: .audience("celular\n5,73E+11"),
        right: .audience("celular\n573001112233"),
        source: "format.md, `exclude` and `opt_out`")
}
