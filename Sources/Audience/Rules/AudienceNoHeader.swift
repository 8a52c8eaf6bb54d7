import Diagnostics

extension AudienceRules {
    package static let noHeader = Rule(
        "audience-no-header",
        summary: "The first line does not name the columns.",
        reason: "The first person would be taken for the columns' names and get nothing.",
        remedy: "Write the names of the columns into the first line of the file.",
        wrong: .audience("573001112233,Ana,2026-01-05"),
        right: .audience(
            """
            celular,nombre,autorizacion
            573001112233,Ana,2026-01-05
            """),
        source: "format.md, \"A campaign\", `audience`")
}
