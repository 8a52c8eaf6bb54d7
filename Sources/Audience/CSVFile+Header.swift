import CampaignModel
import Diagnostics

/// The first row: which byte separates cells, and what the columns are called.
extension CSVFile {
    /// The bytes that may separate cells, the usual one first.
    static let delimiters: [UInt8] = [0x2C, 0x3B, 0x09]

    /// Takes the first row that is not blank as the names of the columns. In `automatic` the delimiter is the
    /// one that occurs most often in it outside quotes.
    func readHeader(_ wanted: AudienceSource.Delimiter) throws(CSVFailure) -> AudienceHeader {
        let counts = try countDelimiters()
        switch wanted {
        case .byte(let byte): delimiter = byte
        case .automatic:
            var best = 0
            for index in CSVFile.delimiters.indices where counts[index] > counts[best] { best = index }
            delimiter = CSVFile.delimiters[best]
        }
        let batch = CellBatch(width: max(1, (counts.max() ?? 0) + 1), rows: 1)
        guard try fill(batch) else { throw emptyFile() }
        let names = (0..<batch.width).map { column in
            String(decoding: ByteText.trimmed(batch.bytes(row: 0, column: column)), as: UTF8.self)
        }
        let last = CSVFile.delimiters.firstIndex(of: delimiter).map { counts[$0] } ?? 0
        return AudienceHeader(columns: Array(names.prefix(last + 1)), line: batch.lines[0])
    }

    /// How often each possible delimiter stands in the first row that is not blank, outside quotes.
    private func countDelimiters() throws(CSVFailure) -> [Int] {
        while true {
            var counts = CSVFile.delimiters.map { _ in 0 }
            var inQuotes = false
            // A quote opens a cell where it is the cell's first byte, or follows the one that has just closed it.
            var mayOpen = true
            var hasText = false
            for byte in UnsafeBufferPointer(start: buffer + start, count: end - start) {
                if inQuotes {
                    inQuotes = byte != ByteText.quote
                    mayOpen = !inQuotes
                } else if byte == ByteText.quote, mayOpen {
                    inQuotes = true
                    hasText = true
                } else if byte == ByteText.newline {
                    if hasText { return counts }
                } else if let which = CSVFile.delimiters.firstIndex(of: byte) {
                    counts[which] += 1
                    hasText = true
                    mayOpen = true
                } else if byte != ByteText.carriageReturn {
                    hasText = true
                    mayOpen = false
                }
            }
            if reachedEnd { return counts }
            try refill()
        }
    }

    func emptyFile() -> CSVFailure {
        .finding(
            Finding(
                AudienceRules.noHeader, at: place(line: 1), "the file is empty",
                remedy: "begin it with a line of column names, such as celular,nombre,autorizacion"))
    }
}
