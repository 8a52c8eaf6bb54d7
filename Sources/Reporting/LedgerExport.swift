import CampaignModel
import Ledger

/// Records of a ledger for programs and spreadsheets, line by line: nothing is gathered.
package struct LedgerExport: Sendable {
    /// Phone numbers whole, and the identifiers that hide them; else numbers are masked and identifiers left out.
    package var numbersInFull: Bool

    package init(numbersInFull: Bool) { self.numbersInFull = numbersInFull }

    // MARK: CSV (RFC 4180)

    package func header(of table: LedgerTable) -> String {
        table.columns.joined(separator: ",") + "\r\n"
    }

    package func csv(_ record: LedgerRecord) -> String {
        record.values.map { CSVCell.written(plain($0) ?? "") }.joined(separator: ",") + "\r\n"
    }

    // MARK: JSON Lines

    /// An object whose first key is `record`, the table; absent values are null.
    package func json(_ record: LedgerRecord) -> String {
        var line = "{\"record\":\(Self.quoted(record.table.rawValue))"
        for (name, value) in zip(record.table.columns, record.values) {
            line += ",\(Self.quoted(name)):"
            switch value {
            case .integer(let number): line += "\(number)"
            case .flag(let flag): line += flag ? "true" : "false"
            default: line += plain(value).map(Self.quoted) ?? "null"
            }
        }
        return line + "}\n"
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            // Control characters, and the two that end a line in JavaScript.
            case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}":
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    // MARK: Values

    /// Nil where there is nothing, or nothing that may be shown.
    private func plain(_ value: LedgerRecord.Value) -> String? {
        switch value {
        case .none: return nil
        case .text(let text): return numbersInFull ? text : PhoneNumber.maskingNumbers(in: text)
        case .integer(let number): return "\(number)"
        case .flag(let flag): return flag ? "true" : "false"
        case .moment(let moment): return moment.description
        case .number(0): return "group"
        case .number(let digits):
            return numbersInFull ? "\(digits)" : PhoneNumber.maskingNumbers(in: "\(digits)")
        case .identifier(let text): return numbersInFull ? text : nil
        case .hundredths(let amount):
            let cents = abs(amount % 100)
            return "\(amount / 100).\(cents < 10 ? "0" : "")\(cents)"
        case .bytes(let bytes): return hexadecimal(bytes)
        }
    }
}
