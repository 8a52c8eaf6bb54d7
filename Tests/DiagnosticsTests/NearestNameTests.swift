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

    @Test func `of equally near names all are named or none`() {
        #expect(NearestName.of("bat", in: ["cat", "hat"]) == nil)
        #expect(NearestName.all(of: "bat", in: ["cat", "dog", "hat", "cat"]) == ["cat", "hat"])
        #expect(NearestName.question("bat", in: ["cat", "hat"]) == "did you mean `cat` or `hat`?")
        #expect(
            NearestName.question("bat", in: ["cat", "hat", "mat"]) == "did you mean `cat`, `hat` or `mat`?")
        #expect(NearestName.question("bat", in: ["cat", "hat", "mat", "rat", "sat"]) == nil)
        #expect(NearestName.question("bat", in: ["cat"]) { "{{\($0)}}" } == "did you mean {{cat}}?")
        #expect(NearestName.question("elephant", in: ["cat"]) == nil)
    }

    @Test(arguments: [
        ("campaing", "campaign"), ("mesages", "messages"), ("UTF-8", "utf-8"), ("markting", "marketing"),
        ("audiencia", "audience"), ("None", "none"), ("Id", "id"),
    ])
    func `a slip may be corrected unasked`(_ typed: String, _ expected: String) {
        let names = Self.keys + ["utf-8", "marketing", "none", "id", "exclude"]
        #expect(NearestName.slip(of: typed, in: names) == expected)
    }

    @Test(arguments: [
        // Near, but another word might be meant: another first letter, too short, two mistakes in few letters.
        "include", "ids", "bersion", "lonas", "revsiin",
        // Nothing to correct.
        "exclude", "",
    ])
    func `what may be another word is not corrected`(_ typed: String) {
        let names = Self.keys + ["id", "exclude"]
        #expect(NearestName.slip(of: typed, in: names) == nil)
    }

    @Test func `a word of a million letters ends at once`() {
        #expect(NearestName.of(String(repeating: "x", count: 1_000_000), in: Self.keys) == nil)
    }
}
