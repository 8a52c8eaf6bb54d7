import Diagnostics

/// Consents dated after the day of the check.
package enum FutureOptIn {
    package static let rule = Rule(
        "future-opt-in", .warning,
        summary: "Rows of the audience have a consent that is dated in the future, and get nothing.",
        reason: """
            Nobody can have agreed tomorrow: day and month are swapped, or a date was filled in for later. \
            Without a consent in the past a person may not be written to.
            """,
        remedy: "Write the day on which the person agreed, year first: 2026-01-05.",
        wrong: .audience(
            """
            celular,nombre,valor,dia,factura,documento,ciudad,autorizacion
            573001112233,Ana,$120.000,lunes,F-101,1010,Bogotá,2026-01-05
            573001112234,Luis,$80.000,martes,F-102,1011,Medellín,2027-01-05
            """),
        right: .audience(
            """
            celular,nombre,valor,dia,factura,documento,ciudad,autorizacion
            573001112233,Ana,$120.000,lunes,F-101,1010,Bogotá,2026-01-05
            573001112234,Luis,$80.000,martes,F-102,1011,Medellín,2026-05-01
            """),
        source: "format.md, \"A campaign\" (`opt_in`); gateways.md, section 1, \"Operating facts\"; "
            + "Ley 1581 of 2012, article 9")
}
