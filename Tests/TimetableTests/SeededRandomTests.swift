import Testing
import Timetable

@Suite struct SeededRandomTests {
    /// Computed with Python's integers from the published recurrence.
    static let published: [UInt64: [UInt64]] = [
        1_234_567: [
            6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
            4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
        ],
        0: [16_294_208_416_658_607_535, 7_960_286_522_194_355_700],
    ]

    @Test(arguments: published)
    func `a seed gives the published numbers`(_ seed: UInt64, _ expected: [UInt64]) {
        var random = SeededRandom(seed: seed)
        #expect(expected.map { _ in random.next() } == expected)
    }
}
