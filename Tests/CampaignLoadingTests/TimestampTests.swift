import Testing

@testable import CampaignLoading

@Suite struct TimestampTests {
    // Seconds since 1970 by `date -u -d TEXT +%s`.
    @Test(arguments: [
        ("2026-11-20T14:03:00-05:00", 1_795_201_380), ("2026-11-20T19:03:00Z", 1_795_201_380),
        ("2024-02-29T23:59:59+05:30", 1_709_231_399), ("1969-12-31T19:00:00-05:00", 0),
        ("1969-12-31T23:59:59Z", -1),
    ])
    func `a moment with its offset`(_ text: String, _ seconds: Int64) {
        #expect(ValueText.timestamp(text)?.milliseconds == seconds * 1000)
    }

    @Test(arguments: [
        "2026-11-20 14:03:00-05:00", "2026-11-20T14:03:00", "2026-11-20T14:03-05:00", "2026-02-30T14:03:00Z",
        "2026-11-20T24:00:00Z", "2026-11-20T14:60:00Z", "2026-11-20T14:03:60Z", "2026-11-20T14:03:00-5:00",
        "2026-11-20T14:03:00z", "2026-11-20T14:03:00Z ", "T", "", "2026-11-20", "2026-11-20T14:03:00+99:00",
    ])
    func `anything else is none`(_ text: String) {
        #expect(ValueText.timestamp(text) == nil)
    }
}
