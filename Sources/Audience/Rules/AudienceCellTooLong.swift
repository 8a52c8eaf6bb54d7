import Diagnostics

extension AudienceRules {
    package static let cellTooLong = Rule(
        "audience-cell-too-long",
        summary: "A cell is longer than 64 KiB, or a row than 1 MiB.",
        reason: "No message could hold it; it is a damaged file or the wrong one.",
        remedy: "Look at the row: mostly a quote is missing there, or another file was pasted into the "
            + "cell.",
        wrong: RuleExample(
            .audience,
            """
            celular,nombre,autorizacion
            573001112233,Ana …,2026-01-05   # a name of 70,000 letters
            """,
            bytes: {
                Array("celular,nombre,autorizacion\n573001112233,".utf8)
                    + Array(repeating: UInt8(ascii: "x"), count: 70_000)
                    + Array(",2026-01-05\n".utf8)
            }),
        right: .audience(
            """
            celular,nombre,autorizacion
            573001112233,Ana,2026-01-05
            """),
        source: "a limit of this program; texts have 1,000 characters (gateways.md, section 1)")
}
