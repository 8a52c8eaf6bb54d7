import Foundation
import Testing

/// A workspace in a temporary folder, open at every hour, whose lines lead to a simulator on loopback.
final class TestWorkspace: Sendable {
    let scratch: URL
    let folder: URL

    /// - Parameters:
    ///   - origin: where both gateways are.
    ///   - sending: further lines of the `sending` block.
    init(origin: String = "http://127.0.0.1:9", timezone: String = "America/Bogota", sending: String = "")
        throws
    {
        let base = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
        scratch = base.appendingPathComponent("pregon-e2e-\(UUID().uuidString.prefix(8))")
        folder = scratch.appendingPathComponent("campaigns")
        try FileManager.default.createDirectory(
            at: folder.appendingPathComponent("audiences"), withIntermediateDirectories: true)
        try write("pregon.yaml", Self.settings(origin: origin, timezone: timezone, sending: sending))
    }

    /// A workspace and the simulator that its lines lead to.
    static func simulated(_ arguments: String..., port: Int = 0, sending: String = "") async throws
        -> (TestWorkspace, Simulator)
    {
        let workspace = try TestWorkspace()
        let simulator = try await Simulator.start(in: workspace.scratch, arguments, port: port)
        try workspace.write(
            "pregon.yaml",
            settings(origin: simulator.origin, timezone: "America/Bogota", sending: sending))
        return (workspace, simulator)
    }

    deinit { try? FileManager.default.removeItem(at: scratch) }

    var ledger: LedgerFile {
        LedgerFile(url: folder.appendingPathComponent(".pregon/ledger.sqlite"))
    }

    func write(_ path: String, _ text: String) throws {
        try Data(text.utf8).write(to: folder.appendingPathComponent(path), options: .atomic)
    }

    func append(_ path: String, _ text: String) throws {
        let url = folder.appendingPathComponent(path)
        try write(path, try String(contentsOf: url, encoding: .utf8) + text)
    }

    /// A campaign and its audience.
    func add(_ name: String, _ campaign: String, to numbers: some Sequence<Int>) throws {
        try write("\(name).yaml", campaign)
        try write("audiences/\(name).csv", Campaigns.audience(numbers))
    }

    // MARK: Running the program

    func begin(
        _ arguments: [String], environment: [String: String] = [:], binary: URL = PregonProgram.binary
    ) throws -> ChildProcess {
        try ChildProcess(
            binary, arguments + ["--workspace", folder.path],
            environment: PregonProgram.environment(PregonProgram.secrets.merging(environment) { $1 }),
            folder: scratch, scratch: scratch)
    }

    /// Runs a command to its end. Unless whole numbers are asked for, whatever it prints must hold none, and
    /// never a secret.
    @discardableResult
    func run(
        _ arguments: String..., environment: [String: String] = [:], binary: URL = PregonProgram.binary,
        within limit: Double = 60, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> Ending {
        let child = try begin(arguments, environment: environment, binary: binary)
        return try await end(child, environment: environment, within: limit, sourceLocation: sourceLocation)
    }

    @discardableResult
    func end(
        _ child: ChildProcess, environment: [String: String] = [:], within limit: Double = 60,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> Ending {
        let ending = try await child.end(within: limit)
        if !ending.command.contains("--show-numbers") {
            // The login `demo` is a word of the simulator's own and no secret on its own.
            let secrets = PregonProgram.secrets.merging(environment) { $1 }
                .filter { $0.key.hasSuffix("TOKEN") || $0.key.hasSuffix("CLIENT") }
            PregonProgram.expectDiscreet(
                ending, secrets: Array(secrets.values), sourceLocation: sourceLocation)
        }
        return ending
    }

    /// Runs a command that must end with a status.
    @discardableResult
    func expect(
        _ status: Int32, _ arguments: String..., environment: [String: String] = [:],
        within limit: Double = 60,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> Ending {
        let child = try begin(arguments, environment: environment)
        let ending = try await end(
            child, environment: environment, within: limit, sourceLocation: sourceLocation)
        #expect(ending.status == status && !ending.wasKilled, "\(ending)", sourceLocation: sourceLocation)
        return ending
    }

    // MARK: Files

    private static func settings(origin: String, timezone: String, sending: String) -> String {
        """
        version: 1
        timezone: \(timezone)
        ledger: sqlite:.pregon/ledger.sqlite
        lines:
          cartera:
            gateway: contacto
            login: ${CONTACTO_LOGIN}
            token: ${CONTACTO_TOKEN}
            number: "573005202020"
            rate: free
            url: \(origin)/contacto/
          equipo:
            gateway: setapp
            client: ${SETAPP_CLIENT}
            token: ${SETAPP_TOKEN}
            number: "573005202021"
            rate: free
            delay: 0s
            endpoints:
              message: \(origin)/setapp/message
              group: \(origin)/setapp/group
              group_message: \(origin)/setapp/group_message
              group_file: \(origin)/setapp/group_file
        sending:
          law: none
          hours: 00:00-24:00
          days: [mon, tue, wed, thu, fri, sat, sun]
          holidays: none
        """ + "\n" + sending + "\n"
    }
}
