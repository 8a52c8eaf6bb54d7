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
    /// Rows that have more filled cells than there are columns.
    let overfull: UnsafeMutablePointer<Bool>

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

    /// Many rows for look-ups that overlap, but few enough for their cells to stay in the nearest cache.
    init(width: Int, capacity: Int? = nil) {
        self.width = width
        self.capacity = capacity ?? max(1, min(256, 16_384 / max(1, width)))
        nothing = .allocate(capacity: 1)
        nothing.initialize(to: 0)
        base = UnsafePointer(nothing)
        cells = .allocate(capacity: max(1, self.capacity * width))
        cells.initialize(repeating: Cell(offset: 0, length: 0), count: max(1, self.capacity * width))
        lines = .allocate(capacity: self.capacity)
        lines.initialize(repeating: 0, count: self.capacity)
        overfull = .allocate(capacity: self.capacity)
        overfull.initialize(repeating: false, count: self.capacity)
    }

    deinit {
        nothing.deallocate()
        cells.deallocate()
        lines.deallocate()
        overfull.deallocate()
    }

    @inline(__always)
    func bytes(row: Int, column: Int) -> UnsafeBufferPointer<UInt8> {
        let cell = cells[row &* width &+ column]
        return UnsafeBufferPointer(start: base + cell.offset, count: cell.length)
    }

    /// Spreadsheets leave rows of nothing but delimiters behind; nobody stands in them.
    func isBlank(row: Int) -> Bool {
        if overfull[row] { return false }
        for column in 0..<width where !ByteText.isBlank(bytes(row: row, column: column)) { return false }
        return true
    }
}
