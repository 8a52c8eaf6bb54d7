/// Tells well-formed UTF-8 (RFC 3629) from everything else, eight ASCII bytes at a time.
enum UTF8Check {
    enum Verdict: Hashable {
        /// Well-formed up to this offset; what follows is the beginning of a character that may go on.
        case validUpTo(Int)
        case invalid(at: Int)
    }

    static func check(_ bytes: UnsafeBufferPointer<UInt8>) -> Verdict {
        guard let base = bytes.baseAddress else { return .validUpTo(0) }
        let end = bytes.count
        var index = 0
        while index < end {
            if base[index] < 0x80 {
                index = skipASCII(base, from: index, to: end)
                continue
            }
            let (length, lowest, highest) = shape(base[index])
            if length == 0 { return .invalid(at: index) }
            for offset in 1..<length {
                guard index + offset < end else { return .validUpTo(index) }
                let byte = base[index + offset]
                let isFirst = offset == 1
                guard byte >= (isFirst ? lowest : 0x80), byte <= (isFirst ? highest : 0xBF) else {
                    return .invalid(at: index)
                }
            }
            index += length
        }
        return .validUpTo(end)
    }

    private static func skipASCII(_ base: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Int {
        let raw = UnsafeRawPointer(base)
        var index = start
        while index &+ 32 <= end {
            let block = raw.loadUnaligned(fromByteOffset: index, as: SIMD4<UInt64>.self)
            let high = block & 0x8080_8080_8080_8080
            if high[0] | high[1] | high[2] | high[3] != 0 { break }
            index &+= 32
        }
        while index &+ 8 <= end {
            let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self) & 0x8080_8080_8080_8080
            if word != 0 { return index &+ word.trailingZeroBitCount &>> 3 }
            index &+= 8
        }
        while index < end, base[index] < 0x80 { index &+= 1 }
        return index
    }

    /// A character's bytes by its first one, and the range of its second; length 0 for what begins none
    /// (RFC 3629, section 4).
    private static func shape(_ first: UInt8) -> (length: Int, lowest: UInt8, highest: UInt8) {
        switch first {
        case 0xC2...0xDF: (2, 0x80, 0xBF)
        case 0xE0: (3, 0xA0, 0xBF)
        case 0xED: (3, 0x80, 0x9F)
        case 0xE1...0xEF: (3, 0x80, 0xBF)
        case 0xF0: (4, 0x90, 0xBF)
        case 0xF1...0xF3: (4, 0x80, 0xBF)
        case 0xF4: (4, 0x80, 0x8F)
        default: (0, 0, 0)
        }
    }
}
