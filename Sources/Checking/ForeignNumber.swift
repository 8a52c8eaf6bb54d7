import Diagnostics

/// Numbers of other countries.
package enum ForeignNumber {
    package static let rule = Rule(
        "foreign-number", .warning,
        summary: "Rows of the audience have a number of another country, and get nothing.",
        reason: """
            The contacto gateway refuses numbers that do not begin with 57, and a setapp line is blocked for \
            writing to other countries.
            """,
        remedy: "Leave these people out, or write their Colombian number: 57 and ten digits.",
        wrong: .audience(
            """
            celular,nombre,valor,dia,factura,documento,ciudad,autorizacion
            573001112233,Ana,$120.000,lunes,F-101,1010,Bogotá,2026-01-05
            525512345678,Luis,$80.000,martes,F-102,1011,Medellín,2026-01-05
            """),
        right: .audience(
            """
            celular,nombre,valor,dia,factura,documento,ciudad,autorizacion
            573001112233,Ana,$120.000,lunes,F-101,1010,Bogotá,2026-01-05
            573001112234,Luis,$80.000,martes,F-102,1011,Medellín,2026-01-05
            """),
        source: "gateways.md, section 1, \"Operating facts\", and section 2, `mobile`")
}
