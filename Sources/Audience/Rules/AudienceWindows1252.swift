import Diagnostics

extension AudienceRules {
    package static let windows1252 = Rule(
        "audience-windows-1252", .warning,
        summary: "The file is not UTF-8 and is read as Windows-1252, as Excel writes it.",
        reason:
            "The guess is nearly always right in Colombia, but it is a guess: accents could come out wrong.",
        remedy: "Save it as \"CSV UTF-8\", or write `encoding: windows-1252` if the accents are right.",
        wrong: RuleExample(
            .audience,
            """
            celular,nombre,autorizacion
            573001112233,Iván,2026-01-05   # saved as CSV (comma delimited)
            """,
            bytes: {
                Array("celular,nombre,autorizacion\n573001112233,Iv".utf8)
                    + [0xE1]
                    + Array("n,2026-01-05\n".utf8)
            }),
        right: RuleExample(
            .audience,
            """
            celular,nombre,autorizacion
            573001112233,Iván,2026-01-05   # saved as CSV UTF-8
            """,
            bytes: {
                Array("celular,nombre,autorizacion\n573001112233,Iván,2026-01-05\n".utf8)
            }),
        source: "format.md, \"A campaign\", `encoding`")
}
