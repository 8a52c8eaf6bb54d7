import CampaignModel
import Gateway
import Testing

/// `balance/` and `template/`: what is asked, and what the answers must be taken for.
struct ManualAccountRow: Sendable, CustomTestStringConvertible {
    enum Expected: Sendable, Hashable {
        case balance(AccountBalance)
        /// The templates' numbers, in order.
        case templates([String])
        case refused(String, ReplyClass)
        case unreadable
    }

    let fact: ManualFact
    let query: AccountQuery
    let body: String
    let expected: Expected

    var testDescription: String { "\(fact): \(body)" }

    private static func balance(_ line: Int, _ words: String, _ body: String, _ expected: Expected)
        -> ManualAccountRow
    {
        ManualAccountRow(fact: ManualFact(line, words), query: .balance, body: body, expected: expected)
    }

    private static func templates(_ line: Int, _ words: String, _ body: String, _ expected: Expected)
        -> ManualAccountRow
    {
        ManualAccountRow(fact: ManualFact(line, words), query: .templates, body: body, expected: expected)
    }

    private static func amount(_ hundredths: Int, _ currency: String? = nil) -> Expected {
        .balance(AccountBalance(hundredths: hundredths, currency: currency))
    }

    private static let item =
        #"{"id":"1042","name":"aviso","status":"approved","category":"utility","body":"Hola {{1}}"}"#

    static let all: [ManualAccountRow] = balances + balanceErrors + lists + listErrors

