import Foundation
import Testing

/// Reads outputs with Python's parsers, which share no code with what wrote them.
enum PythonReader {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    /// Where `.ci/deps test` puts what tests take from Python's package index.
    static let environment = root.appending(path: ".build/test-venv")
    /// In CI a missing tool is a failure, elsewhere a reason to skip.
    static let isCI = ProcessInfo.processInfo.environment["CI"] != nil

    /// The official schema, which anyone gets from the standard's page
    /// https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json, too:
    /// `PREGON_SARIF_SCHEMA` names such a file.
    static let schema =
        ProcessInfo.processInfo.environment["PREGON_SARIF_SCHEMA"]
        ?? environment.appending(path: "sarif-2.1.0.json").path

    static var hasPython: Bool { isCI || (try? run("", input: "")) != nil }
    static var hasSchema: Bool {
        isCI
            || FileManager.default.fileExists(atPath: schema)
                && (try? run("import jsonschema", input: "")) != nil
    }

    struct Failed: Error { var words: String }

    /// What a script prints that finds `text` in the variable of that name; throws what it says when it fails.
    static func run(_ script: String, input text: String, arguments: [String] = []) throws -> String {
        let file = FileManager.default.temporaryDirectory.appending(path: "formats-\(UUID().uuidString)")
        try Data(text.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let own = environment.appending(path: "bin/python3").path
        let python = FileManager.default.fileExists(atPath: own) ? [own] : ["/usr/bin/env", "python3"]
        let process = Process()
        process.executableURL = URL(filePath: python[0])
        let opening = "import sys, json\ntext = open(sys.argv[1], encoding='utf-8', newline='').read()\n"
        process.arguments = python.dropFirst() + ["-B", "-c", opening + script, file.path] + arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let bytes = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        let words = String(decoding: bytes, as: UTF8.self)
        guard process.terminationStatus == 0 else { throw Failed(words: words) }
        return words
    }
}
