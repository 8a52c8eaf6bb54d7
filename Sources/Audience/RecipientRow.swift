import CampaignModel

/// One row of an audience, recipient or not. It can be looked at only while it is being handed over; its bytes
/// belong to a buffer that the next rows will fill.
package struct RecipientRow: ~Copyable {
    // Unowned and unchecked: a row never outlives the call it is handed to, and a million of them are made.
    unowned(unsafe) let batch: CellBatch
    unowned(unsafe) let checks: RowChecks
    let index: Int

    /// The line of the file on which the row begins, from 1.
    package var line: Int { batch.lines[index] }

    /// Where the row is to be found again.
    package var place: RowPlace {
        RowPlace(offset: UInt64(truncatingIfNeeded: batch.starts[index]), check: batch.check(row: index))
    }

    /// The recipient's number; nil if the cell does not hold one that may be sent to.
    package var number: PhoneNumber? {
        PhoneNumber(digits: NumberCell.digits(batch.bytes(row: index, column: checks.phone)))
    }

    /// What may be shown of the number's cell, right or wrong: `521•••••4567`; nil where it holds few digits.
    package var maskedNumber: String? { NumberCell.masked(batch.bytes(row: index, column: checks.phone)) }

    /// Whether the row's number is one of these; much quicker than comparing `number`.
    package func isTo(oneOf keys: [NumberKey]) -> Bool {
        let own = checks.keys[index]
        for key in keys where key.value == own { return true }
        return false
    }

    package var isEligible: Bool { checks.verdicts[index] == RowChecks.Verdict.eligible }

    /// Why the row gets nothing; nil for a recipient.
    package var exclusion: ExclusionReason? {
        switch checks.verdicts[index] {
        case RowChecks.Verdict.eligible: nil
        case RowChecks.Verdict.filter: .filter(column: checks.filters[Int(checks.details[index])].name)
        case RowChecks.Verdict.overfull: .wrongCellCount
        case RowChecks.Verdict.number:
            .invalidNumber(NumberCell.mistake(batch.bytes(row: index, column: checks.phone)))
        case RowChecks.Verdict.duplicate: .duplicate(firstLine: Int(checks.details[index]))
        case RowChecks.Verdict.noOptIn: .noOptIn
        case RowChecks.Verdict.futureOptIn: futureOptIn
        case RowChecks.Verdict.excluded: .excludedList(checks.excluded[Int(checks.details[index])].file)
        case RowChecks.Verdict.optedOut: .optedOut
        default: .invalidOptIn
        }
    }

    private var futureOptIn: ExclusionReason {
        if case .date(let date) = OptInCell.read(batch.bytes(row: index, column: checks.optIn)) {
            .futureOptIn(date)
        } else {
            .invalidOptIn
        }
    }

    /// Whether the row's number is only written in another way, so that it can be corrected unasked.
    package var hasCorrectableNumber: Bool {
        guard checks.verdicts[index] == RowChecks.Verdict.number else { return false }
        return NumberSpelling.twelveDigits(value(checks.phone), addsCountry: false) != nil
    }

    package var columnCount: Int { batch.width }

    /// A cell as UTF-8, exactly as it stands (quotes resolved); valid only during the call the row was handed to.
    /// Empty for a missing cell.
    package func value(_ column: Int) -> UnsafeBufferPointer<UInt8> {
        guard column >= 0, column < batch.width else { return UnsafeBufferPointer(start: nil, count: 0) }
        return batch.bytes(row: index, column: column)
    }

    /// A copy of a cell's text.
    package func text(_ column: Int) -> String { String(decoding: value(column), as: UTF8.self) }
}

/// A number in the form in which a million rows are compared with it.
package struct NumberKey: Sendable, Hashable {
    let value: UInt64

    package init(_ number: PhoneNumber) { value = NumberTable.key(number.digits) }
}
