/// Where a row of an audience is to be found again, and what its cells came to, in eight bytes.
package struct RowPlace: Sendable, Hashable {
    /// 40 bits of offset below 24 bits of check.
    private let packed: UInt64

    private static let offsetBits: UInt64 = 40

    init(offset: UInt64, check: UInt32) {
        let mask = (1 << RowPlace.offsetBits) &- 1 as UInt64
        packed = offset & mask | UInt64(check) &<< RowPlace.offsetBits
    }

    /// Decoded bytes of the file before the row (up to a terabyte), or the row's place among inline recipients.
    var offset: Int { Int(truncatingIfNeeded: packed & ((1 << RowPlace.offsetBits) &- 1)) }

    /// Twenty-four bits of a hash over the row's cells: a file that was edited meanwhile is noticed.
    var check: UInt32 { UInt32(truncatingIfNeeded: packed &>> RowPlace.offsetBits) }
}

extension CellBatch {
    /// What all cells of a row come to, in 24 bits.
    func check(row: Int) -> UInt32 {
        var hash: UInt64 = 0x9E37_79B9_7F4A_7C15
        for column in 0..<width {
            let cell = bytes(row: row, column: column)
            hash = CellBatch.mixed(hash ^ UInt64(truncatingIfNeeded: cell.count))
            guard let base = cell.baseAddress else { continue }
            let raw = UnsafeRawPointer(base)
            var index = 0
            while index &+ 8 <= cell.count {
                hash = CellBatch.mixed(hash ^ raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
                index &+= 8
            }
            var rest: UInt64 = 0
            while index < cell.count {
                rest = rest &<< 8 | UInt64(cell[index])
                index &+= 1
            }
            hash = CellBatch.mixed(hash ^ rest)
        }
        return UInt32(truncatingIfNeeded: hash &>> 40)
    }

    @inline(__always)
    private static func mixed(_ word: UInt64) -> UInt64 {
        let product = word &* 0xFF51_AFD7_ED55_8CCD
        return product ^ product &>> 32
    }
}
