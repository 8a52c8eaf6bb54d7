import Diagnostics

extension ValueRules {
    package static let badLedger = Rule(
        "bad-ledger",
        summary: "The place of the ledger cannot be read.",
        reason: "The ledger is what keeps a message from going out twice.",
        remedy: "Write `sqlite:` and a path, `postgres://…`, or `${PREGON_LEDGER}`.",
        wrong: .workspace("ledger: ledger.db"),
        right: .workspace("ledger: sqlite:.pregon/ledger.sqlite"),
        source: "format.md, \"`pregon.yaml`\", `ledger`")
}
