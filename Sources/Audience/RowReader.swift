import CampaignModel
import Diagnostics
import Synchronization

/// Finds rows of an audience again by their places.
///
/// It keeps the very file open that was read, so that one put in its place changes nothing, and holds each row to what
/// its cells came to then, so that one changed in place is refused. Reading in the file's order costs what the first
/// reading did; anything else costs a piece of the file for each row.
package final class RowReader: Sendable {
    private struct State {
        var source: Source
        let batch: CellBatch
        let checks: RowChecks
        /// The row of the batch at which to go on looking.
        var next = 0
    }

    private enum Source {
        case file(CSVFile)
        case inline(InlineRecipients)
    }

    // The lock's only: the file, its buffer and the batch belong to nobody else.
    private struct Unshared: @unchecked Sendable { var state: State }

    private let state: Mutex<Unshared>
    private let shownPath: String
    private let line: Int

    init(_ file: CSVFile, _ header: AudienceHeader, _ input: AudienceInput) throws(AudienceError) {
        let batch = CellBatch(width: header.columns.count)
        let checks = try ColumnChoice(header, input, delimiter: file.delimiter).checks(
            capacity: batch.capacity)
        shownPath = input.shownPath
        line = header.line
        state = Mutex(Unshared(state: State(source: .file(file), batch: batch, checks: checks)))
    }

    init(
        _ recipients: InlineRecipients, _ header: AudienceHeader, _ input: AudienceInput
    ) throws(AudienceError) {
        let batch = CellBatch(width: header.columns.count, rows: 1)
        let checks = try ColumnChoice(header, input, delimiter: nil).checks(capacity: 1)
        shownPath = input.shownPath
        line = header.line
        state = Mutex(Unshared(state: State(source: .inline(recipients), batch: batch, checks: checks)))
    }

    /// Hands over the row at a place that a reading of the same audience has given.
    /// - Throws: `AudienceError.unusable` if the file is not what it was, and what `body` throws.
    package func row<Value: Sendable>(
        at place: RowPlace, _ body: (borrowing RecipientRow) throws -> Value
    ) throws -> Value {
        try state.withLock { unshared in
            let (batch, checks) = (unshared.state.batch, unshared.state.checks)
            switch unshared.state.source {
            case .inline(let recipients):
                return try recipients.text.withUnsafeBufferPointer { text in
                    var next = place.offset
                    guard next < recipients.count, recipients.fill(batch, from: &next, text) else {
                        throw changed
                    }
                    batch.rowsChanged()
                    return try body(RecipientRow(batch: batch, checks: checks, index: 0))
                }
            case .file(let file):
                do {
                    try find(place, file, &unshared.state)
                } catch let failure as CSVFailure {
                    if case .finding(let finding) = failure { throw AudienceError.unusable([finding]) }
                    throw changed
                }
                let index = unshared.state.next
                guard batch.check(row: index) == place.check else { throw changed }
                return try body(RecipientRow(batch: batch, checks: checks, index: index))
            }
        }
    }

    /// Further than this it is cheaper to begin again at the row than to read on to it.
    private static let near = 1 << 18

    /// Leaves `next` at the row.
    private func find(_ place: RowPlace, _ file: CSVFile, _ state: inout State) throws {
        let batch = state.batch
        let wanted = place.offset
        var hasRewound = false
        while true {
            if batch.count > 0, batch.starts[batch.count - 1] >= wanted, batch.starts[0] <= wanted {
                if state.next >= batch.count || batch.starts[state.next] > wanted { state.next = 0 }
                while batch.starts[state.next] < wanted { state.next += 1 }
                guard batch.starts[state.next] == wanted else { throw changed }
                return
            }
            let last = batch.count > 0 ? batch.starts[batch.count - 1] : 0
            let isAhead = batch.count > 0 && last < wanted
            if !isAhead || file.encoding == .utf8 && wanted - last > RowReader.near {
                guard !hasRewound else { throw changed }
                hasRewound = true
                try file.rewind(to: file.encoding == .utf8 ? wanted : 0)
            }
            state.next = 0
            guard try file.fill(batch) else { throw changed }
            batch.rowsChanged()
        }
    }

    private var changed: AudienceError {
        .unusable([
            Finding(
                AudienceRules.unreadable, at: SourcePlace(file: shownPath, span: SourceSpan(line: line)),
                "the file was changed after it had been planned",
                remedy: "leave it alone while a campaign is planned and applied, and try again")
        ])
    }
}
