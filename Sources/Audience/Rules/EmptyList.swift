import Diagnostics

extension AudienceRules {
    package static let emptyList = Rule(
        "empty-list",
        summary: "A list of numbers to leave out has nothing in it, not even the name of its column.",
        reason: "It is what a failed export leaves behind, and everybody who opted out would be written to.",
        remedy: "Export the list again; if there is really nobody on it, leave the line with the column's "
            + "name, `celular`, in the file.",
        wrong: RuleExample(.list, "(a file without a byte)", bytes: { [] }),
        right: .list("celular"),
        source: "format.md, \"`pregon.yaml`\", `opt_out`; format.md, \"A campaign\", `exclude`; design.md, "
            + "\"The promise\": a person's opt-out holds")
}
