// TextSafety: what a text must go through before it is shown or kept.
//
// In: texts of files, gateways, webhooks and people. Out: the same texts without whole telephone numbers.

/// Hides telephone numbers in texts, because these go into terminals, logs, reports and the ledger.
///
/// A number is a run of ten or more digits; or digits in groups, with up to four signs between two groups, that
/// are a Colombian number (ten digits that begin with 3 or 60, twelve that begin with 57, with 00 before them or
/// not) or stand behind a plus sign (ten to fifteen digits, ITU-T E.164). The digits of any script count, and a
/// digit or a sign between groups may be percent-encoded (RFC 3986) or written as `\u0035`, as JSON does.
package enum NumberMask {
    /// The text with the middle of each number hidden: `573•••••1029`, `311 •••6601`. As many characters stay as
    /// there were, so that columns still fit.
    /// - Parameter shown: numbers, digits only, that nobody has to be protected from.
    package static func masking(_ text: String, except shown: Set<String> = []) -> String {
        guard mayHoldNumber(text) else { return text }
        var scalars = Array(text.unicodeScalars)
        var changed = false
        let signs = Sign.read(scalars)
        for number in Numbers(signs) where !shown.contains(Numbers.spelled(number, in: signs)) {
            for hidden in number.dropFirst(3).dropLast(4) {
                for index in signs[hidden].range { scalars[index] = "•" }
            }
            changed = true
        }
        return changed ? String(String.UnicodeScalarView(scalars)) : text
    }

    /// Whether a number stands in bytes that may be no text at all; only ASCII counts.
    package static func isNumber(in bytes: [UInt8]) -> Bool {
        guard bytes.count(where: isASCIIDigit) >= 10 else { return false }
        let scalars = bytes.map { $0 < 0x80 ? Unicode.Scalar($0) : "\u{FFFD}" }
        return Numbers(Sign.read(scalars)).contains { _ in true }
    }

    /// Looks at the bytes alone, since most texts have too few digits; in ASCII an escaped digit has one, too.
    private static func mayHoldNumber(_ text: String) -> Bool {
        var digits = 0
        for byte in text.utf8 {
            if byte >= 0x80 { return true }
            if isASCIIDigit(byte) { digits += 1 }
        }
        return digits >= 10
    }

    private static func isASCIIDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}

/// One character of a text as it is meant: escapes are read.
private struct Sign {
    /// A decimal digit of any script.
    var digit: Int?
    /// May stand between two groups of digits.
    var isMark = false
    var isPlus = false
    var isDot = false
    /// Where it is written: one scalar, or the whole escape.
    var range: Range<Int>

    static func read(_ scalars: [Unicode.Scalar]) -> [Sign] {
        var signs: [Sign] = []
        signs.reserveCapacity(scalars.count)
        var index = 0
        while index < scalars.count {
            let (scalar, length) = escape(in: scalars, at: index) ?? (scalars[index], 1)
            signs.append(Sign(scalar, range: index..<(index + length)))
            index += length
        }
        return signs
    }

    private init(_ scalar: Unicode.Scalar, range: Range<Int>) {
        self.range = range
        if scalar.isASCII {
            if (0x30...0x39).contains(scalar.value) { digit = Int(scalar.value) - 0x30 }
            isPlus = scalar == "+"
            isDot = scalar == "."
            switch scalar {
            case " ", "\t", "-", ".", "/", "\\", "_", "(", ")", "+", "~", "'", "*": isMark = true
            default: break
            }
            return
        }
        let properties = scalar.properties
        if properties.numericType == .decimal { digit = properties.numericValue.map(Int.init) }
        isMark =
            scalar == "\u{2212}" || scalar == "·" || properties.isDefaultIgnorableCodePoint
            || [.spaceSeparator, .dashPunctuation].contains(properties.generalCategory)
    }

    /// `%20`, `\u00A0`: a digit or a mark. Other escapes mean nothing here and are read as they are written.
    private static func escape(in scalars: [Unicode.Scalar], at start: Int) -> (Unicode.Scalar, Int)? {
        let (digits, first): (Int, Int)
        switch scalars[start] {
        case "%": (digits, first) = (2, start + 1)
        case "\\" where start + 1 < scalars.count && scalars[start + 1] == "u":
            (digits, first) = (4, start + 2)
        default: return nil
        }
        guard first + digits <= scalars.count else { return nil }
        var value: UInt32 = 0
        for scalar in scalars[first..<first + digits] {
            guard scalar.isASCII, let digit = Character(scalar).hexDigitValue else { return nil }
            value = value << 4 | UInt32(digit)
        }
        guard let scalar = Unicode.Scalar(value) else { return nil }
        let sign = Sign(scalar, range: start..<start)
        return sign.digit != nil || sign.isMark ? (scalar, first + digits - start) : nil
    }
}

/// The numbers of a text: for each, which signs are its digits.
private struct Numbers: Sequence, IteratorProtocol {
    /// Digits in a row that are a number whatever they begin with.
    private static let longRun = 10
    /// An international number has no more (ITU-T E.164).
    private static let longest = 15
    /// Signs between two groups.
    private static let mostMarks = 4

    private let signs: [Sign]
    private var index = 0

    init(_ signs: [Sign]) { self.signs = signs }

    static func spelled(_ digits: [Int], in signs: [Sign]) -> String {
        String(digits.map { Character("\(signs[$0].digit ?? 0)") })
    }

    mutating func next() -> [Int]? {
        while index < signs.count {
            guard signs[index].digit != nil else {
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
        guard start == 0 || !signs[start - 1].isDot && !signs[start - 1].isPlus else { return nil }
        var end = start
        for part in 0..<4 {
            if part > 0 {
                guard end + 1 < signs.count, signs[end].isDot, digit(end + 1) != nil else { return nil }
                end += 1
            }
            let group = run(from: end)
            guard group.count <= 3, group.count == 1 || digit(group.lowerBound) != 0,
                group.reduce(0, { $0 * 10 + (digit($1) ?? 0) }) <= 255
            else { return nil }
            end = group.upperBound
        }
        let goesOn = end + 1 < signs.count && signs[end].isDot && digit(end + 1) != nil
        return goesOn ? nil : end
    }

    private func run(from start: Int) -> Range<Int> {
        var end = start + 1
        while end < signs.count, digit(end) != nil { end += 1 }
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
            first.lowerBound > 0 && signs[first.lowerBound - 1].isPlus && digit(first.lowerBound) != 0
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
        let parts = groups.prefix(3).map { Int(Self.spelled(Array($0), in: signs)) ?? 0 }
        return parts[0] <= 31 && (1...12).contains(parts[1]) && (1900...2199).contains(parts[2])
    }

    /// Where the next group begins behind one to four marks; nil: there is none.
    private func afterMarks(_ start: Int) -> Int? {
        for index in start..<Swift.min(start + Self.mostMarks, signs.count) {
            guard signs[index].isMark else { return nil }
            if index + 1 < signs.count, signs[index + 1].digit != nil { return index + 1 }
        }
        return nil
    }

    private func digit(_ index: Int) -> Int? { signs[index].digit }
}
