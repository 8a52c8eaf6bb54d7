import CampaignModel
import Diagnostics

/// Numbers of a CSV that are only written in another way (`+57 310 123 4567`), as changes of the file.
///
/// Findings count such rows and show the first; this is the pass that finds them all. Nothing is kept of the file but
/// the changes.
package enum NumberFixes {
    package static let label = "wrote the number as 12 digits"

    /// Every change that the phone column of an audience's file needs, in the file's order.
    ///
    /// Rows with more cells than columns are left alone: what stands in their phone column may be something else.
    /// - Throws: `unusable` if the audience cannot be read anyway.
    package static func find(in input: AudienceInput) throws(AudienceError) -> [Fix] {
        guard case .file = input.source.origin, let path = input.file else { return [] }
        // Decoded, so that a name with accents is found in either encoding.
        let header = try AudienceReader.header(input)
        guard let column = header.index(of: input.source.phone) else { return [] }
        do {
            let file = try CSVFile(
                path: path, shownPath: input.shownPath, encoding: input.source.encoding, isDecoding: false)
            let width = try file.readHeader(input.source.delimiter).columns.count
            guard width == header.columns.count else { return [] }
            return try find(in: file, column: column, width: width)
        } catch {
            throw PassFailure(error).asAudienceError(input)
        }
    }

    private static func find(in file: CSVFile, column: Int, width: Int) throws(CSVFailure) -> [Fix] {
        let batch = CellBatch(width: width)
        var fixes: [Fix] = []
        while try file.fill(batch) {
            for row in 0..<batch.count where !batch.overfull[row] {
                let cell = batch.bytes(row: row, column: column)
                guard NumberCell.digits(cell) == 0, let fix = fix(of: cell, in: file, line: batch.lines[row])
                else { continue }
                fixes.append(fix)
            }
        }
        return fixes
    }

    private static func fix(of cell: UnsafeBufferPointer<UInt8>, in file: CSVFile, line: Int) -> Fix? {
        let written = ByteText.trimmed(cell)
        guard let base = written.baseAddress,
            let digits = NumberSpelling.twelveDigits(utf8(written), addsCountry: false)
        else { return nil }
        let start = file.fileOffset(ofBuffer: UnsafePointer(file.buffer).distance(to: base))
        let edit = Fix.Edit(
            range: start..<start + written.count, expected: Array(written), replacement: Array(digits.utf8))
        return Fix(label, at: file.place(line: line), edits: [edit])
    }

    /// A no-break space of Windows-1252 is one byte, which UTF-8 never has alone.
    private static func utf8(_ cell: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        if case .validUpTo(cell.count) = UTF8Check.check(cell) { return Array(cell) }
        return cell.flatMap { $0 == 0xA0 ? [0xC2, 0xA0] : [$0] }
    }
}
