import Foundation

/// A second opinion from Python's libraries, in the versions that `.ci/deps test` pins.
enum PythonOracle {
    /// In CI a missing library is a failure, elsewhere a reason to skip.
    static let isCI = ProcessInfo.processInfo.environment["CI"] != nil
    /// A version that knows Ley 2578 of 2026.
    static let hasHolidays =
        isCI
        || answer("import holidays; assert '2026-07-13' in holidays.country_holidays('CO', years=2026)")
            != nil
    static let hasDateutil = isCI || answer("import dateutil.rrule; print('yes')") != nil
    static let hasZoneinfo =
        isCI || answer("import zoneinfo; print(zoneinfo.ZoneInfo('America/Santiago').key)") != nil

    /// The environment's own Python where it has been set up, else the machine's.
    private static let python: [String] = {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let own = root.appending(path: ".build/test-venv/bin/python3").path
        return FileManager.default.isExecutableFile(atPath: own) ? [own] : ["/usr/bin/env", "python3"]
    }()

    /// What a script prints, or nil if it fails or there is no Python. `input` is a text that the script finds in the
    /// variable of that name.
    static func answer(_ script: String, arguments: [String] = [], input: String = "") -> String? {
        let file = FileManager.default.temporaryDirectory.appending(path: "oracle-\(UUID().uuidString)")
        guard (try? Data(input.utf8).write(to: file)) != nil else { return nil }
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        process.executableURL = URL(filePath: python[0])
        let opening = "import sys\ninput = open(sys.argv.pop(1), encoding='utf-8').read()\n"
        process.arguments = python.dropFirst() + ["-B", "-c", opening + script, file.path] + arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return nil }
        let bytes = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return process.terminationStatus == 0 ? String(decoding: bytes, as: UTF8.self) : nil
    }
}
