import Diagnostics

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Splitting into rows and cells. Eight bytes are compared at once with the three that mean something; only
/// where one of them stands does anything else happen.
extension CSVFile {
    /// Puts the next rows into the batch; false when there are none left. Rows read before become invalid.
    func fill(_ batch: CellBatch) throws(CSVFailure) -> Bool {
        batch.count = 0
        batch.base = UnsafePointer(buffer)
        while true {
            try split(batch)
            if batch.count > 0 { return true }
            if reachedEnd, start == end { return false }
            try refill()
        }
    }

    /// The delimiter, the line feed and the quote among eight bytes, as the high bit of each one's byte.
    @inline(__always)
    private static func marks(_ bytes: UnsafePointer<UInt8>, _ delimiters: UInt64) -> UInt64 {
        let word = UInt64(littleEndian: UnsafeRawPointer(bytes).loadUnaligned(as: UInt64.self))
        let others =
            nonZero(word ^ delimiters) & nonZero(word ^ 0x0A0A_0A0A_0A0A_0A0A)
            & nonZero(word ^ 0x2222_2222_2222_2222)
        return ~others & 0x8080_8080_8080_8080
    }

    /// Sets the high bit of every byte that is not zero; no carry leaves its byte.
    @inline(__always)
    private static func nonZero(_ word: UInt64) -> UInt64 {
        (word & 0x7F7F_7F7F_7F7F_7F7F) &+ 0x7F7F_7F7F_7F7F_7F7F | word
    }

    /// Takes as many complete rows as the batch holds and the buffer has.
    private func split(_ batch: CellBatch) throws(CSVFailure) {
        let bytes = buffer
        let end = end
        let delimiter = delimiter
        let delimiters = UInt64(delimiter) &* 0x0101_0101_0101_0101
        let width = batch.width
        let capacity = batch.capacity
        guard start < end else { return }
        // A line feed behind the end stops the search there.
        bytes[end] = ByteText.newline
        var rows = 0
        var cells = batch.cells
        var column = 0
        var cellStart = start
        var closed: CellBatch.Cell?
        var hasQuotes = false
        var overfull = false
        var position = start
        var marks = CSVFile.marks(bytes + position, delimiters)
        while rows < capacity {
            while marks == 0 {
                position &+= 8
                marks = CSVFile.marks(bytes + position, delimiters)
            }
            let index = position &+ marks.trailingZeroBitCount &>> 3
            marks &= marks &- 1
            let byte = bytes[index]
            if byte == delimiter {
                let cell = closed ?? CellBatch.Cell(offset: cellStart, length: index &- cellStart)
                if column < width {
                    cells[column] = cell
                } else {
                    overfull = overfull || !isBlank(cell)
                }
                closed = nil
                column &+= 1
                cellStart = index &+ 1
            } else if byte == ByteText.newline {
                if index == end, !reachedEnd { break }
                var cellEnd = index
                if cellEnd > cellStart, bytes[cellEnd &- 1] == ByteText.carriageReturn { cellEnd &-= 1 }
                let isBlankLine = column == 0 && cellEnd == cellStart && closed == nil
                if !isBlankLine {
                    let cell = closed ?? CellBatch.Cell(offset: cellStart, length: cellEnd &- cellStart)
                    if column < width {
                        cells[column] = cell
                    } else {
                        overfull = overfull || !isBlank(cell)
                    }
                    column &+= 1
                    while column < width {
                        cells[column] = CellBatch.Cell(offset: cellEnd, length: 0)
                        column &+= 1
                    }
                    if index &- start > CSVFile.longestCell { try refuseLongCells(cells, width) }
                    if !escapes.isEmpty { unescape(cells) }
                    batch.lines[rows] = line
                    batch.starts[rows] = origin &+ start
                    batch.overfull[rows] = overfull
                    rows &+= 1
                    cells += width
                }
                line &+= 1
                if hasQuotes {
                    line &+= ByteText.newlines(
                        in: UnsafeBufferPointer(start: bytes + start, count: index &- start))
                    hasQuotes = false
                }
                let next = index < end ? index &+ 1 : end
                consumed &+= next &- start
                start = next
                cellStart = next
                column = 0
                closed = nil
                overfull = false
                if next == end { break }
            } else if index == cellStart, closed == nil {
                guard let quoted = try quotedCell(at: index, column: column, width: width) else { break }
                closed = quoted.cell
                hasQuotes = true
                position = quoted.next
                marks = CSVFile.marks(bytes + position, delimiters)
            }
        }
        escapes.removeAll(keepingCapacity: true)
        batch.count = rows
    }

