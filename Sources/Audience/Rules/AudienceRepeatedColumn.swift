import Diagnostics

extension AudienceRules {
    package static let repeatedColumn = Rule(
        "audience-repeated-column",
        summary: "A column that the campaign uses stands twice in the header.",
        reason: "Nobody could say which of the two is meant.",
        remedy: "Give each column its own name.",
        wrong: .audience(
            """
            celular,nombre,celular,autorizacion
            573001112233,Ana,573001112234,2026-01-05
            """),
        right: .audience(
            """
            celular,nombre,celular_2,autorizacion
            573001112233,Ana,573001112234,2026-01-05
            """),
        source: "format.md, \"A campaign\", `audience`")
}
