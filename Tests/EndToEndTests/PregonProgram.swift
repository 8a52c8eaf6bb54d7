// EndToEndTests: the built program as its users meet it.
//
// In: the binary, real files, a real SQLite ledger, and `pregon simulate` as the gateways' side of real HTTP.
// Out: what the program says, what the ledger holds, what the gateways have accepted; the three are compared
// without a line of the program's own code.
import Foundation
import Testing

/// The program under test, run with an environment that holds nothing but what a test gives it.
enum PregonProgram {
    /// PREGON_BINARY, or the `pregon` that was built beside this test program; never another.
    static let binary: URL =
        ProcessInfo.processInfo.environment["PREGON_BINARY"].map { URL(fileURLWithPath: $0) }
        ?? built.appendingPathComponent("pregon")

    /// A release build, if there is one: PREGON_RELEASE_BINARY, or the one of this checkout.
    static let release: URL? = {
        if let path = ProcessInfo.processInfo.environment["PREGON_RELEASE_BINARY"] {
            return URL(fileURLWithPath: path)
        }
        let build = built.deletingLastPathComponent().deletingLastPathComponent()
        let candidate = build.appendingPathComponent("release/pregon")
        return FileManager.default.isExecutableFile(atPath: candidate.path) ? candidate : nil
    }()

    /// The folder of this test program, `.build/<platform>/debug`.
    private static let built: URL = {
        let program = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
        return program.deletingLastPathComponent()
    }()

    /// What the simulator's accounts are called, as its `--help` says.
    static let secrets = [
        "CONTACTO_LOGIN": "demo", "CONTACTO_TOKEN": "demo-contacto", "SETAPP_CLIENT": "00363",
        "SETAPP_TOKEN": "AbCdEfGhIjKlMnOpQrSt",
    ]

    /// What a child sees: no CI, no colours, and of the outside only what it takes to run at all.
    static func environment(_ own: [String: String]) -> [String: String] {
        let outside = ProcessInfo.processInfo.environment
        var environment: [String: String] = [:]
        for name in ["PATH", "HOME", "TMPDIR", "LD_LIBRARY_PATH"] { environment[name] = outside[name] }
        return environment.merging(own) { $1 }
    }

    /// Fails the test that ran a command where its output gives away a secret or a whole number.
    static func expectDiscreet(_ ending: Ending, secrets: [String], sourceLocation: SourceLocation) {
        for secret in secrets {
            #expect(
                !ending.all.contains(secret), "`\(ending.command)` shows a secret",
                sourceLocation: sourceLocation
            )
        }
        // The address of a group in a hint is the manual's own sample.
        let text = ending.all.replacing("573123252394-1549415611@g.us", with: "")
        let numbers = text.matches(of: /(^|[^0-9])57[0-9]{10}($|[^0-9])/)
        #expect(
            numbers.isEmpty, "`\(ending.command)` shows \(numbers.first?.0 ?? "")",
            sourceLocation: sourceLocation)
    }
}
