/// The encoding that Excel writes a plain CSV in on Western systems, as the WHATWG Encoding Standard maps it.
enum Windows1252 {
    /// Appends the UTF-8 of `bytes` at `target`, which must have room for three times as many bytes; gives the
    /// number written.
    static func decode(_ bytes: UnsafeBufferPointer<UInt8>, to target: UnsafeMutablePointer<UInt8>) -> Int {
        var written = 0
        for byte in bytes {
            if byte < 0x80 {
                target[written] = byte
                written &+= 1
                continue
            }
            let scalar = (0x80...0x9F).contains(byte) ? upper[Int(byte &- 0x80)] : UInt16(byte)
            if scalar < 0x800 {
                target[written] = 0xC0 | UInt8(truncatingIfNeeded: scalar &>> 6)
                target[written &+ 1] = 0x80 | UInt8(truncatingIfNeeded: scalar & 0x3F)
                written &+= 2
            } else {
                target[written] = 0xE0 | UInt8(truncatingIfNeeded: scalar &>> 12)
                target[written &+ 1] = 0x80 | UInt8(truncatingIfNeeded: scalar &>> 6 & 0x3F)
                target[written &+ 2] = 0x80 | UInt8(truncatingIfNeeded: scalar & 0x3F)
                written &+= 3
            }
        }
        return written
    }

    /// 0x80 to 0x9F; the five bytes without a character stay control characters, which no message may hold.
    private static let upper: [UInt16] = [
        0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
        0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008D, 0x017D, 0x008F,
        0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
        0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178,
    ]
}
