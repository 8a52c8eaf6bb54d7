import Diagnostics

extension AudienceRules {
    package static let brokenQuote = Rule(
        "audience-broken-quote",
        summary: "Text follows the quote that closes a cell.",
        reason: "It cannot be told where the cell ends, so that values could end up in the wrong column.",
        remedy: "Write a quote inside a cell twice, or leave it out.",
        wrong: .audience(
            """
            celular,nombre,autorizacion
            573001112233,"Ana "la jefa" Ruiz",2026-01-05
            """),
        right: .audience(
            """
            celular,nombre,autorizacion
            573001112233,"Ana ""la jefa"" Ruiz",2026-01-05
            """),
        source: "RFC 4180, section 2, rule 7")
}
