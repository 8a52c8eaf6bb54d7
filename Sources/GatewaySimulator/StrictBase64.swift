/// Base64 of RFC 4648, section 4, and nothing more lenient: no line breaks, no spaces (what a `+` becomes
/// that was not escaped), no URL alphabet, full padding, unused bits zero.
enum StrictBase64 {
    private static let values: [UInt8?] = {
        var table = [UInt8?](repeating: nil, count: 256)
        let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
        for (value, byte) in zip(UInt8(0)..., alphabet.utf8) { table[Int(byte)] = value }
        return table
    }()

    static func decode(_ text: [UInt8]) -> [UInt8]? {
        guard !text.isEmpty, text.count % 4 == 0 else { return nil }
        let padding = text.suffix(2).reversed().prefix { $0 == UInt8(ascii: "=") }.count
        var result: [UInt8] = []
        result.reserveCapacity(text.count / 4 * 3)
        var bits: UInt32 = 0
        var pending = 0
        for byte in text.dropLast(padding) {
            guard let value = values[Int(byte)] else { return nil }
            bits = (bits << 6 | UInt32(value)) & 0xFFFF
            pending += 6
            if pending >= 8 {
                pending -= 8
                result.append(UInt8(truncatingIfNeeded: bits >> UInt32(pending)))
            }
        }
        let unused = bits & (1 << UInt32(pending) - 1)
        return unused == 0 ? result : nil
    }
}

/// FNV-1a, 64 bits: enough to tell whether the bytes that arrived are the bytes that were meant.
func fnv1a64(_ bytes: some Sequence<UInt8>) -> String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    let hex = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - hex.count) + hex
}
