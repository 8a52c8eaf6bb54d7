import Foundation

/// `pregon run --watch` as a process of its own, with its health.
final class WatchProcess: Sendable {
    let process: ChildProcess
    let port: Int

    struct Health: Decodable, Sendable {
        struct Pass: Decodable, Sendable {
            var status: Int
            var failed: Bool
            var cause: String
            var message: String
        }

        struct Ledger: Decodable, Sendable {
            var id: String
            var serial: Int
        }

        var state: String
        var since: String
        var last_pass: Pass?
        var next_wake: String?
        var ledger: Ledger?
    }

    static func start(_ workspace: TestWorkspace, _ arguments: String...) async throws -> WatchProcess {
        let process = try workspace.begin(["run", "--watch", "--health", "127.0.0.1:0"] + arguments)
        try await eventually("the watcher listens") {
            guard process.isRunning else { throw TooLate(description: process.stdout + process.stderr) }
            return process.stdout.contains(/:[0-9]+\/health/)
        }
        guard let port = process.stdout.firstMatch(of: /:([0-9]+)\/health/).flatMap({ Int($0.1) }) else {
            throw TooLate(description: "the watcher does not say its port: \(process.stdout)")
        }
        return WatchProcess(process: process, port: port)
    }

    private init(process: ChildProcess, port: Int) {
        self.process = process
        self.port = port
    }

    func stop() { process.stop() }

    /// The status of the answer and what it says.
    func health(_ path: String = "/health") throws -> (status: Int, health: Health?) {
        let connection = try LoopbackConnection(port: port)
        connection.send("GET \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
        let answer = connection.receive { _ in false }
        guard let status = answer.firstMatch(of: /^HTTP\/1\.1 ([0-9]{3})/).flatMap({ Int($0.1) }) else {
            throw TooLate(description: "no answer: \(answer)")
        }
        let body = answer.firstRange(of: "\r\n\r\n").map { String(answer[$0.upperBound...]) } ?? ""
        return (status, try? JSONDecoder().decode(Health.self, from: Data(body.utf8)))
    }

    /// Waits until it rests after a pass.
    func rests(_ what: String = "the watcher rests") async throws {
        try await eventually(what) {
            try health().health.map { $0.state == "waiting" && $0.last_pass != nil } ?? false
        }
    }
}
