import Foundation

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

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

    /// A line that is no message.
    struct Event: Decodable, Sendable {
        var event: String
        var kind: String?
        var message_id: String?
        var code: Int?
        var form: String?
        var status: Int?
        var path: String?
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
        try lines(ofEvents: false).map { try JSONDecoder().decode(Accepted.self, from: $0) }
    }

    /// What it has posted to a webhook, and the redirects that were followed.
    func events() throws -> [Event] {
        try lines(ofEvents: true).map { try JSONDecoder().decode(Event.self, from: $0) }
    }

    /// How many messages it has taken so far, without parsing them.
    func count() throws -> Int { try lines(ofEvents: false).count }

    /// The whole lines of its log. Those that are no message have `event` as their second key.
    private func lines(ofEvents: Bool) throws -> [Data] {
        let mark = Data(#"Z","event":"#.utf8)
        let log = try Data(contentsOf: log)
        guard let end = log.lastIndex(of: UInt8(ascii: "\n")) else { return [] }
        return log[..<end].split(separator: UInt8(ascii: "\n")).filter { line in
            (line.prefix(64).range(of: mark) != nil) == ofEvents
        }
    }

    // MARK: Its control endpoint

    /// What `/control/counts` says, as far as tests ask.
    struct Counts: Decodable, Sendable {
        var balance: Int
        var faults: [String: Int]
        var redirects_followed: Int
        var webhooks: [String: Int]
        var webhooks_waiting: Int
    }

    func counts() async throws -> Counts {
        try JSONDecoder().decode(Counts.self, from: await control("GET", "counts"))
    }

    /// What it has answered to one operation's requests, in order; nil where it gave no answer.
    func answers(_ path: String) async throws -> [String?] {
        struct Request: Decodable {
            var path: String
            var answer: String?
        }
        return try JSONDecoder().decode([Request].self, from: await control("GET", "requests"))
            .filter { $0.path == path }.map(\.answer)
    }

    /// Turns something, e.g. `freeze?after=2`.
    func turn(_ what: String) async throws { _ = try await control("POST", what) }

    private func control(_ method: String, _ what: String) async throws -> Data {
        guard let url = URL(string: "\(origin)/control/\(what)") else {
            throw TooLate(description: "no address: \(what)")
        }
        var request = URLRequest(url: url)
        request.httpMethod = method
        let (body, response) = try await URLSession.shared.data(for: request)
        guard (response as? HTTPURLResponse)?.statusCode == 200 else {
            throw TooLate(description: "/control/\(what): \(String(decoding: body, as: UTF8.self))")
        }
        return body
    }
}
