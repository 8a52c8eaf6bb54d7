import Diagnostics

extension ValueRules {
    package static let badLedger = Rule(
        "bad-ledger",
        summary: "The place of the ledger cannot be read.",
        reason: "The ledger is what keeps a message from going out twice.",
        wrong: .contacto("ledger: ledger.db"),
        right: .contacto("ledger: sqlite:.pregon/ledger.sqlite"),
        source: "format.md")
}
