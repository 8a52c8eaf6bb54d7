import Audience
import CampaignModel
import Diagnostics
import Foundation

/// A file that lives as long as the test that made it.
final class TemporaryFile: Sendable {
    let path: String

    init(_ bytes: [UInt8]) throws {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("audience-\(UUID()).csv")
        path = url.path
        try Data(bytes).write(to: url)
    }

    convenience init(_ text: String) throws { try self.init(Array(text.utf8)) }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}

/// A row as a test wants to see it.
struct SeenRow: Equatable {
    var line: Int
    var number: String?
    var exclusion: ExclusionReason?
    var cells: [String]
}

struct Collector: AudienceConsumer {
    var header: AudienceHeader?
    var rows: [SeenRow] = []

    mutating func begin(_ header: AudienceHeader) { self.header = header }

    mutating func row(_ row: borrowing RecipientRow) {
        var cells: [String] = []
        for column in 0..<row.columnCount { cells.append(row.text(column)) }
        rows.append(
            SeenRow(line: row.line, number: row.number?.full, exclusion: row.exclusion, cells: cells))
    }
}

/// Asks every row for something that can only be asked while it is handed over.
struct Asking<Answer>: AudienceConsumer {
    var answers: [Answer] = []
    let question: (borrowing RecipientRow) -> Answer

    mutating func begin(_ header: AudienceHeader) {}
    mutating func row(_ row: borrowing RecipientRow) { answers.append(question(row)) }
}

enum Audiences {
    static func day(_ year: Int, _ month: Int, _ day: Int) -> LocalDate {
        LocalDate(year: year, month: month, day: day) ?? LocalDate(dayNumber: 0)
    }

    /// The day on which all tests judge: 1 December 2026.
    static let today = day(2026, 12, 1)

    static func source(
        delimiter: AudienceSource.Delimiter = .automatic, encoding: AudienceSource.Encoding = .auto,
        filters: [AudienceSource.Filter] = []
    ) -> AudienceSource {
        AudienceSource(
            origin: .file("audiences/a.csv"), delimiter: delimiter, encoding: encoding, phone: "celular",
            optIn: "autorizacion", filters: filters)
    }

    static func read(
        _ bytes: [UInt8], _ source: AudienceSource = source(),
        excluded: [(file: String, numbers: NumberSet)] = [], optedOut: NumberSet = NumberSet()
    ) throws -> (reading: AudienceReading, consumer: Collector) {
        let file = try TemporaryFile(bytes)
        let input = AudienceInput(
            source: source, file: file.path, shownPath: "audiences/a.csv", today: today, excluded: excluded,
            optedOut: optedOut)
        return try AudienceReader.read(input) { Collector() }
    }

    static func read(
        _ text: String, _ source: AudienceSource = source(),
        excluded: [(file: String, numbers: NumberSet)] = [], optedOut: NumberSet = NumberSet()
    ) throws -> (reading: AudienceReading, consumer: Collector) {
        try read(Array(text.utf8), source, excluded: excluded, optedOut: optedOut)
    }

    /// The findings with which reading was refused; empty if it was not.
    static func findings(_ bytes: [UInt8], _ source: AudienceSource = source()) throws -> [Finding] {
        do {
            _ = try read(bytes, source)
            return []
        } catch AudienceError.unusable(let findings) {
            return findings
        }
    }

    static func findings(_ text: String, _ source: AudienceSource = source()) throws -> [Finding] {
        try findings(Array(text.utf8), source)
    }

    static func inline(_ columns: [String], _ rows: [[String?]]) -> InlineRecipients {
        var result = InlineRecipients(columns: columns)
        for (index, row) in rows.enumerated() {
            result.lines.append(UInt32(10 + index))
            for value in row {
                if let value {
                    let offset = UInt32(result.text.count)
                    result.text += Array(value.utf8)
                    result.cells.append(.init(offset: offset, length: UInt32(value.utf8.count)))
                } else {
                    result.cells.append(.absent)
                }
            }
        }
        return result
    }

    /// Asks each row of an inline audience; `columns` must hold `celular` and `autorizacion`.
    static func ask<Answer>(
        _ columns: [String], _ rows: [[String?]], _ question: @escaping (borrowing RecipientRow) -> Answer
    ) throws -> [Answer] {
        var source = source()
        source.origin = .inline(inline(columns, rows))
        let input = AudienceInput(source: source, shownPath: "campaña.yaml", today: today)
        return try AudienceReader.read(input) { Asking(question: question) }.consumer.answers
    }
}