    private static let amounts: [(String, Expected)] = [
        ("125000", amount(12_500_000)), ("\"125000\"", amount(12_500_000)),
        (#"{"balance":125000}"#, amount(12_500_000)), (#"{"balance":"125000.5"}"#, amount(12_500_050)),
        (#"{"saldo":"$1.250.000"}"#, amount(125_000_000)),
        (#"{"balance":"1,250,000.50 COP"}"#, amount(125_000_050, "COP")),
        (#"{"balance":"US$ 12.50"}"#, amount(1250, "USD")), (#"{"balance":-850}"#, amount(-85_000)),
        (#"{"status":1,"data":{"balance":0}}"#, amount(0)), (#"[{"balance":7}]"#, amount(700)),
        (#"{"balance":{"amount":"85.000","currency":"cop"}}"#, amount(8_500_000, "COP")),
        (#"{"status":"ok","message":"","Balance":1e3}"#, amount(100_000)),
        (#"{"value":{"saldo_disponible":"9"}}"#, amount(900)),
    ]
    private static let balances: [ManualAccountRow] = amounts.map { body, expected in
        balance(150, "balance is a number or numeric string", body, expected)
    }

    private static let refusedBalances: [(String, String)] = [
        ("2", "2"), ("\"3\"", "3"), (#"{"status":2}"#, "2"), (#"[{"code":"3"}]"#, "3"),
        ("authentication error", "2"), (#"{"message":"user without multiagent/chatbot"}"#, "3"),
        (#"{"response":{"status":2},"balance":0}"#, "2"),
    ]
    private static let unreadableBalances: [String] = [
        "", "<html>", "{}", #"{"balance":null}"#, #"{"balance":"mucho"}"#, #"{"balance":{}}"#, "[5,6]",
        #"{"status":200}"#, #"{"balance":5,"saldo":6}"#, #"{"status":2,"balance":500}"#,
        #"{"success":false,"balance":500}"#, #"{"error":"interno","balance":500}"#, "true", "null",
        #"{"balance":"1.2.3"}"#, #"{"a":{"b":{"balance":5}}}"#, #"{"balance":"12,34,567"}"#,
    ]
    private static let balanceErrors: [ManualAccountRow] =
        refusedBalances.map { body, code in
            balance(148, "errors 2 and 3 as above", body, .refused(code, .stopLine))
        }
        + unreadableBalances.map { balance(152, "shown raw with a clear error", $0, .unreadable) }

    private static let listed: [(String, [String])] = [
        ("[\(item)]", ["1042"]), ("{\"templates\":[\(item)]}", ["1042"]),
        ("{\"status\":1,\"data\":[\(item)]}", ["1042"]),
        (
            #"[{"id_plantilla":7,"Nombre":"a","Estado":"Aprobada","Categoría":"Utilidad","Cuerpo":"x"}]"#,
            ["7"]
        ),
        (
            #"[{"template_id":"0012","template_name":"a","state":"PENDING","variables":["x","y"],"text":"{{2}}"}]"#,
            ["0012"]
        ),
        (#"[{"id":1,"name":"a","status":"x","variables":3}]"#, ["1"]), ("[\(item),\(item)]", ["1042"]),
        (#"{"templates":[]}"#, []), ("[]", []),
    ]
    private static let lists: [ManualAccountRow] = listed.map { body, numbers in
        templates(
            151, "of objects with an id, a name, a status, a category, a body", body, .templates(numbers))
    }

    private static let refusedLists: [(String, String, ReplyClass)] = [
        ("2", "2", ReplyClass.stopLine), (#"{"code":3}"#, "3", .stopLine), ("4", "4", .stopCampaign),
        (#"[{"result":4}]"#, "4", .stopCampaign), ("without templates", "4", .stopCampaign),
        (#"{"message":"without templates","templates":[]}"#, "4", .stopCampaign),
    ]
    private static let unreadableLists: [String] = [
        "", "<html>", "{}", #"{"templates":null}"#, #"{"otra":[]}"#, "[1]", "[{}]",
        #"{"templates":{"a":1}}"#,
        #"{"status":2,"templates":[\#(item)]}"#, #"{"a":[\#(item)],"b":[\#(item)]}"#,
        #"[{"id":"x","name":"a","status":"approved","body":"x"}]"#,
        #"[{"id":1,"status":"approved","body":"x"}]"#, #"[{"id":1,"name":"a","body":"x"}]"#,
        #"[{"id":1,"name":"a","status":"approved"}]"#,
        #"[{"id":1,"name":"a","status":"approved","variables":1,"body":"{{2}}"}]"#,
        #"[{"id":1,"name":"a","status":"approved","body":"a\u0007"}]"#,
        #"[{"id":1,"name":"a","status":"approved","body":"x"},{"id":1,"name":"b","status":"approved","body":"x"}]"#,
    ]
    private static let listErrors: [ManualAccountRow] =
        refusedLists.map { body, code, expected in
            templates(149, "errors 2, 3 and 4", body, .refused(code, expected))
        }
        + unreadableLists.map { templates(152, "never treated as empty", $0, .unreadable) }
}

struct ManualAccountTests {
    @Test(arguments: ManualAccountRow.all)
    func `an answer about an account is taken for what the manual allows`(row: ManualAccountRow) {
        let reply = AccountReply(status: 200, body: Array(row.body.utf8))
        let found: ManualAccountRow.Expected =
            switch row.query {
            case .balance: Self.found(BalanceReader.read(reply, mask: SecretMask())) { .balance($0) }
            case .templates:
                Self.found(TemplateListReader.read(reply, mask: SecretMask())) {
                    .templates($0.map(\.number))
                }
            }
        #expect(found == row.expected)
    }

    private static func found<Value>(
        _ answer: AccountAnswer<Value>, _ value: (Value) -> ManualAccountRow.Expected
    ) -> ManualAccountRow.Expected {
        switch answer {
        case .answered(let answered): value(answered)
        case .refused(let code): .refused(code.code, code.class)
        case .unreadable, .unreachable, .notOffered: .unreadable
        }
    }

    /// gateways.md:148, "`POST` with `login` and `token`", and 72, the three endpoints below the base.
    @Test(arguments: [(AccountQuery.balance, "balance/"), (.templates, "template/")])
    func `a question carries login and token and nothing else`(query: AccountQuery, endpoint: String) throws {
        let base = "https://contacto-multichat.com/bot/chat_wa/ws/"
        for (encoding, body) in [
            (ContactoAccount.Encoding.form, ManualWireRow.Body.form("login=usuario&token=s3cr%2Bt%2Ftok")),
            (.multipart, .multipart([("login", "usuario"), ("token", "s3cr+t/tok")])),
        ] {
            guard case .contacto(let access) = try Samples.contacto(encoding).account else { continue }
            let wire = try ContactoAccountWire.encode(query, access)
            #expect(wire.url == base + endpoint)
            try ManualWireTests.expect(body, headers: wire.headers, body: wire.body)
        }
    }

    /// gateways.md:151 and 152: what a template is made of, and the count where the object gives none.
    @Test func `a template has the parts that its object gives`() throws {
        let body = #"""
            {"plantillas":[
             {"id":"1042","nombre":"recordatorio","estado":"RECHAZADA","categoria":"Marketing","idioma":"es_CO",
              "texto":"Hola {{1}},\r\n{{2}}","media":"DOCUMENT"},
             {"id":7,"name":"meta","status":"PAUSED","category":"AUTHENTICATION","language":{"code":"es"},
              "components":[{"type":"HEADER","format":"IMAGE"},{"type":"BODY","text":"{{1}}"}]},
             {"id":8,"name":"otra","status":"EN_COLA","variables":"2"}]}
            """#
        let answer = TemplateListReader.read(
            AccountReply(status: 200, body: Array(body.utf8)), mask: SecretMask())
        #expect(
            answer
                == .answered([
                    ListedTemplate(
                        number: "1042",
                        template: LockedTemplate(
                            name: "recordatorio", status: .rejected, category: .marketing, language: "es_CO",
                            variables: 2, header: .media(.document), body: "Hola {{1}},\n{{2}}")),
                    ListedTemplate(
                        number: "7",
                        template: LockedTemplate(
                            name: "meta", status: .paused, category: .authentication, language: "es",
                            variables: 1, header: .media(.image), body: "{{1}}")),
                    ListedTemplate(
                        number: "8",
                        template: LockedTemplate(
                            name: "otra", status: .other("EN_COLA"), category: .unknown, variables: 2,
                            header: .unknown)),
                ]))
    }

    @Test(arguments: [
        (401, "HTTP 401", ReplyClass.stopLine), (404, "HTTP 404", .stopLine), (429, "HTTP 429", .pauseLine),
    ])
    func `a status line alone decides where it can`(status: Int, code: String, expected: ReplyClass) {
        let reply = AccountReply(status: status, body: Array("{\"balance\":5}".utf8))
        guard case .refused(let refusal) = BalanceReader.read(reply, mask: SecretMask()) else {
            Issue.record("HTTP \(status) is no refusal")
            return
        }
        #expect(refusal.code == code && refusal.class == expected)
    }

    @Test func `an unreadable reply is kept masked and bounded`() {
        let body = "<p>s3cr3t-tok para 573001112233</p>" + String(repeating: "x", count: 9000)
        let answer = BalanceReader.read(
            AccountReply(status: 200, body: Array(body.utf8)), mask: SecretMask([Secret("s3cr3t-tok")]))
        guard case .unreadable(_, let raw) = answer else {
            Issue.record("\(answer)")
            return
        }
        #expect(raw.hasPrefix("<p>*** para 573•••••2233</p>"))
        #expect(raw.count <= SecretMask.limit + 1)
    }
}
