import Foundation
import Testing

@testable import GatewaySimulator

@Suite struct ControlTests {
    private struct Counts: Decodable, Equatable {
        var accepted: [String: Int]
        var requests: Int
        var balance: Int
        var faults: [String: Int]
        var redirects_followed: Int
        var frozen: Bool
    }

    private func counts(_ gateways: TestGateways) throws -> Counts {
        let body = try #require(gateways.get("/control/counts").answered?.body)
        return try JSONDecoder().decode(Counts.self, from: Data(body.utf8))
    }

    @Test func `the sums are told`() throws {
        let gateways = try TestGateways {
            $0.faultRate = 1
            $0.faults = [.dropAfter]
        }
        _ = gateways.contacto()
        #expect(gateways.post("/control/fault", raw: "rate=0").answered?.status == 200)
        _ = gateways.contacto(["mobile": "573102111112"])
        _ = gateways.contacto(["mobile": "1"])
        _ = gateways.setapp("message", [("phone", "573204981029"), ("text", "Hola")])
        #expect(
            try counts(gateways)
                == Counts(
                    accepted: ["contacto/send": 2, "setapp/message": 1], requests: 4,
                    balance: 1_000_000 - 2 * 85, faults: ["drop-after": 1], redirects_followed: 0,
                    frozen: false))
    }

    @Test func `a balance that is used up is refused until money is paid in`() throws {
        let gateways = try TestGateways {
            $0.contacto.balance = 200
            $0.contacto.price = 100
        }
        for number in 1...2 { #expect(gateways.contacto(["mobile": "57310211111\(number)"])?.status == 200) }
        #expect(gateways.contacto(["mobile": "573102111113"])?.body == #"{"status":5}"#)
        #expect(gateways.post("/control/balance?amount=100", raw: "").answered?.status == 200)
        #expect(gateways.contacto(["mobile": "573102111113"])?.body.contains("\"status\":1,") == true)
        #expect(try counts(gateways).balance == 0)
    }

    @Test func `who follows a redirect is noted, in the file too`() throws {
        let folder = try TestFolder()
        let file = folder.url.appending(path: "log.jsonl")
        let gateways = try TestGateways { $0.log = file }
        for path in ["/redirected/contacto/send/", "/redirected/setapp/message"] {
            #expect(gateways.post(path, raw: "x=1").answered?.status == 404)
        }
        #expect(gateways.get("/redirected/setapp/message?x=1").answered?.status == 404)
        #expect(try counts(gateways).redirects_followed == 3)
        let events = gateways.server.events
        #expect(events.map(\.event) == Array(repeating: "redirect-followed", count: 3))
        #expect(events.first?.path == "/redirected/contacto/send/")
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        #expect(lines.allSatisfy { $0.contains(#"Z","event":"redirect-followed""#) } && lines.count == 3)
    }

    @Test(
        arguments: [
            ("balance", "", "amount is missing"), ("balance", "amount=viel", "amount must be"),
            ("fault", "rate=2", "between 0 and 1"), ("fault", "rate=nan", "between 0 and 1"),
            ("fault", "rate=0.1&kinds=reset,frost", "kinds must be"), ("fault", "kinds=reset", "rate is"),
            ("freeze", "after=-1", "negative"), ("freeze", "at=noon", "at must be"),
            ("thaw", "a=1&a=2", "given twice"), ("reset", "%", "hexadecimal"),
        ] as [(String, String, String)])
    func `what cannot be followed is refused with a reason`(page: String, form: String, reason: String) throws
    {
        let gateways = try TestGateways()
        let answer = gateways.post("/control/\(page)", raw: form).answered
        #expect(answer?.status == 400)
        #expect(answer?.body.contains(reason) == true, "\(answer?.body ?? "")")
        #expect(gateways.get("/control/\(page)").answered?.status == 405)
    }

    @Test func `a freeze sets in after as many messages as are wanted`() throws {
        var state = try SimulatorState(options: SimulatorOptions())
        func decide(_ target: String, _ fields: [(String, String)]) -> SimulatorDecision {
            state.decide(
                SimulatorRequest(
                    method: "POST", target: target, contentType: "application/x-www-form-urlencoded",
                    body: Array(form(fields).utf8)), at: TestGateways.morning, elapsed: .zero)
        }
        func held(_ mobile: String) -> Bool? {
            let decision = decide(
                "/contacto/send/",
                [
                    ("login", "demo"), ("token", "demo-contacto"), ("id_template", "3001"),
                    ("mobile", mobile), ("template_variables", "[Ana]"),
                ])
            if case .reply(_, let isHeld) = decision { return isHeld }
            return nil
        }
        _ = decide("/control/freeze", [("after", "1")])
        #expect(held("1") == false, "a refused message does not count")
        #expect(held("573102111111") == false)
        #expect(held("573102111112") == true && held("1") == true)
        #expect(state.log.messages.count == 2, "a held reply's message is accepted")
        #expect(decide("/contacto/balance/", []) != .wait)

        _ = decide("/control/freeze", [("at", "request")])
        #expect(held("573102111113") == nil)
        #expect(state.log.messages.count == 2, "a held request is not decided on")
        _ = decide("/control/thaw", [])
        #expect(held("573102111113") == false)
        #expect(state.log.messages.count == 3)
        _ = decide("/control/freeze", [])
        _ = decide("/control/reset", [])
        #expect(!state.isFrozen)
    }

    @Test(
        arguments: [
            (.thousands, #"{"balance":"1.000.000"}"#), (.number, #"{"balance":1000000}"#),
            (.text, #"{"balance":"1000000"}"#), (.currency, #"{"saldo":"$ 1.000.000"}"#),
            (.nested, #"{"data":{"balance":1000000}}"#), (.bare, "1000000"),
            (.unreadable, #"{"account":"active"}"#),
        ] as [(BalanceEnvelope, String)])
    func `the balance comes in every allowed shape`(envelope: BalanceEnvelope, body: String) throws {
        let gateways = try TestGateways { $0.contacto.balanceEnvelope = envelope }
        let answer = gateways.post("/contacto/balance/", raw: "login=demo&token=demo-contacto").answered
        #expect(answer?.status == 200 && answer?.body == body)
    }

    @Test(arguments: TemplateEnvelope.allCases)
    func `the templates come in every allowed shape`(envelope: TemplateEnvelope) throws {
        let gateways = try TestGateways { $0.contacto.templateEnvelope = envelope }
        let answer = gateways.post("/contacto/template/", raw: "login=demo&token=demo-contacto").answered
        let json = try JSONSerialization.jsonObject(with: Data((answer?.body ?? "").utf8))
        let nested = (json as? [String: Any]).flatMap { $0["templates"] ?? $0["data"] }
        let list = (nested ?? json) as? [[String: Any]]
        guard envelope != .unreadable else {
            #expect(list == nil)
            return
        }
        let first = try #require(list?.first)
        #expect(list?.count == SimulatedTemplate.samples.count)
        #expect(first.values.contains { $0 as? String == "recordatorio_pago" })
        #expect(first.values.contains { $0 as? String == "Hola {{1}}, tu saldo es {{2}} y vence el {{3}}." })
        #expect((first["variables"] as? Int == 3) == (envelope != .uncounted))
        switch envelope {
        case .capitals:
            #expect(first["id"] as? Int == 1042 && first["status"] as? String == "APPROVED")
        case .spanish:
            #expect(first["id_template"] as? Int == 1042 && first["estado"] as? String == "aprobada")
        default: #expect(first["id"] as? String == "1042" && first["status"] as? String == "approved")
        }
    }
}
