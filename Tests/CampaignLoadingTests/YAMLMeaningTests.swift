import Foundation
import Testing

@testable import CampaignLoading

@Suite struct YAMLMeaningTests {
    @Test(arguments: [
        "no", "NO", "yes", "on", "off", "y", "N", "true", "False", "null", "NULL", "~", "0", "1e3", "012",
        "0o14",
        "0x1F", "0b101", "1_000", "12:30", "190:20:30", "3.14", ".5", "5.", "-5", "+5", "-.inf", ".nan",
        ".NaN",
        "2026-12-01", "1E+3", "6.02e23",
    ])
    func `a word that some reader changes has a meaning`(_ word: String) {
        #expect(YAMLMeaning.of(word) != nil)
    }

    @Test(arguments: [
        "", "Hola", "nos", "noo", "nulo", "true story", "1042a", "F-001", "$100", "100%", "12h", "v1.2.3",
        "1.2.3", "12:", ":30", "-", "--", "+", ".", "..", "5s..60s", "400/hour", "08:00-18:00", "573 001",
        "1,000", "2026/12/01", "+57x", "0x", "0xG", "~x", "ñ", "🎉", "e3", "_1",
    ])
    func `an ordinary text has none`(_ word: String) { #expect(YAMLMeaning.of(word) == nil) }

    /// Words near every border of the resolution rules.
    static let words: [String] = {
        let bases = [
            "y", "n", "yes", "no", "on", "off", "true", "false", "null", "nil", "none", "~", "inf", "nan",
        ]
        var words = bases.flatMap { [$0, $0.uppercased(), $0.capitalized, $0 + "s", "." + $0, "-." + $0] }
        let numbers = [
            "0", "7", "08", "09", "012", "0o17", "0x1f", "0xFF", "0b11", "0b12", "1_000", "12", "1042", "1.5",
            "1.",
            ".5", "0.0", "00.5", "1e3", "1.0e3", "1.0e+3", "1e+3", "1.5E-3", "1:30", "12:30", "12:30:45",
            "1:60",
            "12:30.5", "25:61", "190:20:30", "1__0", "573001112233", "00363",
        ]
        words += numbers.flatMap { [$0, "-" + $0, "+" + $0, $0 + "x"] }
        words += [
            "2026-12-01", "2026-1-5", "2026-02-30", "2026-12-01 09:00", "2026-12-01 09:00:00",
            "2026-12-01T09:00:00Z", "2026-12-01t09:00:00.5-05:00", "2026-12", "12-01-2026", "=", "<<",
            "1,000",
            "a", "Hola", "v1", "1a", "Ñ", "-", "+", ".", "...", "5s", "12h", "1/2", "50%", "$5",
        ]
        return words
    }()

    @Test(.enabled(if: pythonReads("1") == ["int"], "PyYAML is not installed"))
    func `what PyYAML changes by YAML 1.1 has a meaning`() throws {
        let tags = try #require(Self.pythonReads(Self.words.joined(separator: "\n")))
        try #require(tags.count == Self.words.count)
        let missed = zip(Self.words, tags).filter { $1 != "str" && YAMLMeaning.of($0) == nil }
        #expect(missed.map(\.0) == [])
        // What PyYAML leaves as it is may still be changed by YAML 1.2: its own list, by hand.
        let core: Set<String> = [
            "1e3", "1e+3", "1.0e3", "1.5E-3", "0o17", "08", "09", "00.5", ".5", "y", "Y", "n", "N",
        ]
        let excess = zip(Self.words, tags).filter { $1 == "str" && YAMLMeaning.of($0) != nil }
            .map { $0.0.trimmingCharacters(in: CharacterSet(charactersIn: "+-")) }
        #expect(Set(excess).subtracting(core).sorted() == [])
    }

    /// The types that PyYAML gives to unquoted words, one a line; nil without it.
    private static func pythonReads(_ lines: String) -> [String]? {
        let script = """
            import sys, yaml
            r = yaml.SafeLoader('')
            for line in sys.argv[1].split('\\n'):
                tag = r.resolve(yaml.ScalarNode, line, (True, False))
                print(tag.rsplit(':', 1)[1])
            """
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-c", script, lines]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return nil }
        let bytes = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { return nil }
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    }
}
