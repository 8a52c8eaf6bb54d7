import CampaignModel
import Ledger
import TextSafety

/// Records of a ledger for programs and spreadsheets, as UTF-8, line by line: nothing is gathered.
package struct LedgerExport: Sendable {
    /// Phone numbers whole, and the identifiers that hide them; else numbers are masked and identifiers left out.
    package var numbersInFull: Bool

    package init(numbersInFull: Bool) { self.numbersInFull = numbersInFull }

    // MARK: CSV (RFC 4180)

    package func header(of table: LedgerTable) -> [UInt8] {
        Array((table.columns.joined(separator: ",") + "\r\n").utf8)
    }

    package func appendCSV(_ record: LedgerRecord, to lines: inout [UInt8]) {
        for (index, value) in record.values.enumerated() {
            if index > 0 { lines.append(UInt8(ascii: ",")) }
            guard let text = plain(value) else { continue }
            // Most cells are names and numbers, which need neither quotes nor a look at every character.
            lines += Self.isPlain(text) ? Array(text.utf8) : Array(CSVCell.written(text).utf8)
        }
        lines += [0x0D, 0x0A]
    }

    /// Begins with a letter or digit, and holds nothing that a spreadsheet or a reader of CSV acts on.
    private static func isPlain(_ text: String) -> Bool {
        var isFirst = true
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                break
            case UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: ":"), UInt8(ascii: "_"),
                UInt8(ascii: "/"):
                if isFirst { return false }
            default: return false
            }
            isFirst = false
        }
        return true
    }

    // MARK: JSON Lines

    /// An object whose first key is `record`, the table; absent values are null.
    package func appendJSON(_ record: LedgerRecord, to lines: inout [UInt8]) {
        lines += Array("{\"record\":".utf8)
        Self.append(quoted: record.table.rawValue, to: &lines)
        for (name, value) in zip(record.table.columns, record.values) {
            lines.append(UInt8(ascii: ","))
            Self.append(quoted: name, to: &lines)
            lines.append(UInt8(ascii: ":"))
            switch (value, plain(value)) {
            case (.integer, let text?), (.flag, let text?): lines += Array(text.utf8)
            case (_, let text?): Self.append(quoted: text, to: &lines)
            case (_, nil): lines += Array("null".utf8)
            }
        }
        lines += Array("}\n".utf8)
    }

    private static func append(quoted text: String, to lines: inout [UInt8]) {
        lines.append(UInt8(ascii: "\""))
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": lines += Array("\\\"".utf8)
            case "\\": lines += Array("\\\\".utf8)
            // Control characters, and the two that end a line in JavaScript.
            case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}":
                let digits = String(scalar.value, radix: 16)
                lines += Array(("\\u" + String(repeating: "0", count: 4 - digits.count) + digits).utf8)
            default: if let bytes = UTF8.encode(scalar) { lines += bytes }
            }
        }
        lines.append(UInt8(ascii: "\""))
    }

    // MARK: Values

    /// Nil where there is nothing, or nothing that may be shown.
    private func plain(_ value: LedgerRecord.Value) -> String? {
        switch value {
        case .none: return nil
        case .text(let text): return numbersInFull ? text : NumberMask.masking(text)
        case .integer(let number): return "\(number)"
        case .flag(let flag): return flag ? "true" : "false"
        case .moment(let moment): return moment.description
        case .number(0): return "group"
        case .number(let digits): return numbersInFull ? "\(digits)" : NumberMask.masking("\(digits)")
        case .identifier(let text): return numbersInFull ? text : nil
        case .hundredths(let amount):
            let cents = abs(amount % 100)
            return "\(amount / 100).\(cents < 10 ? "0" : "")\(cents)"
        case .bytes(let bytes): return hexadecimal(bytes)
        }
    }
}
