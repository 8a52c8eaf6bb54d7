import Foundation

/// A second opinion from Python's libraries, where they are installed.
enum PythonOracle {
    /// A version that knows Ley 2578 of 2026.
    static let hasHolidays =
        answer("import holidays; assert '2026-07-13' in holidays.country_holidays('CO', years=2026)") != nil
    static let hasDateutil = answer("import dateutil.rrule; print('yes')") != nil
    static let hasZoneinfo =
        answer("import zoneinfo; print(zoneinfo.ZoneInfo('America/Santiago').key)") != nil

    /// What a script prints, or nil if it fails or there is no Python.
    static func answer(_ script: String, arguments: [String] = []) -> String? {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-c", script] + arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return nil }
        let bytes = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return process.terminationStatus == 0 ? String(decoding: bytes, as: UTF8.self) : nil
    }
}
