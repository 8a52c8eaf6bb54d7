/// Turns libyaml's marks, which count characters, into byte offsets.
///
/// Marks arrive almost in order, so the cursor walks the text once, eight bytes at a time; in a text of ASCII
/// alone the two counts are the same. The bytes must be valid UTF-8.
struct CharacterCursor {
    private let bytes: UnsafeBufferPointer<UInt8>
    private let isASCII: Bool
    /// Characters that begin before `byte`.
    private var character = 0
    private var byte = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>, isASCII: Bool) {
        self.bytes = bytes
        self.isASCII = isASCII
    }

    /// The offset of the first byte of a character, counted from 0; the end of the text for later ones.
    @inline(__always)
    mutating func byteOffset(ofCharacter target: Int) -> Int {
        isASCII ? min(target, bytes.count) : walk(to: target)
    }

    private mutating func walk(to target: Int) -> Int {
        while character > target, byte > 0 {
            byte -= 1
            if !isContinuation(byte) { character -= 1 }
        }
        let raw = UnsafeRawBufferPointer(bytes)
        while target - character >= 8, byte + 8 <= bytes.count {
            let word = raw.loadUnaligned(fromByteOffset: byte, as: UInt64.self)
            let continuations = (word >> 7) & ~(word >> 6) & 0x0101_0101_0101_0101
            character += 8 - continuations.nonzeroBitCount
            byte += 8
        }
        while character < target, byte < bytes.count {
            if !isContinuation(byte) { character += 1 }
            byte += 1
        }
        while byte < bytes.count, isContinuation(byte) { byte += 1 }
        return byte
    }

    @inline(__always)
    private func isContinuation(_ offset: Int) -> Bool { bytes[offset] & 0xC0 == 0x80 }
}
