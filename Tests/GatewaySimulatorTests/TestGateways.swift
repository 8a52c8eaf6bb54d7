import Foundation
import GatewaySimulator
import Synchronization

/// Both gateways in process, with a clock that moves only when told to.
final class TestGateways: Sendable {
    static let morning = Date(timeIntervalSince1970: 1_796_133_600)  // 2026-12-01T14:00:00Z

    let server: SimulatorServer
    private let clock: TestClock

    init(_ change: (inout SimulatorOptions) -> Void = { _ in }) throws {
        var options = SimulatorOptions()
        change(&options)
        let clock = TestClock()
        self.clock = clock
        server = try SimulatorServer(
            options: options,
            clock: SimulatorClock(
                elapsed: { clock.elapsed.withLock { $0 } },
                now: {
                    let (seconds, attoseconds) = clock.elapsed.withLock { $0 }.components
                    return Self.morning + Double(seconds) + Double(attoseconds) * 1e-18
                }))
    }

    func wait(_ duration: Duration) { clock.elapsed.withLock { $0 += duration } }

    func post(_ target: String, _ fields: [(String, String)]) -> SimulatorReply {
        post(target, raw: form(fields))
    }

    func post(_ target: String, raw: String) -> SimulatorReply {
        server.reply(
            to: SimulatorRequest(
                method: "POST", target: target, contentType: "application/x-www-form-urlencoded",
                body: Array(raw.utf8)))
    }

    func get(_ target: String) -> SimulatorReply {
        server.reply(to: SimulatorRequest(method: "GET", target: target))
    }

    /// A SetApp request with the right client and token, parts of it replaced.
    func setapp(
        _ operation: String, _ fields: [(String, String)], account: [(String, String)]? = nil
    ) -> SimulatorAnswer? {
        let account = account ?? [("cliente", "00363"), ("token", "AbCdEfGhIjKlMnOpQrSt")]
        return post("/setapp/\(operation)", account + fields).answered
    }

    /// A valid contacto message whose parameters are replaced, or with nil left out.
    func contacto(_ changes: [String: String?] = [:]) -> SimulatorAnswer? {
        var fields: [String: String] = [
            "login": "demo", "token": "demo-contacto", "id_template": "1042", "mobile": "573102111111",
            "template_variables": "[Carlos] [$100] [miércoles]",
        ]
        for (name, value) in changes { fields[name] = value }
        return post("/contacto/send/", fields.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }).answered
    }
}

/// Holds what the two closures of a `SimulatorClock` share.
private final class TestClock: Sendable {
    let elapsed = Mutex(Duration.zero)
}

extension SimulatorReply {
    /// The ordinary answer, nil if something else happened.
    var answered: SimulatorAnswer? {
        if case .answer(let answer) = self { answer } else { nil }
    }
}

/// Escapes every byte that is not a letter or digit, so that nothing depends on which ones must be.
func form(_ fields: [(String, String)]) -> String {
    fields.map { "\($0.0)=\(escaped($0.1))" }.joined(separator: "&")
}

func escaped(_ text: String) -> String {
    text.utf8.map { byte in
        let character = Character(UnicodeScalar(byte))
        if byte < 0x80, character.isLetter || character.isNumber { return String(character) }
        return "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }.joined()
}

/// A folder of a test's own, removed when the test lets go of it.
final class TestFolder {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "simulator-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }
}
