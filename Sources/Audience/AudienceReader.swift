// Audience: people in, recipients out.
//
// In come the bytes of a CSV file or the rows written into a campaign file, the lists of people to leave out, and
// the day. Out come, row by row and in the file's order, numbers that may be written to or the reason why not
// (`AudienceReader`, `RecipientRow`, `ExclusionReason`), and a campaign's messages with every placeholder filled
// for one row (`MessageFilling`). Files are read in pieces and never held: memory grows by the number of people
// only, 8 bytes in a table that is at least three eighths full. No number appears in a finding or a reason.

import CampaignModel
import Diagnostics

/// Takes an audience's rows as they are read.
package protocol AudienceConsumer {
    /// Called once, before the first row.
    mutating func begin(_ header: AudienceHeader) throws
    /// Called for every row, recipients and others, in order. What the row points to is valid until it returns.
    mutating func row(_ row: borrowing RecipientRow) throws
}

/// Reads an audience from its source, judging each row.
package enum AudienceReader {
    /// Reads all rows and hands them to a consumer.
    ///
    /// A file may turn out not to be UTF-8 after many rows; it is then read again from its beginning as
    /// Windows-1252. Therefore the consumer is made anew for each pass, and only the last one is handed back.
    /// - Throws: `unusable` if anything is found that would make the audience another one than was meant,
    ///   `consumer` with what the consumer threw.
    package static func read<Consumer: AudienceConsumer>(
        _ input: AudienceInput, makeConsumer: () -> Consumer
    ) throws(AudienceError) -> (reading: AudienceReading, consumer: Consumer) {
        let (reading, consumer, _) = try readAll(input, makeConsumer: makeConsumer)
        return (reading, consumer)
    }

    /// As `read`, and keeps the source open: what finds rows again by their places comes with the sums.
    package static func readAll<Consumer: AudienceConsumer>(
        _ input: AudienceInput, makeConsumer: () -> Consumer
    ) throws(AudienceError) -> (reading: AudienceReading, consumer: Consumer, rows: RowReader) {
        switch input.source.origin {
        case .inline(let recipients):
            var consumer = makeConsumer()
            let reading = try read(recipients, input, into: &consumer)
            return (reading, consumer, try RowReader(recipients, reading.header, input))
        case .file:
            do {
                var consumer = makeConsumer()
                let (reading, file) = try read(input.source.encoding, input, into: &consumer)
                return (reading, consumer, try rows(file, reading, input))
            } catch .notUTF8(let line) {
                let warning = try EncodingMistake.warning(input, line: line)
                do {
                    var consumer = makeConsumer()
                    var (reading, file) = try read(.windows1252, input, into: &consumer)
                    reading.findings.append(warning)
                    return (reading, consumer, try rows(file, reading, input))
                } catch {
                    throw error.asAudienceError(input)
                }
            } catch {
                throw error.asAudienceError(input)
            }
        }
    }

    /// The columns alone, for checks that need no rows.
    package static func header(_ input: AudienceInput) throws(AudienceError) -> AudienceHeader {
        switch input.source.origin {
        case .inline(let recipients):
            return AudienceHeader(columns: recipients.columns, line: recipients.firstLine)
        case .file:
            var encoding = input.source.encoding
            while true {
                do {
                    return try openFile(input, encoding).header
                } catch .notUTF8 where encoding == .auto {
                    encoding = .windows1252
                } catch {
                    throw error.asAudienceError(input)
                }
            }
        }
    }

    private static func openFile(
        _ input: AudienceInput, _ encoding: AudienceSource.Encoding
    ) throws(PassFailure) -> (file: CSVFile, header: AudienceHeader) {
        do {
            let file = try CSVFile(path: input.file ?? "", shownPath: input.shownPath, encoding: encoding)
            return (file, try file.readHeader(input.source.delimiter))
        } catch {
            throw PassFailure(error)
        }
    }

    private static func read(
        _ encoding: AudienceSource.Encoding, _ input: AudienceInput,
        into consumer: inout some AudienceConsumer
    ) throws(PassFailure) -> (AudienceReading, CSVFile) {
        let (file, header) = try openFile(input, encoding)
        let batch = CellBatch(width: header.columns.count)
        let checks: RowChecks
        do {
            checks = try ColumnChoice(header, input, delimiter: file.delimiter).checks(
                capacity: batch.capacity)
        } catch {
            throw .audience(error)
        }
        var tally = Tally()
        var isFirst = true
        do { try consumer.begin(header) } catch { throw .audience(.consumer(error)) }
        while try advance(file, batch) {
            if isFirst {
                checks.seen.reserve(expectedRows(file, batch.count))
                isFirst = false
            }
            try deliver(batch, checks, &tally, to: &consumer)
            input.onProgress?(file.consumed, file.size)
        }
        return (tally.reading(header, encoding: file.encoding), file)
    }

    private static func rows(
        _ file: CSVFile, _ reading: AudienceReading, _ input: AudienceInput
    ) throws(PassFailure) -> RowReader {
        do { return try RowReader(file, reading.header, input) } catch { throw .audience(error) }
    }

    private static func advance(_ file: CSVFile, _ batch: CellBatch) throws(PassFailure) -> Bool {
        do { return try file.fill(batch) } catch { throw PassFailure(error) }
    }

    /// What the whole file should hold if it goes on like its first rows.
    private static func expectedRows(_ file: CSVFile, _ rows: Int) -> Int {
        let perRow = max(1, file.consumed / max(1, rows))
        return file.size / perRow
    }

    private static func read(
        _ recipients: InlineRecipients, _ input: AudienceInput, into consumer: inout some AudienceConsumer
    ) throws(AudienceError) -> AudienceReading {
        let header = AudienceHeader(columns: recipients.columns, line: recipients.firstLine)
        let batch = CellBatch(width: header.columns.count, rows: recipients.count)
        let checks = try ColumnChoice(header, input, delimiter: nil).checks(capacity: batch.capacity)
        checks.seen.reserve(recipients.count)
        var tally = Tally()
        do { try consumer.begin(header) } catch { throw .consumer(error) }
        do throws(PassFailure) {
            // The address of the text must stay the same while rows point into it.
            try recipients.text.withUnsafeBufferPointer { (text) throws(PassFailure) in
                var next = 0
                while recipients.fill(batch, from: &next, text) {
                    try deliver(batch, checks, &tally, to: &consumer)
                    input.onProgress?(next, recipients.count)
                }
            }
        } catch {
            throw error.asAudienceError(input)
        }
        return tally.reading(header, encoding: .utf8)
    }

    private static func deliver(
        _ batch: CellBatch, _ checks: RowChecks, _ tally: inout Tally,
        to consumer: inout some AudienceConsumer
    ) throws(PassFailure) {
        batch.rowsChanged()
        checks.judge(batch)
        for index in 0..<batch.count {
            let verdict = checks.verdicts[index]
            if verdict == RowChecks.Verdict.blank { continue }
            tally.add(verdict)
            do {
                try consumer.row(RecipientRow(batch: batch, checks: checks, index: index))
            } catch {
                throw .audience(.consumer(error))
            }
        }
    }
}
