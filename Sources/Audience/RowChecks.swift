import CampaignModel

/// Decides for each row of a batch whether it is a recipient, in the order that `ExclusionReason` is reported:
/// filter, cells, number, duplicate, consent, exclusion lists, opt-out.
///
/// Works in sweeps over the batch, so that the look-ups of all rows in one set overlap.
final class RowChecks {
    /// A verdict in a byte; what else the reason says is found again from the row when somebody asks.
    enum Verdict {
        static let eligible: UInt8 = 0
        static let filter: UInt8 = 1
        static let overfull: UInt8 = 2
        static let number: UInt8 = 3
        static let duplicate: UInt8 = 4
        static let noOptIn: UInt8 = 5
        static let invalidOptIn: UInt8 = 6
        static let futureOptIn: UInt8 = 7
        static let excluded: UInt8 = 8
        static let optedOut: UInt8 = 9
        /// Nothing but delimiters: no row at all.
        static let blank: UInt8 = 10
        static let names = [
            "", "filter", "wrong_cell_count", "invalid_number", "duplicate_row", "no_opt_in",
            "invalid_opt_in", "future_opt_in", "excluded_list", "opted_out",
        ]
    }

    let phone: Int
    let optIn: Int
    let filters: [RowFilter]
    let excluded: [(file: String, numbers: NumberSet)]
    private let optedOut: NumberSet
    private let today: Int
    /// The numbers seen so far, with the line of each one's first row.
    let seen = NumberTable()

    let keys: UnsafeMutablePointer<UInt64>
    let verdicts: UnsafeMutablePointer<UInt8>
    /// The first line of a duplicate, the index of an exclusion list or of a filter.
    let details: UnsafeMutablePointer<UInt32>
    /// Which filter dropped a row, while `details` is in use for duplicates.
    private var filterOf: [UInt32]
    private let capacity: Int
    private var touched: UInt64 = 0

    init(_ input: AudienceInput, phone: Int, optIn: Int, filters: [RowFilter], capacity: Int) {
        self.phone = phone
        self.optIn = optIn
        self.filters = filters
        excluded = input.excluded
        optedOut = input.optedOut
        today = OptInCell.packed(input.today)
        self.capacity = capacity
        filterOf = Array(repeating: 0, count: capacity)
        keys = .allocate(capacity: capacity)
        keys.initialize(repeating: NumberTable.noKey, count: capacity)
        verdicts = .allocate(capacity: capacity)
        verdicts.initialize(repeating: 0, count: capacity)
        details = .allocate(capacity: capacity)
        details.initialize(repeating: 0, count: capacity)
    }

    deinit {
        keys.deallocate()
        verdicts.deallocate()
        details.deallocate()
    }

    /// Judges all rows of a batch of at most `capacity` rows.
    func judge(_ batch: CellBatch) {
        let count = min(batch.count, capacity)
        for row in 0..<count { verdicts[row] = Verdict.eligible }
        for index in filters.indices { apply(filters[index], index, batch, count) }
        readNumbers(batch, count)
        seen.insert(keys, lines: batch.lines, firstLines: details, count: count)
        for row in 0..<count where keys[row] != NumberTable.noKey && details[row] != 0 {
            verdicts[row] = Verdict.duplicate
        }
        restoreFilterDetails(count)
        readConsent(batch, count)
        for index in excluded.indices {
            look(in: excluded[index].numbers, Verdict.excluded, UInt32(truncatingIfNeeded: index), count)
        }
        look(in: optedOut, Verdict.optedOut, 0, count)
    }

    private func apply(_ filter: RowFilter, _ index: Int, _ batch: CellBatch, _ count: Int) {
        for row in 0..<count where verdicts[row] == Verdict.eligible {
            if !filter.keeps(batch.bytes(row: row, column: filter.column)) {
                verdicts[row] = Verdict.filter
                filterOf[row] = UInt32(truncatingIfNeeded: index)
            }
        }
    }

    /// `details` serves duplicates first; the filters' indices are put back where they belong.
    private func restoreFilterDetails(_ count: Int) {
        guard !filters.isEmpty else { return }
        for row in 0..<count where verdicts[row] == Verdict.filter { details[row] = filterOf[row] }
    }

    private func readNumbers(_ batch: CellBatch, _ count: Int) {
        for row in 0..<count {
            let digits = NumberCell.digits(batch.bytes(row: row, column: phone))
            keys[row] = digits == 0 ? NumberTable.noKey : NumberTable.key(digits)
            if digits == 0, batch.isBlank(row: row) {
                verdicts[row] = Verdict.blank
            } else if verdicts[row] != Verdict.eligible {
                keys[row] = NumberTable.noKey
            } else if batch.overfull[row] {
                verdicts[row] = Verdict.overfull
                keys[row] = NumberTable.noKey
            } else if digits == 0 {
                verdicts[row] = Verdict.number
            }
        }
    }

    private func readConsent(_ batch: CellBatch, _ count: Int) {
        let today = today
        for row in 0..<count where verdicts[row] == Verdict.eligible {
            let cell = batch.bytes(row: row, column: optIn)
            let date = OptInCell.packedDate(cell)
            if date == 0 {
                verdicts[row] = ByteText.isBlank(cell) ? Verdict.noOptIn : Verdict.invalidOptIn
            } else if date > today {
                verdicts[row] = Verdict.futureOptIn
            }
        }
    }

    private func look(in set: NumberSet, _ verdict: UInt8, _ detail: UInt32, _ count: Int) {
        guard !set.isEmpty else { return }
        let table = set.table
        touched ^= table.touch(keys, count: count)
        for row in 0..<count where verdicts[row] == Verdict.eligible && table.line(of: keys[row]) != nil {
            verdicts[row] = verdict
            details[row] = detail
        }
    }
}
