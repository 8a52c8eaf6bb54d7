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
            let run = digits(in: scalars, from: index, grouped: false)
            let grouped = digits(in: scalars, from: index, grouped: true)
            let found = run.count >= 10 ? run : isMobile(grouped, in: scalars) ? grouped : []
            let spelled = String(String.UnicodeScalarView(found.map { scalars[$0] }))
            if !found.isEmpty, !examples.contains(spelled) {
                for hidden in found.dropFirst(3).dropLast(4) { scalars[hidden] = "•" }
                changed = true
            }
            index = ((found.last ?? run.last) ?? index) + 1
        }
        return changed ? String(String.UnicodeScalarView(scalars)) : text
    }

    /// The indices of the digits from one on; `grouped` allows one space, dash or dot between two of them.
    private static func digits(in scalars: [Unicode.Scalar], from start: Int, grouped: Bool) -> [Int] {
        var found = [start]
        var index = start + 1
        while index < scalars.count {
            if isDigit(scalars[index]) {
                found.append(index)
            } else if grouped, [" ", "-", "."].contains(scalars[index]), index + 1 < scalars.count,
                isDigit(scalars[index + 1])
            {
                found.append(index + 1)
                index += 1
            } else {
                break
            }
            index += 1
        }
        return found
    }

    /// Ten digits that begin with 3, with or without the country code 57.
    private static func isMobile(_ found: [Int], in scalars: [Unicode.Scalar]) -> Bool {
        let digits = found.map { scalars[$0] }
        return digits.count == 10 && digits[0] == "3"
            || digits.count == 12 && digits[0] == "5" && digits[1] == "7" && digits[2] == "3"
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }
}
