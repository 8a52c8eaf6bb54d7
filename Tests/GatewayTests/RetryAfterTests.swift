import CampaignModel
import Gateway
import Testing

struct RetryAfterTests {
    // 1994-11-06T08:49:37Z, the example of RFC 9110, as `date -u +%s` has it.
    private let example = Instant(milliseconds: 784_111_777_000)

    @Test(
        arguments: [
            ("120", 120), (" 0 ", 0), ("999999999999999999999", 86_400), ("-1", nil), ("1.5", nil),
            ("soon", nil),
            ("", nil), ("Sun, 06 Nov 1994 08:50:37 GMT", 60), ("Sun, 06 Nov 1994 08:00:00 GMT", 0),
            ("Mon, 07 Nov 1995 08:49:37 GMT", 86_400), ("Sun, 06 Foo 1994 08:50:37 GMT", nil),
            ("Sun, 31 Feb 1994 08:50:37 GMT", nil), ("Sun, 06 Nov 1994 24:50:37 GMT", nil),
        ] as [(String, Int?)])
    func `seconds and dates are read, within a day`(value: String, seconds: Int?) {
        #expect(RetryAfter.seconds(in: [WireHeader("retry-after", value)], now: example) == seconds)
    }

    @Test func `a date counts from the reply's own date`() {
        let headers = [
            WireHeader("Date", "Sun, 06 Nov 1994 08:49:00 GMT"),
            WireHeader("Retry-After", "Sun, 06 Nov 1994 08:49:37 GMT"),
        ]
        #expect(RetryAfter.seconds(in: headers, now: example.advanced(seconds: 5000)) == 37)
    }

    @Test func `without the field there is nothing to read`() {
        #expect(RetryAfter.seconds(in: [], now: example) == nil)
    }
}
