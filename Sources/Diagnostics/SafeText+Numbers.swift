extension SafeText {
    /// Numbers that the program's own examples use, and that nobody has to be protected from.
    private static let examples: Set<String> = ["573001112233", "3001112233", "573005202020"]

    /// Hides telephone numbers, because findings go into the logs of pull requests: the middle of each run of
    /// ten or more digits, and of each Colombian mobile number written in groups, as in +57 300 111 22 33.
    ///
    /// Every digit stays one character, so that columns still fit.
    package static func maskingNumbers(in text: String) -> String {
        var scalars = Array(text.unicodeScalars)
        var index = 0
        var changed = false
        while index < scalars.count {
            guard isDigit(scalars[index]) else {
                index += 1
                continue
            }
            if let end = endOfIPAddress(in: scalars, from: index) {
                index = end
                continue
            }
            let run = digits(in: scalars, from: index, grouped: false)
            let found =
                run.count >= 10 ? run : mobile(digits(in: scalars, from: index, grouped: true), in: scalars)
            let spelled = String(String.UnicodeScalarView(found.map { scalars[$0] }))
            if !found.isEmpty, !examples.contains(spelled) {
                for hidden in found.dropFirst(3).dropLast(4) { scalars[hidden] = "•" }
                changed = true
            }
            index = ((found.last ?? run.last) ?? index) + 1
        }
        return changed ? String(String.UnicodeScalarView(scalars)) : text
    }

    /// The indices of the digits from one on; `grouped` allows a space, a dash, a dot or a parenthesis (with a
    /// space, dash or dot beside it) between two of them, as in +57 (300) 111-22.33.
    private static func digits(in scalars: [Unicode.Scalar], from start: Int, grouped: Bool) -> [Int] {
        var found = [start]
        var index = start + 1
        while index < scalars.count {
            if isDigit(scalars[index]) {
                found.append(index)
                index += 1
                continue
            }
            guard grouped else { break }
            let next = endOfSeparator(in: scalars, from: index)
            guard next > index, next < scalars.count, isDigit(scalars[next]) else { break }
            index = next
        }
        return found
    }

    /// Where an address such as 35.190.27.188 ends that begins at a digit; nil if none does. No mobile number is
    /// written so: its first group would be above 255.
    private static func endOfIPAddress(in scalars: [Unicode.Scalar], from start: Int) -> Int? {
        guard start == 0 || scalars[start - 1] != "." else { return nil }
        var index = start
        for part in 0..<4 {
            if part > 0 {
                guard index < scalars.count, scalars[index] == "." else { return nil }
                index += 1
            }
            var value = 0
            let first = index
            while index < scalars.count, isDigit(scalars[index]), index - first < 4 {
                value = value * 10 + Int(scalars[index].value - 0x30)
                index += 1
            }
            let isWritten = index > first && (scalars[first] != "0" || index == first + 1)
            guard isWritten, value <= 255 else { return nil }
        }
        let goesOn =
            index < scalars.count
            && (isDigit(scalars[index])
                || scalars[index] == "." && index + 1 < scalars.count && isDigit(scalars[index + 1]))
        return goesOn ? nil : index
    }

    private static func endOfSeparator(in scalars: [Unicode.Scalar], from start: Int) -> Int {
        var index = start
        var marks = 0
        var parentheses = 0
        while index < scalars.count {
            switch scalars[index] {
            case " ", "-", ".", "\u{A0}": marks += 1
            case "(", ")": parentheses += 1
            default: return index
            }
            guard marks <= 1, parentheses <= 1 else { return start }
            index += 1
        }
        return index
    }

    /// The first ten digits if they begin with 3, or twelve if with 57 and 3, where a group ends behind them.
    private static func mobile(_ found: [Int], in scalars: [Unicode.Scalar]) -> [Int] {
        for (count, beginning) in [(10, "3"), (12, "573")] where found.count >= count {
            let digits = found.prefix(count)
            let spelled = String(String.UnicodeScalarView(digits.map { scalars[$0] }))
            let endsGroup = found.count == count || found[count] > found[count - 1] + 1
            if endsGroup, spelled.hasPrefix(beginning) { return Array(digits) }
        }
        return []
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }
}
