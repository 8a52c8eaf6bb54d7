// TextSafety: what a text must go through before it is shown or kept.
//
// In: texts of files, gateways, webhooks and people. Out: the same texts without whole telephone numbers.

/// Hides telephone numbers in texts, because these go into terminals, logs, reports and the ledger.
///
/// A number is a run of ten or more digits; or digits in groups, with up to four signs between two groups, that
/// are a Colombian number (ten digits that begin with 3 or 60, twelve that begin with 57, with 00 before them or
/// not) or stand behind a plus sign (ten to fifteen digits, ITU-T E.164). The digits of any script count, and a
/// sign between groups may be percent-encoded (RFC 3986) or written as `\u00A0`, as JSON does.
package enum NumberMask {
    /// The text with the middle of each number hidden: `573•••••1029`, `311 •••6601`. Every digit stays one
    /// character, so that columns still fit.
    /// - Parameter shown: numbers, digits only, that nobody has to be protected from.
    package static func masking(_ text: String, except shown: Set<String> = []) -> String {
        guard text.utf8.contains(where: { isASCIIDigit($0) || $0 >= 0x80 }) else { return text }
        var scalars = Array(text.unicodeScalars)
        var changed = false
        for number in Numbers(scalars) where !shown.contains(Numbers.spelled(number, in: scalars)) {
            for hidden in number.dropFirst(3).dropLast(4) { scalars[hidden] = "•" }
            changed = true
        }
        return changed ? String(String.UnicodeScalarView(scalars)) : text
    }

    /// Whether a number stands in bytes that may be no text at all; only ASCII counts.
    package static func isNumber(in bytes: [UInt8]) -> Bool {
        guard bytes.count(where: isASCIIDigit) >= 10 else { return false }
        let scalars = bytes.map { $0 < 0x80 ? Unicode.Scalar($0) : "\u{FFFD}" }
        return Numbers(scalars).contains { _ in true }
    }

    private static func isASCIIDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}

/// The numbers of a text: for each, where its digits are.
private struct Numbers: Sequence, IteratorProtocol {
    /// Digits in a row that are a number whatever they begin with.
    private static let longRun = 10
    /// An international number has no more (ITU-T E.164).
    private static let longest = 15
    /// Signs between two groups.
    private static let mostMarks = 4

    private let scalars: [Unicode.Scalar]
    private var index = 0

    init(_ scalars: [Unicode.Scalar]) { self.scalars = scalars }

    static func spelled(_ digits: [Int], in scalars: [Unicode.Scalar]) -> String {
        String(digits.map { Character("\(value(scalars[$0]) ?? 0)") })
    }

    mutating func next() -> [Int]? {
        while index < scalars.count {
            if let escape = escape(at: index) {
                index += escape.length
                continue
            }
            guard Self.value(scalars[index]) != nil else {
                index += 1
                continue
            }
            if let end = endOfAddress(from: index) {
                index = end
                continue
            }
            let run = run(from: index)
            let found = run.count >= Self.longRun ? Array(run) : grouped(from: run)
            index = (found.last ?? (run.upperBound - 1)) + 1
            if !found.isEmpty { return found }
        }
        return nil
    }

    /// Where an address such as 35.190.27.188 ends that begins at a digit; nil if none does. No Colombian number is
    /// written so: one of its groups would be above 255.
    private func endOfAddress(from start: Int) -> Int? {
        guard start == 0 || scalars[start - 1] != "." && scalars[start - 1] != "+" else { return nil }
        var end = start
        for part in 0..<4 {
            if part > 0 {
                guard end + 1 < scalars.count, scalars[end] == ".", digit(end + 1) != nil else { return nil }
                end += 1
            }
            let group = run(from: end)
            guard group.count <= 3, group.count == 1 || digit(group.lowerBound) != 0,
                group.reduce(0, { $0 * 10 + (digit($1) ?? 0) }) <= 255
            else { return nil }
            end = group.upperBound
        }
        let goesOn = end + 1 < scalars.count && scalars[end] == "." && digit(end + 1) != nil
        return goesOn ? nil : end
    }

