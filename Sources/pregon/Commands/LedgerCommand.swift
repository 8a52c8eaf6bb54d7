import ArgumentParser
import Ledger
import LedgerSQLite

struct LedgerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger", abstract: "The durable record of who got what.",
        subcommands: [Init.self, Check.self])

    struct Init: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "init", abstract: "Create the workspace's ledger: nobody has got anything yet.")

        @OptionGroup var options: GlobalOptions

        func run() async throws {
            try await reporting {
                let session = try Session(options)
                let path = try session.ledgerPath()
                if !SQLiteLedger.exists(at: path) { try session.refuseSecondLedger() }
                let ledger = try SQLiteLedger.create(at: path)
                let id = try ledger.identity().id
                options.console.detail("created \(path)")
                options.console.out("ledger_id: \(id)   # in pregon.yaml, this refuses any other ledger")
                return .success
            }
        }
    }

    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check", abstract: "Look for damage and for sums that do not add up.")

        @OptionGroup var options: GlobalOptions

        func run() async throws {
            try await reporting {
                let session = try Session(options)
                guard let ledger = try session.existingLedger() else {
                    throw LedgerError.missing(place: try session.ledgerPath())
                }
                let wrong = try ledger.check()
                for line in wrong { options.console.out("error: \(line)") }
                let identity = try ledger.identity()
                let verdict = wrong.isEmpty ? "sound" : "\(wrong.count) things are wrong; put a backup back"
                options.console.out("Ledger \(identity.id), serial \(identity.serial): \(verdict).")
                return wrong.isEmpty ? .success : .findings
            }
        }
    }
}
