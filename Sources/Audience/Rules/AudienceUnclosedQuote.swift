import Diagnostics

extension AudienceRules {
    package static let unclosedQuote = Rule(
        "audience-unclosed-quote",
        summary: "A cell begins with a quote that is never closed.",
        reason: "Everything after it, other people's rows included, would become part of that one cell.",
        remedy: "Close the quote, or leave both out.",
        wrong: .audience(
            """
            celular,nombre,autorizacion
            573001112233,"Ana,2026-01-05
            """),
        right: .audience(
            """
            celular,nombre,autorizacion
            573001112233,"Ana",2026-01-05
            """),
        source: "RFC 4180, section 2, rules 5 and 6")
}
