import CampaignModel
import Testing

@testable import CampaignLoading

@Suite struct ValueTextTests {
    @Test(arguments: [
        ("0", 0), ("012", 12), ("1000000", 1_000_000), ("999999999999999999", 999_999_999_999_999_999),
    ])
    func `digits are an integer`(_ text: String, _ value: Int) {
        #expect(ValueText.integer(text) == value)
    }

    @Test(arguments: [
        "", " 1", "1 ", "+1", "-1", "1.0", "1e3", "0x1", "1_000", "１", "9999999999999999999", "١",
    ])
    func `anything but digits is no integer`(_ text: String) { #expect(ValueText.integer(text) == nil) }

    @Test(arguments: [("00:00", 0), ("09:05", 545), ("23:59", 1439), ("24:00", 1440)])
    func `a time has two digits for hour and minute`(_ text: String, _ minutes: Int) {
        #expect(ValueText.time(text)?.minutes == minutes)
    }

    @Test(arguments: [
        "9:00", "09:0", "0900", "09:00:00", "24:01", "25:00", "09:60", "09.00", "9 am", " 09:00", "",
    ])
    func `other times are refused`(_ text: String) { #expect(ValueText.time(text) == nil) }

    @Test func `a moment is a day, one space and a time`() {
        #expect(ValueText.dateTime("2028-02-29 09:00")?.description == "2028-02-29 09:00")
    }

    @Test(arguments: [
        "2026-02-29 09:00", "2026-12-01", "2026-12-01T09:00", "2026-12-01  09:00", "2026-12-01 09:00 ",
        "2026-12-1 09:00", "26-12-01 09:00", "01/12/2026 09:00", "2026-12-01 09:00-05:00", "mañana", "",
    ])
    func `other moments are refused`(_ text: String) { #expect(ValueText.dateTime(text) == nil) }

    @Test func `hours run from a start to a later end`() {
        #expect(ValueText.hours("08:00-18:00")?.description == "08:00-18:00")
        #expect(ValueText.hours("00:00-24:00")?.description == "00:00-24:00")
    }

    @Test(arguments: [
        "18:00-08:00", "08:00-08:00", "8-18", "08:00", "08:00-12:00-18:00", "08:00 - 18:00", "",
    ])
    func `other hours are refused`(_ text: String) { #expect(ValueText.hours(text) == nil) }

    @Test(arguments: [("1/hour", SendRate.perHour(1)), ("400/hour", .perHour(400)), ("free", .free)])
    func `a rate is a number an hour, or free`(_ text: String, _ rate: SendRate) {
        #expect(ValueText.rate(text) == rate)
    }

    @Test(arguments: [
        "0/hour", "100001/hour", "400", "400/h", "400/day", "-1/hour", "1.5/hour", "Free", "400 /hour",
    ])
    func `other rates are refused`(_ text: String) { #expect(ValueText.rate(text) == nil) }

    @Test func `a limit counts by day or week`() {
        #expect(ValueText.contactLimit("2/week") == ContactLimit(count: 2, period: .week))
        #expect(ValueText.contactLimit("1/day") == ContactLimit(count: 1, period: .day))
    }

    @Test(arguments: ["0/week", "1001/week", "2", "2/month", "2/weeks", "2 per week"])
    func `other limits are refused`(_ text: String) { #expect(ValueText.contactLimit(text) == nil) }

    @Test(arguments: [("0s", 0), ("30s", 30), ("15m", 900), ("12h", 43_200), ("2d", 172_800)])
    func `a duration has one unit`(_ text: String, _ seconds: Int) {
        #expect(ValueText.duration(text) == seconds)
    }

    @Test(arguments: ["", "s", "2", "2 d", "2w", "1h30m", "-1s", "1.5h", "2D", "99999999999d", "10000001d"])
    func `other durations are refused`(_ text: String) { #expect(ValueText.duration(text) == nil) }

    @Test(arguments: [("5s..60s", 5, 60), ("0s", 0, 0), ("1m", 60, 60), ("5s..1m", 5, 60), ("5s..5s", 5, 5)])
    func `a delay is a duration or a range of two`(_ text: String, _ minimum: Int, _ maximum: Int) {
        #expect(ValueText.delay(text) == DelayRange(minimum: minimum, maximum: maximum))
    }

    @Test(arguments: ["60s..5s", "5-60", "5s..", "..60s", "5s...60s", "5s..2d", "86401s", "5s..60s..90s", ""])
    func `other delays are refused`(_ text: String) { #expect(ValueText.delay(text) == nil) }

    @Test(arguments: [
        ("85 COP", 8500, "COP"), ("0.5 USD", 50, "USD"), ("0.05 USD", 5, "USD"),
        ("1000000000 COP", 100_000_000_000, "COP"),
    ])
    func `a price is an amount and a currency`(_ text: String, _ hundredths: Int, _ currency: String) {
        #expect(ValueText.money(text) == Money(hundredths: hundredths, currency: currency))
    }

    @Test(arguments: [
        "85", "$85", "85COP", "85 cop", "85 pesos", "85,50 COP", "85.123 COP", "1.000.000 COP", "-1 COP",
        "85. COP", ".5 COP",
    ])
    func `other prices are refused`(_ text: String) { #expect(ValueText.money(text) == nil) }

    @Test(arguments: [("${A}", "A"), ("${PREGON_LEDGER}", "PREGON_LEDGER"), ("${_X9}", "_X9")])
    func `a reference names one environment variable`(_ text: String, _ name: String) {
        #expect(ValueText.environmentName(text) == name)
    }

    @Test(arguments: [
        "$A", "${}", "${a}", "${9A}", "${A", "x${A}", "${A}x", "${A}${B}", "${A-B}", "${ A }", "${Ñ}",
    ])
    func `other references are refused`(_ text: String) { #expect(ValueText.environmentName(text) == nil) }

    @Test(arguments: ["abc", "cobro-noviembre", "2026", "a--b", "abc-", String(repeating: "x", count: 60)])
    func `a campaign's name is a word`(_ text: String) { #expect(ValueText.isCampaignName(text)) }

    @Test(arguments: [
        "", "ab", "-ab", "Cobro", "año", "a b", "a_b", "a/b", "a.b", String(repeating: "x", count: 61),
    ])
    func `other names are refused`(_ text: String) { #expect(!ValueText.isCampaignName(text)) }
}
