import Foundation
import Testing

@testable import GatewaySimulator

@Suite struct FaultTests {
    @Test(arguments: FaultKind.allCases)
    func `a fault strikes after the message is accepted or before`(kind: FaultKind) throws {
        let gateways = try TestGateways {
            $0.faultRate = 1
            $0.faults = [kind]
        }
        let fields =
            [("login", "demo"), ("token", "demo-contacto"), ("id_template", "3001")]
            + [("mobile", "573102111111"), ("template_variables", "[Ana]")]
        let reply = gateways.post("/contacto/send/", fields)
        let accepted = gateways.server.acceptedMessages
        #expect(accepted.count == (kind.acceptsMessage ? 1 : 0))
        #expect(accepted.first?.fault == (kind.acceptsMessage ? kind.rawValue : nil))
        switch kind {
        case .dropBefore, .dropAfter: #expect(reply == .close)
        case .reset: #expect(reply == .reset)
        case .hang: #expect(reply == .hang)
        case .truncated:
            guard case .truncated(let answer) = reply else { throw Unexpected() }
            #expect(answer.status == 200)
        case .html, .htmlAfter:
            #expect(reply.answered?.status == 200)
            #expect(reply.answered?.headers["Content-Type"]?.hasPrefix("text/html") == true)
        case .error500Before, .error500After: #expect(reply.answered?.status == 500)
        case .redirect307:
            #expect(reply.answered?.status == 307)
            #expect(reply.answered?.headers["Location"] == "/redirected/contacto/send/")
        case .tooMany429:
            #expect(reply.answered?.status == 429)
            #expect(reply.answered?.headers["Retry-After"] == "2")
        }
    }

    private struct Unexpected: Error {}

    @Test func `balance and templates meet no faults`() throws {
        let gateways = try TestGateways { $0.faultRate = 1 }
        for path in ["/contacto/balance/", "/contacto/template/"] {
            #expect(gateways.post(path, raw: "login=demo&token=demo-contacto").answered?.status == 200)
        }
    }

    @Test func `the same seed gives the same faults, another seed others`() {
        func sequence(_ seed: UInt64) -> [FaultKind?] {
            var faults = FaultSequence(seed: seed, rate: 0.3, kinds: Set(FaultKind.allCases))
            return (0..<500).map { _ in faults.next() }
        }
        #expect(sequence(1) == sequence(1))
        #expect(sequence(1) != sequence(2))
        let hits = sequence(1).compactMap { $0 }
        #expect((110...190).contains(hits.count), "about 150 of 500 at a rate of 0.3")
        #expect(Set(hits) == Set(FaultKind.allCases))
    }

    @Test func `which requests are hit does not depend on the kinds`() {
        func hits(_ kinds: Set<FaultKind>) -> [Bool] {
            var faults = FaultSequence(seed: 9, rate: 0.2, kinds: kinds)
            return (0..<200).map { _ in faults.next() != nil }
        }
        #expect(hits([.reset]) == hits([.hang, .html, .reset]))
    }

    /// The reference implementation's first outputs for the seed 1234567.
    @Test func `the generator is SplitMix64`() {
        var random = SplitMix64(state: 1_234_567)
        #expect(random.next() == 6_457_827_717_110_365_317)
        #expect(random.next() == 3_203_168_211_198_807_973)
    }

    @Test(arguments: [0, 0.0, -1, .nan])
    func `a rate of nothing is no fault at all`(rate: Double) {
        var faults = FaultSequence(seed: 1, rate: rate, kinds: Set(FaultKind.allCases))
        #expect((0..<100).allSatisfy { _ in faults.next() == nil })
    }

    @Test func `a probe after a lost reply is told that the message is repeated`() throws {
        let gateways = try TestGateways {
            $0.faultRate = 0.5
            $0.faults = [.dropAfter]
        }
        let fields = [("login", "demo"), ("token", "demo-contacto"), ("id_template", "3001")]
        var probed = 0
        for number in 0..<40 {
            let message =
                fields + [("mobile", String(573_100_000_000 + number)), ("template_variables", "[Ana]")]
            guard gateways.post("/contacto/send/", message) == .close else { continue }
            let probe = gateways.post("/contacto/send/", message)
            if probe != .close {
                #expect(probe.answered?.body == #"{"status":9}"#)
                probed += 1
            }
        }
        #expect(probed > 0)
        #expect(gateways.server.acceptedMessages.count == 40)
        #expect(Set(gateways.server.acceptedMessages.map(\.to)).count == 40)
    }

    @Test func `noise never stops the simulator`() throws {
        let gateways = try TestGateways()
        var random = SplitMix64(state: 20_261_201)
        let pieces = [
            "cliente=00363", "token=AbCdEfGhIjKlMnOpQrSt", "phone=573204981029", "text=%", "%00", "&", "=",
            "+", "[",
            "] [", "\"", ",", "--B", "\r\n\r\n", "\r\n", "Content-Disposition: form-data; name=",
            "login=demo", "media=",
            "é", "😀", "mobile=573102111111", "template_variables=", "phones=", "chatId=", "%F3",
        ]
        let paths = [
            "setapp/message", "setapp/group", "setapp/group_file", "contacto/send/", "contacto/balance", "x",
        ]
        let types = [
            "application/x-www-form-urlencoded", "multipart/form-data; boundary=B", "multipart/form-data;",
            ";=", "",
        ]
        for _ in 0..<3000 {
            let count = Int.random(in: 0..<12, using: &random)
            let body = (0..<count).flatMap { _ -> [UInt8] in
                if Bool.random(using: &random) {
                    return Array((pieces.randomElement(using: &random) ?? "").utf8)
                }
                return (0..<3).map { _ in UInt8.random(in: 0...255, using: &random) }
            }
            let path = "/" + (paths.randomElement(using: &random) ?? "")
            let query =
                Bool.random(using: &random) ? "?" + String(decoding: body.reversed(), as: UTF8.self) : ""
            let reply = gateways.server.reply(
                to: SimulatorRequest(
                    method: "POST", target: path + query,
                    contentType: types.randomElement(using: &random) ?? "",
                    body: body))
            #expect(reply.answered != nil)
        }
    }
}
