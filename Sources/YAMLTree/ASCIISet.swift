/// A set of ASCII characters that is asked for each byte of a text: two words of bits, which the compiler
/// works out beforehand.
struct ASCIISet {
    private let low: UInt64
    private let high: UInt64

    private init(low: UInt64, high: UInt64) { (self.low, self.high) = (low, high) }

    @inline(__always)
    init(_ range: ClosedRange<Unicode.Scalar>) {
        let (first, end) = (range.lowerBound.value, range.upperBound.value + 1)
        low = ASCIISet.ones(below: end) & ~ASCIISet.ones(below: first)
        high = ASCIISet.ones(below: max(end, 0x40) - 0x40) & ~ASCIISet.ones(below: max(first, 0x40) - 0x40)
    }

    @inline(__always)
    init(_ character: Unicode.Scalar) { self.init(character...character) }

    /// That many bits from the lowest on; all for 64 and more.
    @inline(__always)
    private static func ones(below count: UInt32) -> UInt64 { ~(UInt64.max << UInt64(count)) }

    @inline(__always)
    static func | (one: ASCIISet, other: ASCIISet) -> ASCIISet {
        ASCIISet(low: one.low | other.low, high: one.high | other.high)
    }

    @inline(__always)
    func contains(_ byte: UInt8) -> Bool {
        let bits = byte < 0x40 ? low : high
        return byte < 0x80 && bits >> UInt64(byte & 0x3F) & 1 != 0
    }
}
