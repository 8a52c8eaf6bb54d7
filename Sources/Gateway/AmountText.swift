/// An amount of money as people and services write it: `125000`, `$1.250.000`, `1,250,000.50 COP`.
package enum AmountText {
    /// No account holds more; a longer number is something else.
    private static let most = 1_000_000_000_000_000

    /// - Returns: hundredths, further decimals cut off, and the currency where one is written; nil where this
    ///   is no amount.
    package static func amount(_ text: String) -> AccountBalance? {
        var text = text.trimmed
        var currency: String?
        if let (rest, code) = withoutCode(text) {
            text = rest
            currency = code
        }
        var isNegative = false
        while let first = text.unicodeScalars.first {
            if "$€".unicodeScalars.contains(first) || first.properties.isWhitespace {
                text.unicodeScalars.removeFirst()
            } else if first == "-", !isNegative {
                isNegative = true
                text.unicodeScalars.removeFirst()
            } else {
                break
            }
        }
        while let last = text.unicodeScalars.last,
            "$€".unicodeScalars.contains(last) || last.properties.isWhitespace
        {
            text.unicodeScalars.removeLast()
        }
        guard let (whole, fraction) = split(text), let hundredths = hundredths(whole, fraction) else {
            return nil
        }
        return AccountBalance(hundredths: isNegative ? -hundredths : hundredths, currency: currency)
    }

    /// A JSON number: its dot is a decimal one, whatever follows; exponents are allowed (some services write
    /// every amount so).
    static func amount(number digits: String) -> AccountBalance? {
        guard let value = Double(digits), value.magnitude < Double(most) else { return nil }
        guard digits.contains(where: { $0 == "e" || $0 == "E" }) else {
            let isNegative = digits.hasPrefix("-")
            let parts = digits.drop { $0 == "-" }.split(separator: ".")
            guard let whole = parts.first,
                let hundredths = hundredths(whole, parts.count > 1 ? parts[1] : "")
            else { return nil }
            return AccountBalance(hundredths: isNegative ? -hundredths : hundredths)
        }
        return AccountBalance(hundredths: Int((value * 100).rounded(.towardZero)))
    }

    /// `US$`, or three letters at either end.
    private static func withoutCode(_ text: String) -> (rest: String, code: String)? {
        let upper = text.uppercased()
        if upper.hasPrefix("US$") { return (String(text.dropFirst(3)), "USD") }
        for (code, rest) in [
            (upper.prefix(3), text.dropFirst(3)), (upper.suffix(3), text.dropLast(3)),
        ] where code.count == 3 && code.allSatisfy({ $0.isASCII && $0.isLetter }) {
            return (String(rest), String(code))
        }
        return nil
    }

    /// The digits before and after the decimal sign.
    ///
    /// Of two different signs the last is the decimal one. One sign that occurs once is too, unless exactly three
    /// digits follow and one to three stand before it: `85.000` is eighty-five thousand, as it is written in
    /// Colombia.
    private static func split(_ text: String) -> (whole: [Substring], fraction: Substring)? {
        let parts = text.split(omittingEmptySubsequences: false) { !$0.isASCII || !$0.isNumber }
        let signs = text.filter { !$0.isASCII || !$0.isNumber }
        guard parts.allSatisfy({ !$0.isEmpty }), parts.count == signs.count + 1,
            signs.allSatisfy({ ".,'’ \u{A0}\u{202F}".contains($0) })
        else { return nil }
        var whole = parts[...]
        var fraction: Substring = ""
        if let last = signs.last, last == "." || last == ",",
            Set(signs).count > 1 ? signs.count(where: { $0 == last }) == 1 : signs.count == 1
        {
            let isGrouping =
                Set(signs).count == 1 && parts[1].count == 3 && parts[0].count <= 3 && parts[0].first != "0"
            if !isGrouping { fraction = whole.removeLast() }
        }
        guard Set(signs.prefix(whole.count - 1)).count <= 1,
            (1...3).contains(whole[0].count) || whole.count == 1,
            whole.dropFirst().allSatisfy({ $0.count == 3 })
        else { return nil }
        return (Array(whole), fraction)
    }

    private static func hundredths(_ whole: [Substring], _ fraction: Substring) -> Int? {
        hundredths(Substring(whole.joined()), fraction)
    }

    private static func hundredths(_ whole: Substring, _ fraction: Substring) -> Int? {
        guard !whole.isEmpty, (whole + fraction).allSatisfy({ $0.isASCII && $0.isNumber }),
            let units = Int(whole), units < most, let rest = Int((fraction + "00").prefix(2))
        else { return nil }
        return units * 100 + rest
    }
}
