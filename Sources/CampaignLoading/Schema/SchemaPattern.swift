import CampaignModel

/// Regular expressions of the schema, as `ValueText` reads the same values.
///
/// They keep to what ECMA-262 (which JSON Schema asks for, and editors use) and Python's `re` have in common: no
/// `\d`, `\s` or `.`, whose meanings differ. `$` is the end of the text alone, as in ECMA-262.
enum SchemaPattern {
    /// Whole numbers in decimal digits, leading zeros allowed, of at most 18 digits.
    static func integer(in range: ClosedRange<Int>) -> String { "^\(digits(in: range))$" }

    /// The digits of a whole number, for the middle of a pattern. The range begins at 0 or 1.
    static func digits(in range: ClosedRange<Int>) -> String {
        let most = Array(String(range.upperBound).utf8).map { Int($0) - 0x30 }
        var choices: [String] = []
        if most.count == 2 { choices.append("[1-9]") }
        if most.count > 2 { choices.append("[1-9][0-9]{0,\(most.count - 2)}") }
        for index in most.indices {
            let least = index == 0 ? 1 : 0
            guard most[index] - 1 >= least else { continue }
            let rest = most.count - index - 1
            let head = most[..<index].map(String.init).joined()
            let tail = rest == 0 ? "" : rest == 1 ? "[0-9]" : "[0-9]{\(rest)}"
            choices.append("\(head)[\(least)-\(most[index] - 1)]\(tail)")
        }
        choices.append(String(range.upperBound))
        let zero = range.lowerBound == 0 ? "0+|" : ""
        return "(?![0-9]{\(ValueText.mostDigits + 1)})(?:\(zero)0*(?:\(choices.joined(separator: "|"))))"
    }

    static let phone = "^57[0-9]{10}$"
    static let templateNumber = "^[0-9]{1,20}$"
    static let campaignName = "^[a-z0-9][a-z0-9-]{2,59}$"
    static let messageID = "^(?!(?:create|invite)$)(?=[a-z0-9_-]*[a-z_])[a-z0-9_-]{1,60}$"

    // MARK: Times

    private static let leapYear =
        "(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)"
    /// Days that exist, in the years 1 to 9999.
    static let date =
        "(?!0000)(?:[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
        + "|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))|\(leapYear)-02-29)"
    static let time = "(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]|24:00)"
    static let dateTime = "^\(date) \(time)$"
    /// That the end is after the start, a pattern does not say.
    static let hours = "^\(time)-\(time)$"
    private static let anyDuration = digits(in: 0...ValueText.mostUnits) + "[smhd]"
    /// More than nothing.
    static let duration = "^\(digits(in: 1...ValueText.mostUnits))[smhd]$"
    /// That the second is not below the first, a pattern does not say.
    static let delay = "^\(anyDuration)(?:\\.\\.\(anyDuration))?$"

    // MARK: Amounts

    static let hourlyRate = "\(digits(in: ValueText.hourlyRates))/hour"
    static let contactLimit =
        "^\(digits(in: ValueText.contactCounts))/"
        + "(?:\(ContactLimit.Period.allCases.map(\.rawValue).joined(separator: "|")))$"
    static let price = "^\(digits(in: 0...ValueText.highestPrice))(?:\\.[0-9]{1,2})? [A-Z]{3}$"

    // MARK: Settings

    private static let reference = "\\$\\{[A-Z_][A-Z0-9_]{0,99}\\}"
    /// `${NAME}`.
    static let environment = "^\(reference)$"
    /// `${NAME}` or a text without `${`.
    static let setting = "^(?:\(reference)|(?![\\s\\S]*\\$\\{)[\\s\\S]+)$"
    static let ledger = "^(?:\(reference)|(?![\\s\\S]*\\$\\{)sqlite:[\\s\\S]+)$"
    static let ledgerID = "^[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}$"
    static let timezone = "^(?:UTC|[^/]*/[\\s\\S]*)$"
    /// `${NAME}` or a web address.
    static let address = "^(?:\(reference)|(?![\\s\\S]*\\$\\{)\(AddressPattern.plain))$"
    /// `${NAME}` or a web address of this machine, which is the simulator's.
    static let loopback = "^(?:\(reference)|(?![\\s\\S]*\\$\\{)\(AddressPattern.loopback))$"
}
