import ArgumentParser
import Foundation
import Ledger
import Reporting

extension LedgerCommand {
    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "export", abstract: "Write what the ledger knows, for other programs.",
            discussion: """
                JSON Lines with a `record` key, or CSV of one table. Numbers are masked and WhatsApp's identifiers, which \
                hide them, left out unless --show-numbers is given; the messages' texts are never written. Beside a \
                running apply each record is as it was when it was read.
                """)

        enum Format: String, ExpressibleByArgument, CaseIterable { case jsonl, csv }

        @OptionGroup var options: GlobalOptions
        @Option(help: "jsonl or csv.")
        var format: Format = .jsonl
        @Option(
            help: """
                Only one table: \(LedgerTable.allCases.map(\.rawValue).joined(separator: ", ")). CSV without it: sends.
                """)
        var only: LedgerTable?
        @Option(help: "A file to write, readable by its owner alone; it must not be there. Default: stdout.")
        var out: String?
        @Flag(help: "Show whole phone numbers, and the identifiers that hide them.")
        var showNumbers = false

        func run() async throws {
            try await reporting {
                let session = try Session(options)
                let ledger = try session.ledgerOfRecord()
                let tables = only.map { [$0] } ?? (format == .csv ? [.sends] : LedgerTable.allCases)
                let export = LedgerExport(numbersInFull: showNumbers)
                let output = try out.map(OwnFile.init) ?? OwnFile()
                var count = 0
                let progress = StepProgress(options.console, writesResult: out == nil)
                defer { progress.end() }
                let total = try tables.reduce(0) { try $0 + ledger.count(of: $1) }
                for table in tables {
                    if format == .csv { try output.write(export.header(of: table)) }
                    var place: Int64? = 0
                    while let start = place {
                        let page = try ledger.records(of: table, from: start, limit: 1000)
                        var lines: [UInt8] = []
                        for record in page.records {
                            switch format {
                            case .csv: export.appendCSV(record, to: &lines)
                            case .jsonl: export.appendJSON(record, to: &lines)
                            }
                        }
                        try output.write(lines)
                        count += page.records.count
                        progress.show("exporting \(table.rawValue)", count, of: total)
                        place = page.next
                    }
                }
                try output.finish()
                progress.end()
                options.console.note("Exported \(Words.count(count, "record")).")
                return .success
            }
        }
    }
}

extension LedgerTable: ExpressibleByArgument {}

/// A file that only its owner can read, or stdout.
private struct OwnFile {
    private let descriptor: Int32
    private let path: String?

    init() { (descriptor, path) = (STDOUT_FILENO, nil) }

    init(_ path: String) throws {
        descriptor = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
        self.path = path
        guard descriptor >= 0 else {
            throw Failure(.unreadable, "\(path) cannot be written: \(String(cString: strerror(errno)))")
        }
    }

    func write(_ bytes: [UInt8]) throws {
        guard Console.write(bytes, to: descriptor) else { throw failure }
    }

    func finish() throws {
        guard path != nil else { return }
        guard fsync(descriptor) == 0, close(descriptor) == 0 else { throw failure }
    }

    private var failure: Failure {
        Failure(.unreadable, "\(path ?? "stdout") cannot be written: \(String(cString: strerror(errno)))")
    }
}
