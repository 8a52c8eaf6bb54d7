import ArgumentParser
import Execution
import Ledger
import LedgerSQLite
import Reporting

struct LedgerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger", abstract: "The durable record of who got what.",
        subcommands: [Init.self, Check.self, Backup.self, Restore.self, Export.self, Import.self])

    struct Init: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "init", abstract: "Create the workspace's ledger: nobody has got anything yet.")

        @OptionGroup var options: GlobalOptions

        func run() async throws {
            try await reporting {
                let session = try Session(options)
                let place = try session.ledgerPlace()
                if try session.existingLedger() != nil { throw LedgerError.exists(place: place.name) }
                try session.refuseSecondLedger()
                let id = try place.create().identity().id
                options.console.detail("created \(place.name)")
                options.console.out("ledger_id: \(id)   # in pregon.yaml, this refuses any other ledger")
                return .success
            }
        }
    }

    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check", abstract: "Look for damage and for sums that do not add up.",
            discussion: """
                Reads all of the file: structure, indexes, and that states, attempts, contents and opt-outs fit \
                together. Sending may go on meanwhile.
                """)

        @OptionGroup var options: GlobalOptions

        func run() async throws {
            try await reporting {
                let session = try Session(options)
                let ledger = try session.ledgerOfRecord()
                let wrong = try StepProgress(options.console).wait("checking the ledger") {
                    try ledger.check()
                }
                for line in wrong { options.console.out("error: \(line)") }
                let waiting = try ledger.waitingResults()
                if waiting > 0 { options.console.note(LedgerWords.waiting(waiting)) }
                let identity = try ledger.identity()
                let verdict =
                    wrong.isEmpty
                    ? "sound"
                    : "\(Words.count(wrong.count, "thing is", "things are")) wrong; "
                        + LedgerError.backup(of: try session.ledgerPlace().name)
                options.console.out("Ledger \(identity.id), serial \(identity.serial): \(verdict).")
                return wrong.isEmpty ? .success : .findings
            }
        }
    }

    struct Backup: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "backup",
            abstract: "Copy the ledger as it is at this moment, also while sending goes on.",
            discussion: """
                The file is whole and checked when it appears, readable by its owner alone, and never overwrites \
                another. It holds whole numbers and texts: keep it as you keep the ledger.
                """)

        @OptionGroup var options: GlobalOptions
        @Argument(help: "The file to write.")
        var file: String

        func run() async throws {
            try await reporting {
                let session = try Session(options)
                let path = try session.ledgerPlace().file(for: "`ledger backup`")
                let ledger = try SQLiteLedger.open(at: path, expected: session.workspace.ledgerID)
                let waiting = try ledger.waitingResults()
                let backup = try StepProgress(options.console).wait("copying the ledger") {
                    try ledger.backUp(to: file)
                }
                options.console.out(LedgerWords.holds(backup, file: file))
                if waiting > 0 {
                    options.console.note(LedgerWords.waiting(waiting) + ". Back up again after that")
                }
                options.console.detail("  = to put it back: pregon ledger restore \(file)")
                return waiting > 0 ? .findings : .success
            }
        }
    }

    struct Restore: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "restore",
            abstract: "Put a backup in the place of a ledger that is lost or damaged.",
            discussion: """
                A sound ledger is never replaced; what is in its place is kept under another name. A backup that has \
                not come as far as the ledger had lacks what was sent since. With --older it is restored all the \
                same, and every line is held: settle what was sent since by the gateway's list, then `pregon resume`.
                """)

        @OptionGroup var options: GlobalOptions
        @Flag(help: "Take a backup that lacks what was sent since, and hold every line.")
        var older = false
        @Argument(help: "The backup.")
        var file: String

        func run() async throws {
            try await reporting {
                let console = options.console
                let session = try Session(options)
                let restoring = LedgerRestoring(
                    backup: file, place: try session.ledgerPlace().file(for: "`ledger restore`"),
                    acceptsOlder: older,
                    expected: session.workspace.ledgerID, lines: session.workspace.lines.map(\.name),
                    by: Operator.name(session.environment), at: SystemClock().reading().wall)
                let restored = try StepProgress(console).wait("restoring the ledger") {
                    try SQLiteLedger.restore(restoring)
                }
                for path in restored.setAside { console.note("what was there is kept in \(path)") }
                console.out(LedgerWords.restored(restored))
                for line in restored.held {
                    console.note("line \(line) is held  = when it is settled: pregon resume \(line)")
                }
                return restored.isOlder ? .findings : .success
            }
        }
    }
}

/// Sentences about ledgers and their copies.
enum LedgerWords {
    static func waiting(_ results: Int) -> String {
        """
        \(Words.count(results, "result")) of an earlier run \(results == 1 ? "waits" : "wait") beside the ledger; the \
        next `pregon apply` or `pregon run` takes \(results == 1 ? "it" : "them") in
        """
    }

    static func holds(_ backup: LedgerBackup, file: String) -> String {
        "Backed up to \(file): \(contents(backup)), serial \(backup.identity.serial) of ledger \(backup.identity.id)."
    }

    static func restored(_ restored: RestoredLedger) -> String {
        let text =
            "Restored ledger \(restored.contents.identity.id): \(contents(restored.contents)), "
            + "serial \(restored.contents.identity.serial)."
        guard restored.isOlder else { return text }
        return text + " It lacks what was sent, answered or opted out since: every line is held."
    }

    private static func contents(_ backup: LedgerBackup) -> String {
        [
            Words.count(backup.sends, "send"), Words.count(backup.attempts, "attempt"),
            Words.count(backup.suppressed, "opt-out"),
        ].joined(separator: ", ")
    }
}