    private func run(from start: Int) -> Range<Int> {
        var end = start + 1
        while end < scalars.count, Self.value(scalars[end]) != nil { end += 1 }
        return start..<end
    }

    /// The digits of the number whose first group this is; none if it begins no number.
    private func grouped(from first: Range<Int>) -> [Int] {
        var groups = [first]
        var count = first.count
        while count < Self.longest, let start = afterMarks(groups[groups.count - 1].upperBound) {
            groups.append(run(from: start))
            count += groups[groups.count - 1].count
        }
        guard count >= 10, !isDate(groups) else { return [] }
        let isInternational =
            first.lowerBound > 0 && scalars[first.lowerBound - 1] == "+" && digit(first.lowerBound) != 0
        var found: [Int] = []
        var number: [Int] = []
        for group in groups {
            found += group
            guard found.count <= Self.longest else { break }
            let isWhole = isColombian(found)
            if isInternational ? found.count >= 10 : isWhole { number = found }
            // Another number may follow.
            if isWhole, !isInternational || found.count == 12 { break }
        }
        return number
    }

    private func isColombian(_ digits: [Int]) -> Bool {
        func begins(_ expected: Int...) -> Bool { zip(digits, expected).allSatisfy { digit($0) == $1 } }
        return switch digits.count {
        case 10: begins(3) || begins(6, 0)
        case 12: begins(5, 7)
        case 14: begins(0, 0, 5, 7)
        default: false
        }
    }

    /// A day, a month and a year, and perhaps an hour behind them, look like a number that begins with 3.
    private func isDate(_ groups: [Range<Int>]) -> Bool {
        guard groups.count >= 3, groups.prefix(3).map(\.count) == [2, 2, 4] else { return false }
        let parts = groups.prefix(3).map { Int(Self.spelled(Array($0), in: scalars)) ?? 0 }
        return parts[0] <= 31 && (1...12).contains(parts[1]) && (1900...2199).contains(parts[2])
    }

    /// Where the next group begins behind one to three marks; nil: there is none.
    private func afterMarks(_ start: Int) -> Int? {
        var index = start
        for _ in 0..<Self.mostMarks {
            guard index < scalars.count else { return nil }
            if let escape = escape(at: index) {
                index += escape.length
            } else if Self.isMark(scalars[index]) {
                index += 1
            } else {
                return nil
            }
            if index < scalars.count, Self.value(scalars[index]) != nil, escape(at: index) == nil {
                return index
            }
        }
        return nil
    }

    /// A mark as `%20` or `\u00A0`.
    private func escape(at start: Int) -> (mark: Unicode.Scalar, length: Int)? {
        let (digits, first): (Int, Int)
        switch scalars[start] {
        case "%": (digits, first) = (2, start + 1)
        case "\\" where start + 1 < scalars.count && scalars[start + 1] == "u": (digits, first) = (4, start + 2)
        default: return nil
        }
        guard first + digits <= scalars.count else { return nil }
        let text = String(String.UnicodeScalarView(scalars[first..<first + digits]))
        guard let value = UInt32(text, radix: 16), let mark = Unicode.Scalar(value), Self.isMark(mark) else {
            return nil
        }
        return (mark, first + digits - start)
    }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case " ", "\t", "-", ".", "/", "\\", "_", "(", ")", "+", "~", "'", "*", "\u{2212}", "·": return true
        default: break
        }
        guard !scalar.isASCII else { return false }
        let properties = scalar.properties
        if properties.isDefaultIgnorableCodePoint { return true }
        return [.spaceSeparator, .dashPunctuation].contains(properties.generalCategory)
    }

    private func digit(_ index: Int) -> Int? { Self.value(scalars[index]) }

    /// A decimal digit of any script.
    private static func value(_ scalar: Unicode.Scalar) -> Int? {
        if scalar.isASCII { return (0x30...0x39).contains(scalar.value) ? Int(scalar.value) - 0x30 : nil }
        guard scalar.properties.numericType == .decimal else { return nil }
        return scalar.properties.numericValue.map(Int.init)
    }
}
