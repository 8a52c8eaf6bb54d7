import CampaignModel

/// Why a row of an audience gets nothing. Holds no number and no other personal data.
package enum ExclusionReason: Error, Sendable, Hashable {
    /// The opt-in cell is empty.
    case noOptIn
    /// The opt-in cell is not an ISO date.
    case invalidOptIn
    case futureOptIn(LocalDate)
    case optedOut
    /// The number stands in this file of the campaign's `exclude`.
    case excludedList(String)
    /// The value in this column is not one that `where` keeps.
    case filter(column: String)
    /// The number stands in an earlier row.
    case duplicate(firstLine: Int)
    case invalidNumber(NumberMistake)
    /// The row has more filled cells than the header has names.
    case wrongCellCount
    /// A placeholder without a default meets an empty cell.
    case emptyVariable(column: String)
    /// Characters after filling, counted as UTF-16 units, the strictest reading of the manuals.
    case tooLong(what: String, count: Int, limit: Int)
    case unsendable(what: String, why: String)
    case frequencyCap

    /// The reason's stable name in JSON and in sums.
    package var name: String {
        switch self {
        case .noOptIn: "no_opt_in"
        case .invalidOptIn: "invalid_opt_in"
        case .futureOptIn: "future_opt_in"
        case .optedOut: "opted_out"
        case .excludedList: "excluded_list"
        case .filter: "filter"
        case .duplicate: "duplicate_row"
        case .invalidNumber: "invalid_number"
        case .wrongCellCount: "wrong_cell_count"
        case .emptyVariable: "empty_variable"
        case .tooLong: "too_long"
        case .unsendable: "unsendable"
        case .frequencyCap: "frequency_cap"
        }
    }

    /// What is wrong and, where it helps, what to do: one or two plain sentences.
    package var explanation: String {
        switch self {
        case .noOptIn: "There is no consent: the opt-in cell is empty."
        case .invalidOptIn: "The consent is not a date such as 2026-01-05."
        case .futureOptIn(let date): "The consent is dated \(date), which is in the future."
        case .optedOut: "The person has opted out."
        case .excludedList(let file): "The number stands in the exclusion list \(file)."
        case .filter(let column): "The value in the column \(column) is not one that `where` keeps."
        case .duplicate(let line): "The number stands already in line \(line)."
        case .invalidNumber(let mistake): "The number \(mistake.explanation). \(mistake.hint)"
        case .wrongCellCount:
            "The row has more cells than the header has names, so that its values may stand in wrong columns. "
                + "Quote cells that contain the delimiter."
        case .emptyVariable(let column):
            "The column \(column) is empty, and the placeholder gives no default ({{\(column)|…}})."
        case .tooLong(let what, let count, let limit):
            "The \(what) would have \(count) characters; \(limit) are allowed."
        case .unsendable(let what, let why): "The \(what) cannot be sent: \(why)."
        case .frequencyCap: "The person would get more messages than are allowed in the time."
        }
    }
}
