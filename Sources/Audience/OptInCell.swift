import CampaignModel

/// Reading the evidence of consent: an ISO date, alone or in front of a time.
enum OptInCell {
    enum Reading: Hashable {
        case empty, invalid
        case date(LocalDate)
    }

    /// A date as `year × 10000 + month × 100 + day`, which compares like the date; 0 for what is none.
    @inline(__always)
    static func packedDate(_ cell: UnsafeBufferPointer<UInt8>) -> Int {
        if cell.count == 10, let base = cell.baseAddress { return packed(base) }
        let text = ByteText.trimmed(cell)
        guard text.count >= 10, let base = text.baseAddress else { return 0 }
        return text.count == 10 || isTime(text) ? packed(base) : 0
    }

    static func packed(_ date: LocalDate) -> Int {
        let (year, month, day) = date.components
        return year * 10_000 + month * 100 + day
    }

    static func read(_ cell: UnsafeBufferPointer<UInt8>) -> Reading {
        if ByteText.isBlank(cell) { return .empty }
        let value = packedDate(cell)
        guard let date = LocalDate(year: value / 10_000, month: value / 100 % 100, day: value % 100) else {
            return .invalid
        }
        return .date(date)
    }

    @inline(__always)
    private static func packed(_ base: UnsafePointer<UInt8>) -> Int {
        guard base[4] == 0x2D, base[7] == 0x2D else { return 0 }
        let digits =
            SIMD8<UInt8>(
                base[0], base[1], base[2], base[3], base[5], base[6], base[8], base[9]) &- 0x30
        guard digits.max() <= 9 else { return 0 }
        let year = (Int(digits[0]) &* 10 &+ Int(digits[1])) &* 100 &+ Int(digits[2]) &* 10 &+ Int(digits[3])
        let month = Int(digits[4]) &* 10 &+ Int(digits[5])
        let day = Int(digits[6]) &* 10 &+ Int(digits[7])
        guard year > 0, month >= 1, month <= 12, day >= 1 else { return 0 }
        guard day <= 28 || day <= LocalDate.daysIn(month: month, ofYear: year) else { return 0 }
        return year &* 10_000 &+ month &* 100 &+ day
    }

    /// What may follow a date: `T` or a space, then at least hours and minutes.
    private static func isTime(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard text.count >= 16, text[10] | 0x20 == 0x74 || text[10] == 0x20, text[13] == 0x3A else {
            return false
        }
        let digits = [text[11], text[12], text[14], text[15]]
        guard digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return false }
        // Seconds, fraction and zone: digits, `:` `.` `,` `+` `-` `Z`, a space.
        return text[16...].allSatisfy { byte in
            (0x30...0x3A).contains(byte) || (0x2B...0x2E).contains(byte) || byte | 0x20 == 0x7A
                || byte == 0x20
        }
    }
}
