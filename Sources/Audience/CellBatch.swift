/// Some rows of an audience, as stretches of a buffer that others own; valid until the next rows are read.
final class CellBatch {
    /// Columns of the header; every row has exactly so many cells here.
    let width: Int
    /// Rows that fit.
    let capacity: Int
    var count = 0
    /// What the cells' offsets count from.
    var base: UnsafePointer<UInt8>
    private let nothing: UnsafeMutablePointer<UInt8>
    /// `capacity × width` cells, row by row.
    let cells: UnsafeMutablePointer<Cell>
    /// The line on which each row begins.
    let lines: UnsafeMutablePointer<Int>
    /// Where each row begins: the decoded bytes of the file before it, or its place among inline recipients.
    let starts: UnsafeMutablePointer<Int>
    /// Rows that have more filled cells than there are columns.
    let overfull: UnsafeMutablePointer<Bool>
    /// Counts the fillings, so that what was found out about earlier rows is known to be outdated; 0 before the
    /// first.
    private(set) var generation = 0
    /// What has been asked about the cells of each column, for all who ask about the same rows.
    private var columnFacts: [ColumnFacts?]

    /// Offset in the low half, length in the high half: one store a cell.
    struct Cell {
        var packed: UInt64

        @inline(__always)
        init(offset: Int, length: Int) {
            packed = UInt64(truncatingIfNeeded: offset) | UInt64(truncatingIfNeeded: length) &<< 32
        }

        @inline(__always)
        var offset: Int { Int(truncatingIfNeeded: packed & 0xFFFF_FFFF) }
        @inline(__always)
        var length: Int { Int(truncatingIfNeeded: packed &>> 32) }
    }

    /// Many rows for look-ups that overlap, but few enough for their cells to stay in the nearest cache; no more
    /// than `rows`, the most that there will be.
    init(width: Int, rows: Int = .max) {
        self.width = width
        capacity = max(1, min(256, 16_384 / max(1, width), rows))
        columnFacts = Array(repeating: nil, count: width)
        nothing = .allocate(capacity: 1)
        nothing.initialize(to: 0)
        base = UnsafePointer(nothing)
        cells = .allocate(capacity: max(1, self.capacity * width))
        cells.initialize(repeating: Cell(offset: 0, length: 0), count: max(1, self.capacity * width))
        lines = .allocate(capacity: self.capacity)
        lines.initialize(repeating: 0, count: self.capacity)
        starts = .allocate(capacity: self.capacity)
        starts.initialize(repeating: 0, count: self.capacity)
        overfull = .allocate(capacity: self.capacity)
        overfull.initialize(repeating: false, count: self.capacity)
    }

    deinit {
        nothing.deallocate()
        cells.deallocate()
        lines.deallocate()
        starts.deallocate()
        overfull.deallocate()
    }

    @inline(__always)
    func bytes(row: Int, column: Int) -> UnsafeBufferPointer<UInt8> {
        let cell = cells[row &* width &+ column]
        return UnsafeBufferPointer(start: base + cell.offset, count: cell.length)
    }

    /// Must be called when rows have been put in.
    func rowsChanged() {
        generation += 1
        for column in columnFacts.indices { columnFacts[column] = nil }
    }

    /// What is known of a column's cells in all rows, recipients or not.
    func facts(ofColumn column: Int) -> ColumnFacts {
        guard columnFacts.indices.contains(column) else { return ColumnFacts(filled: nil, hasEmpty: true) }
        if let known = columnFacts[column] { return known }
        var facts = ColumnFacts(filled: nil, hasEmpty: false)
        for row in 0..<count { facts.add(bytes(row: row, column: column)) }
        columnFacts[column] = facts
        return facts
    }

    /// Spreadsheets leave rows of nothing but delimiters behind; nobody stands in them.
    func isBlank(row: Int) -> Bool {
        if overfull[row] { return false }
        for column in 0..<width where !ByteText.isBlank(bytes(row: row, column: column)) { return false }
        return true
    }
}

/// What is known of a column's cells.
struct ColumnFacts {
    /// Of the cells that hold something; nil if all are empty.
    var filled: TextFacts?
    var hasEmpty: Bool

    mutating func add(_ cell: UnsafeBufferPointer<UInt8>) {
        if cell.isEmpty {
            hasEmpty = true
        } else if filled == nil {
            filled = TextFacts(cell)
        } else {
            filled?.formUnion(TextFacts(cell))
        }
    }
}
