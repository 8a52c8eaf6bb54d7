import Testing

@testable import Diagnostics

@Suite struct NearestNameTests {
    private static let keys = [
        "campaign", "version", "category", "lines", "revision", "audience", "messages",
    ]

    @Test(arguments: [
        ("campain", "campaign"), ("campaing", "campaign"), ("Campaign", "campaign"), ("line", "lines"),
        ("lienes", "lines"), ("mesages", "messages"), ("categori", "category"), ("audiencia", "audience"),
    ])
    func `a slip finds the name that was meant`(_ typed: String, _ expected: String) {
        #expect(NearestName.of(typed, in: Self.keys) == expected)
    }

    @Test(arguments: ["prioridad", "x", "", "campaign-name-of-mine", "🎉"])
    func `another word finds nothing`(_ typed: String) {
        #expect(NearestName.of(typed, in: Self.keys) == nil)
    }

    @Test(arguments: [
        ("", "abc", 3), ("abc", "abc", 0), ("abc", "abd", 1), ("abc", "acb", 1), ("abc", "bac", 1),
        ("kitten", "sitting", 3), ("ca", "abc", 3), ("año", "ano", 1),
    ])
    func `the distance is that of insertions, deletions, replacements and swaps`(
        _ one: String, _ other: String, _ distance: Int
    ) {
        let one = Array(one.unicodeScalars)
        let other = Array(other.unicodeScalars)
        #expect(NearestName.mistakes(from: one, to: other) == distance)
        #expect(NearestName.mistakes(from: other, to: one) == distance)
    }

    @Test func `of two equally near names the first is taken`() {
        #expect(NearestName.of("bat", in: ["cat", "hat"]) == "cat")
    }

    @Test func `a word of a million letters ends at once`() {
        #expect(NearestName.of(String(repeating: "x", count: 1_000_000), in: Self.keys) == nil)
    }
}
