import Diagnostics

extension ValueRules {
    package static let badEnvironmentReference = Rule(
        "bad-environment-reference",
        summary: "A value holds ${ but is not one reference to an environment variable.",
        reason: """
            Parts of values are not replaced; a half-written reference would be sent as it stands.
            """,
        wrong: .contacto("ledger: sqlite:${DIR}/ledger"),
        right: .contacto("ledger: ${PREGON_LEDGER}"),
        source: "format.md")
}