    /// Follows a quoted cell to its end; nil where the buffer ends first. `next` is the delimiter or line break
    /// behind it.
    private func quotedCell(
        at opening: Int, column: Int, width: Int
    ) throws(CSVFailure) -> (cell: CellBatch.Cell, next: Int)? {
        var search = opening + 1
        var hasEscapes = false
        var closing = end
        while true {
            guard search < end, let found = memchr(buffer + search, CInt(ByteText.quote), end - search) else {
                if reachedEnd || end - opening > CSVFile.longestCell { throw unclosed(opening) }
                return nil
            }
            closing = UnsafePointer(buffer).distance(to: found.assumingMemoryBound(to: UInt8.self))
            guard closing + 1 < end, buffer[closing + 1] == ByteText.quote else { break }
            hasEscapes = true
            search = closing + 2
        }
        var next = closing + 1
        while next < end, buffer[next] == ByteText.space { next += 1 }
        // Where the buffer ends here, the line feed behind its end stops the row, and it is split again later.
        let ends =
            next == end || buffer[next] == delimiter || buffer[next] == ByteText.newline
            || buffer[next] == ByteText.carriageReturn
                && (next + 1 == end || buffer[next + 1] == ByteText.newline)
        guard ends else {
            throw .finding(
                Finding(
                    AudienceRules.brokenQuote, at: place(line: lineNumber(at: closing)),
                    "text follows the quote that closes a cell",
                    remedy: "write a quote inside a quoted cell twice (\"\")"))
        }
        if hasEscapes, column < width { escapes.append(column) }
        return (CellBatch.Cell(offset: opening + 1, length: closing - opening - 1), next)
    }

    /// Makes one quote of each pair. Only now that the row is complete and will not be split again.
    private func unescape(_ cells: UnsafeMutablePointer<CellBatch.Cell>) {
        for column in escapes {
            let cell = cells[column]
            let text = buffer + cell.offset
            var length = 0
            var index = 0
            while index < cell.length {
                text[length] = text[index]
                length += 1
                index += text[index] == ByteText.quote ? 2 : 1
            }
            cells[column] = CellBatch.Cell(offset: cell.offset, length: length)
        }
        escapes.removeAll(keepingCapacity: true)
    }

    private func isBlank(_ cell: CellBatch.Cell) -> Bool {
        ByteText.isBlank(UnsafeBufferPointer(start: buffer + cell.offset, count: cell.length))
    }

    private func refuseLongCells(
        _ cells: UnsafeMutablePointer<CellBatch.Cell>, _ width: Int
    ) throws(CSVFailure) {
        for column in 0..<width where cells[column].length > CSVFile.longestCell {
            throw .finding(
                Finding(
                    AudienceRules.cellTooLong, at: place(line: lineNumber(at: cells[column].offset)),
                    "the cell in column \(column + 1) is longer than 64 KiB",
                    remedy: "check that this is the right file, and that no quote is missing"))
        }
    }

    private func unclosed(_ opening: Int) -> CSVFailure {
        .finding(
            Finding(
                AudienceRules.unclosedQuote, at: place(line: lineNumber(at: opening)),
                reachedEnd && end - opening <= CSVFile.longestCell
                    ? "the quote that opens a cell here is never closed"
                    : "the quote that opens a cell here is not closed within 64 KiB",
                remedy: "put a quote where the cell ends; write a quote inside it twice (\"\")"))
    }

    /// The line of a byte of the row that begins at `start`.
    private func lineNumber(at offset: Int) -> Int {
        line
            + ByteText.newlines(in: UnsafeBufferPointer(start: buffer + start, count: max(0, offset - start)))
    }
}
