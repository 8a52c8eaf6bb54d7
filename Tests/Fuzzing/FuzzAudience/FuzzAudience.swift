// libFuzzer's entry for CSV files: any bytes end in rows with reasons or in findings, never in a crash or a hang.
//
// Started by `make fuzz`; the sanitizer instruments the whole package.
import Audience
import CampaignModel
import Foundation

/// Each input is read from a file, as audiences are.
private let path = FileManager.default.temporaryDirectory.appendingPathComponent(
    "pregon-fuzz-\(getpid()).csv"
).path

/// Counts the rows and looks at every cell.
private struct Counting: AudienceConsumer {
    var rows = 0
    var eligible = 0
    var columns = 0

    mutating func begin(_ header: AudienceHeader) { columns = header.columns.count }

    mutating func row(_ row: borrowing RecipientRow) {
        rows += 1
        precondition(row.columnCount >= columns || row.exclusion != nil, "a row of too few cells is eligible")
        precondition(
            row.isEligible == (row.exclusion == nil), "a row is both eligible and excluded, or neither")
        if row.isEligible {
            eligible += 1
            precondition(row.number != nil, "somebody without a number is eligible")
            for column in 0..<columns { _ = row.text(column) }
        }
    }
}

/// Called by libFuzzer once for each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Data(UnsafeBufferPointer(start: start, count: count))
    guard (try? bytes.write(to: URL(fileURLWithPath: path))) != nil,
        let today = LocalDate(year: 2026, month: 11, day: 23)
    else { preconditionFailure("\(path) cannot be written") }
    let source = AudienceSource(origin: .file("fuzz.csv"), phone: "celular", optIn: "autorizacion")
    let input = AudienceInput(source: source, file: path, shownPath: "fuzz.csv", today: today)
    if let (reading, counted) = try? AudienceReader.read(input, makeConsumer: { Counting() }) {
        precondition(reading.rows == counted.rows && reading.eligible == counted.eligible, "the sums differ")
        precondition(
            reading.rows == reading.eligible + reading.excluded.values.reduce(0, +), "rows without a reason")
    }
    _ = try? NumberListReader.read(path, shownPath: "fuzz.csv", phone: "celular")
    _ = try? NumberListReader.read(path, shownPath: "fuzz.csv", phone: nil)
    return 0
}
