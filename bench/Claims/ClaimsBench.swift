// claims-bench: claims and results of a PostgreSQL ledger by its own store, for `bench/claims.py` to measure.
//
// claims-bench prepare URL CAMPAIGN LINES SENDS    makes the ledger if there is none, and freezes so many for each line
// claims-bench run URL CAMPAIGN LINES SENDS        claims and settles so many on each line, all lines at once
//
// `run` prints one object of JSON: `claims`, `seconds`, `user_seconds`, `system_seconds`. Exit status: 0, 64 wrong usage,
// 70 anything else (stderr says what).
import CampaignModel
import Foundation
import Ledger
import LedgerPostgres

@main
enum ClaimsBench {
    static func main() {
        do {
            let order = try Order(Array(CommandLine.arguments.dropFirst()))
            switch order.verb {
            case .prepare: try order.prepare()
            case .run: print(try order.run().json)
            }
        } catch let error as Order.Unusable {
            complain(error.description, status: 64)
        } catch {
            complain("\(error)", status: 70)
        }
    }

    private static func complain(_ words: String, status: Int32) {
        FileHandle.standardError.write(Data("claims-bench: \(words)\n".utf8))
        exit(status)
    }
}

/// What the command line asks for.
struct Order: Sendable {
    enum Verb: String { case prepare, run }

    struct Unusable: Error, CustomStringConvertible { let description: String }

    var verb: Verb
    var url: String
    var scope: CampaignScope
    var lines: [BenchLine]
    /// Of each line.
    var sends: Int

    init(_ arguments: [String]) throws(Unusable) {
        guard arguments.count == 5, let verb = Verb(rawValue: arguments[0]), let lines = Int(arguments[3]),
            let sends = Int(arguments[4]), (1...16).contains(lines), (1...1_000_000).contains(sends)
        else { throw Unusable(description: "usage: claims-bench prepare|run URL CAMPAIGN LINES SENDS") }
        self.verb = verb
        url = arguments[1]
        scope = CampaignScope(campaign: arguments[2], revision: 1, occurrence: "once")
        self.lines = (0..<lines).compactMap(BenchLine.init(index:))
        self.sends = sends
    }

    func prepare() throws {
        let ledger =
            try PostgresLedger.exists(at: url)
            ? PostgresLedger.open(at: url, expected: nil) : PostgresLedger.create(at: url)
        for line in lines {
            var batch = FreezeBatch()
            batch.added = try (0..<sends).map { try line.send($0, in: scope) }
            try ledger.freeze(batch, at: PostgresLedger.systemClock())
        }
    }

    func run() throws -> Outcome {
        let ledger = try PostgresLedger.open(at: url, expected: nil)
        // As `apply` and `run` are: its claims say whose they are, and it says that it lives.
        let lease = try ledger.becomeRunner("claims-bench")
        defer { lease.release() }
        return try SideBySide(ledger: ledger, scope: scope, lines: lines, claims: sends).run()
    }
}
