import Foundation

/// `pregon simulate` as a process of its own, and what it has accepted.
final class Simulator: Sendable {
    /// One line of its log, parsed here and nowhere else.
    struct Accepted: Decodable, Sendable {
        var gateway: String
        var operation: String
        var kind: String
        var to: String
        var fields: [String: String]
        var encoding: String
        var id: String
    }

    let process: ChildProcess
    let port: Int
    let log: URL

    var origin: String { "http://127.0.0.1:\(port)" }

    static func start(
        in scratch: URL, _ arguments: [String] = [], port: Int = 0, log: String = "simulator.jsonl",
        binary: URL = PregonProgram.binary
    ) async throws -> Simulator {
        let log = scratch.appendingPathComponent(log)
        let process = try ChildProcess(
            binary, ["simulate", "--port", "\(port)", "--log", log.path] + arguments,
            environment: PregonProgram.environment([:]), folder: scratch, scratch: scratch)
        try await eventually("the simulator listens") {
            guard process.isRunning else { throw TooLate(description: process.stderr) }
            return process.stdout.contains(/:[0-9]+\n/)
        }
        guard let port = process.stdout.firstMatch(of: /:([0-9]+)\n/).flatMap({ Int($0.1) }) else {
            throw TooLate(description: "the simulator does not say its port: \(process.stdout)")
        }
        return Simulator(process: process, port: port, log: log)
    }

    private init(process: ChildProcess, port: Int, log: URL) {
        self.process = process
        self.port = port
        self.log = log
    }

    func stop() { process.stop() }

    func accepted() throws -> [Accepted] {
        try String(contentsOf: log, encoding: .utf8).split(separator: "\n").map {
            try JSONDecoder().decode(Accepted.self, from: Data($0.utf8))
        }
    }

    /// How many messages it has taken so far, without parsing them.
    func count() throws -> Int { try Data(contentsOf: log).count { $0 == UInt8(ascii: "\n") } }
}
