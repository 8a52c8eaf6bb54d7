import Ledger
import Testing

/// One promise of the contract, with the name that a test report shows.
package struct ContractCase: Sendable, CustomTestStringConvertible {
    package let name: String
    let body: @Sendable (ContractScene) throws -> Void

    init(_ name: String, _ body: @escaping @Sendable (ContractScene) throws -> Void) {
        self.name = name
        self.body = body
    }

    package var testDescription: String { name }

    /// Runs on a bench of its own: cases leave their sends behind.
    package func run(on bench: any LedgerBench) throws { try body(ContractScene(bench: bench)) }
}

/// All promises that every store keeps, by subject. `alone` and `sharing` are those of stores for one runner and for several.
package enum LedgerContract {
    package static var all: [ContractCase] {
        freezing + refreezing + claiming + deciding + ordering + facts + settling + continuing + recovering
            + stopping + cancelling + resolving + asking + soundness + evidence + attribution + halting
            + failureRate + exporting + probing + sideBySide
    }
}
