/// Why a cell is not a number that may be sent to (gateways.md: 12 digits that begin with 57).
package enum NumberMistake: Sendable, Hashable {
    case empty
    /// `5,73E+11`: a spreadsheet has rounded the number away.
    case spreadsheet
    case notDigits
    /// Digits only, but so many of them.
    case wrongLength(Int)
    /// Twelve digits that do not begin with 57, or `+` or `00` and another country's code.
    case otherCountry

    /// What is wrong, as the end of a sentence that begins with "the number".
    package var explanation: String {
        switch self {
        case .empty: "is empty"
        case .spreadsheet: "was destroyed by a spreadsheet, which keeps only its first digits (5,73E+11)"
        case .notDigits: "holds something other than digits"
        case .wrongLength(let count): "has \(count) \(count == 1 ? "digit" : "digits") instead of 12"
        case .otherCountry: "does not begin with 57; only Colombian numbers can be written to"
        }
    }

    /// What to do about it, as a whole sentence.
    package var hint: String {
        switch self {
        case .empty: "Fill in the number, or delete the row."
        case .spreadsheet:
            "Take the number from where it came, and format the column as text before pasting it."
        case .notDigits:
            "Write 12 digits without +, spaces or dashes: +57 300 111 2233 becomes 573001112233."
        case .wrongLength(10): "Put the country code 57 in front of it: 3001112233 becomes 573001112233."
        case .wrongLength: "Write 12 digits: 57 and the ten digits of the number, such as 573001112233."
        case .otherCountry: "Leave the row out, or correct the number."
        }
    }
}
