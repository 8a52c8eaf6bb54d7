/// Values by the million, one after another, in pieces that never move: growing copies nothing and leaves at the most
/// one piece half empty.
package struct LongColumn<Value: Sendable>: Sendable {
    @usableFromInline var pieces: [[Value]] = []
    package private(set) var count = 0

    @usableFromInline static var pieceBits: Int { 14 }
    @usableFromInline static var pieceSize: Int { 1 << pieceBits }

    package init() {}

    package var isEmpty: Bool { count == 0 }

    package mutating func append(_ value: Value) {
        let piece = count >> Self.pieceBits
        if piece == pieces.count {
            // The first piece grows as it likes: most columns are short.
            var fresh: [Value] = []
            if piece > 0 { fresh.reserveCapacity(Self.pieceSize) }
            pieces.append(fresh)
        }
        pieces[piece].append(value)
        count += 1
    }

    package subscript(_ index: Int) -> Value {
        get { pieces[index >> Self.pieceBits][index & (Self.pieceSize - 1)] }
        set { pieces[index >> Self.pieceBits][index & (Self.pieceSize - 1)] = newValue }
    }
}
