/// Values by the million, one after another, in pieces that never move: growing copies nothing and leaves at the most
/// one piece half empty.
package struct LongColumn<Value: Sendable>: Sendable {
    @usableFromInline package var pieces: [[Value]] = []
    @usableFromInline package var count = 0

    @inlinable package init() {}

    @inlinable package var isEmpty: Bool { count == 0 }

    @inlinable
    package mutating func append(_ value: Value) {
        let piece = count >> 14
        if piece == pieces.count {
            // The first piece grows as it likes: most columns are short.
            var fresh: [Value] = []
            if piece > 0 { fresh.reserveCapacity(1 << 14) }
            pieces.append(fresh)
        }
        pieces[piece].append(value)
        count += 1
    }

    @inlinable
    package subscript(_ index: Int) -> Value { pieces[index >> 14][index & (1 << 14 - 1)] }
}
