import Diagnostics

extension AudienceRules {
    package static let notText = Rule(
        "audience-encoding",
        summary: "The file is not a CSV in UTF-8: it is a workbook, UTF-16, or in another encoding.",
        reason: "Read in the wrong encoding, names would go out with the wrong letters, or not at all.",
        remedy: "Save it as \"CSV UTF-8 (comma delimited)\".",
        wrong: RuleExample(
            .audience,
            """
            celular,nombre,autorizacion   # saved as "Unicode text" (UTF-16)
            573001112233,Ana,2026-01-05
            """,
            bytes: {
                [0xFF, 0xFE]
                    + Array("celular,nombre,autorizacion".utf16).flatMap {
                        [UInt8($0 & 0xFF), UInt8($0 >> 8)]
                    }
            }),
        right: RuleExample(
            .audience,
            """
            celular,nombre,autorizacion
            573001112233,Ana,2026-01-05   # saved as CSV UTF-8
            """,
            bytes: {
                Array("celular,nombre,autorizacion\n573001112233,Ana,2026-01-05\n".utf8)
            }),
        source: "format.md, \"A campaign\", `encoding`")
}
