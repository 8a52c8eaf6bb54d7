import Reporting
import Testing

@Suite struct ProgressTests {
    @Test(
        arguments: [
            (
                200_000, 1_000_000, 2.0, ProgressBar.Unit.items,
                "[######........................] 200000/1000000  100000/s  8s left"
            ),
            (0, 10, 5, .items, "[..............................] 0/10"),
            (10, 10, 5, .items, "[##############################] 10/10"),
            (12, 10, 5, .items, "[##############################] 10/10"),
            (0, 0, 0, .items, "[##############################] 0/0"),
            (2, 6, 7_200, .items, "[##########....................] 2/6  1/hour  4h 0m left"),
            (5, 300, 10, .items, "[..............................] 5/300  1800/hour  9m 50s left"),
            (
                12_000_000, 48_500_000, 0.5, .bytes,
                "[#######.......................] 12/48 MB  24 MB/s  1s left"
            ),
        ] as [(Int, Int, Double, ProgressBar.Unit, String)])
    func `a bar says how much, how fast and how long still`(
        done: Int, total: Int, elapsed: Double, unit: ProgressBar.Unit, text: String
    ) {
        #expect(ProgressBar.text(done: done, total: total, elapsed: elapsed, unit: unit) == text)
    }

    @Test func `nothing is drawn in the first second, and then not too often`() {
        var display = StepDisplay(now: 100)
        #expect(display.show("reading", 1, of: 10, now: 100.9) == nil)
        #expect(display.end() == nil)
        #expect(
            display.show("reading", 2, of: 10, now: 101.0)?.hasPrefix("\r\u{1B}[Kreading  [######") == true)
        #expect(display.show("reading", 3, of: 10, now: 101.05) == nil)
        #expect(display.show("reading", 4, of: 10, now: 101.2)?.contains("4/10") == true)
        #expect(display.end() == "\r\u{1B}[K")
        #expect(display.end() == nil)
    }

    @Test func `a step of unknown length shows how long it has gone on`() {
        var display = StepDisplay(now: 0)
        #expect(display.wait("checking", now: 0.5) == nil)
        #expect(display.wait("checking", now: 1) == "\r\u{1B}[Kchecking  0s")
        #expect(display.wait("checking", now: 1.05) == nil)
        #expect(display.wait("checking", now: 75) == "\r\u{1B}[Kchecking  1m 14s")
        #expect(display.end() == "\r\u{1B}[K")
    }

    @Test func `each step has a rate of its own and shows at once`() {
        var display = StepDisplay(now: 0)
        #expect(display.show("reading", 90, of: 100, now: 9)?.contains("90/100") == true)
        #expect(
            display.show("writing", 0, of: 100, now: 9.01)?.hasSuffix(
                "writing  [..............................] 0/100") == true)
        #expect(display.show("writing", 50, of: 100, now: 10.01)?.contains("50/s  1s left") == true)
        // The same step once more, as for the next campaign.
        #expect(display.show("writing", 10, of: 100, now: 10.02)?.contains("10/100") == true)
    }
}
