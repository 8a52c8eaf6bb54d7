import CampaignModel

/// Reading a phone number from a cell's bytes.
enum NumberCell {
    /// The twelve digits as a number, or 0 for anything that is not one that may be sent to. Spaces around it do
    /// not count.
    @inline(__always)
    static func digits(_ cell: UnsafeBufferPointer<UInt8>) -> UInt64 {
        if cell.count == 12, let base = cell.baseAddress { return twelveDigits(base) }
        let trimmed = ByteText.trimmed(cell)
        guard trimmed.count == 12, let base = trimmed.baseAddress else { return 0 }
        return twelveDigits(base)
    }

    /// Eight and four digits at once: neighbours are joined to pairs, pairs to fours, fours to eight.
    @inline(__always)
    private static func twelveDigits(_ base: UnsafePointer<UInt8>) -> UInt64 {
        let raw = UnsafeRawPointer(base)
        let high = UInt64(littleEndian: raw.loadUnaligned(as: UInt64.self))
        let low = UInt64(UInt32(littleEndian: raw.loadUnaligned(fromByteOffset: 8, as: UInt32.self)))
        // Four leading zeros make eight digits of the last four.
        let padded = low &<< 32 | 0x3030_3030
        guard areDigits(high), areDigits(padded) else { return 0 }
        let value = eightDigits(high) &* 10_000 &+ eightDigits(padded)
        return value &- 570_000_000_000 < 10_000_000_000 ? value : 0
    }

    @inline(__always)
    private static func areDigits(_ word: UInt64) -> Bool {
        let above = (word &+ 0x0606_0606_0606_0606) & 0xF0F0_F0F0_F0F0_F0F0
        return word & 0xF0F0_F0F0_F0F0_F0F0 == 0x3030_3030_3030_3030 && above == 0x3030_3030_3030_3030
    }

    @inline(__always)
    private static func eightDigits(_ word: UInt64) -> UInt64 {
        let pairs = (((word & 0x0F0F_0F0F_0F0F_0F0F) &* 2_561) &>> 8) & 0x00FF_00FF_00FF_00FF
        let fours = ((pairs &* 6_553_601) &>> 16) & 0x0000_FFFF_0000_FFFF
        return (fours &* 42_949_672_960_001) &>> 32
    }

    /// What is wrong with a cell that gave no digits.
    static func mistake(_ cell: UnsafeBufferPointer<UInt8>) -> NumberMistake {
        let text = ByteText.trimmed(cell)
        if ByteText.isBlank(text) { return .empty }
        if isScientific(text) { return .spreadsheet }
        if isForeign(text) { return .otherCountry }
        guard text.allSatisfy(isDigit) else { return .notDigits }
        return text.count == 12 ? .otherCountry : .wrongLength(text.count)
    }

    /// `5,73E+11`, `5.73001e11`: digits, one comma or point, `E`, a sign, digits.
    private static func isScientific(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let exponent = text.firstIndex(where: { $0 | 0x20 == 0x65 }), exponent > 0 else { return false }
        let mantissa = text[..<exponent]
        var power = text[(exponent + 1)...]
        if power.first == 0x2B || power.first == 0x2D { power = power.dropFirst() }
        return !power.isEmpty && power.allSatisfy(isDigit)
            && mantissa.allSatisfy { isDigit($0) || $0 == 0x2C || $0 == 0x2E }
    }

    /// `+1 305 555 0100`, `0034 600 111 222`: a country's code, and not Colombia's. A `+` before the ten digits of
    /// a Colombian mobile number is a slip.
    private static func isForeign(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard text.first == 0x2B || text.starts(with: [0x30, 0x30]) else { return false }
        guard text.dropFirst().allSatisfy({ isDigit($0) || " -.()".utf8.contains($0) }) else { return false }
        let digits = text.dropFirst(text.first == 0x2B ? 1 : 2).filter(isDigit)
        let isSlip = digits.count == 10 && digits.first == 0x33
        return (8...15).contains(digits.count) && !digits.starts(with: [0x35, 0x37]) && !isSlip
    }

    /// The first three and the last four digits of a cell: `521•••••4567`; nil for few digits.
    static func masked(_ cell: UnsafeBufferPointer<UInt8>) -> String? {
        let digits = cell.filter(isDigit)
        guard digits.count >= 10 else { return nil }
        let (first, last) = (digits.prefix(3), digits.suffix(4))
        return String(decoding: first, as: UTF8.self) + "•••••" + String(decoding: last, as: UTF8.self)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    /// The number in a cell of a list of people to leave out, where every reasonable spelling counts, because
    /// leaving somebody out is the safe side: signs and spaces go, `00` and a missing 57 are understood.
    static func lenientDigits(_ cell: UnsafeBufferPointer<UInt8>) -> UInt64 {
        let strict = digits(cell)
        if strict != 0 { return strict }
        var text = Array(ByteText.trimmed(cell))
        // A spreadsheet's number with a decimal part.
        if text.suffix(2) == [0x2E, 0x30] { text.removeLast(2) }
        var found: [UInt8] = []
        var index = 0
        while index < text.count {
            switch text[index] {
            case 0x30...0x39: found.append(text[index])
            // Space, tab, apostrophe, parentheses, plus, hyphen, point, slash.
            case 0x20, 0x09, 0x27, 0x28, 0x29, 0x2B, 0x2D, 0x2E, 0x2F: break
            // The no-break space of web pages and chats (U+00A0), and the dashes, narrow spaces and invisible
            // direction marks they wrap numbers in (U+2000 to U+206F).
            case 0xC2 where index + 1 < text.count && text[index + 1] == 0xA0: index += 1
            case 0xE2 where index + 2 < text.count && (text[index + 1] == 0x80 || text[index + 1] == 0x81):
                index += 2
            default: return 0
            }
            index += 1
        }
        if found.starts(with: [0x30, 0x30]) { found.removeFirst(2) }
        if found.count == 10 { found.insert(contentsOf: [0x35, 0x37], at: 0) }
        return found.withUnsafeBufferPointer(digits)
    }
}
