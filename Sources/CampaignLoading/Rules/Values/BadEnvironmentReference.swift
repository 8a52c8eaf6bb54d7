import Diagnostics

extension ValueRules {
    package static let badEnvironmentReference = Rule(
        "bad-environment-reference",
        summary: "A value holds ${ but is not one reference to an environment variable.",
        reason: """
            Parts of values are not replaced; a half-written reference would be sent as it stands.
            """,
        remedy: "Write one reference as the whole value, and set all of it in the environment.",
        wrong: .workspace("ledger: sqlite:${CARPETA}/ledger.sqlite"),
        right: .workspace("ledger: ${PREGON_LEDGER}"),
        source: "format.md, \"`pregon.yaml`\"")
}
