import CampaignModel
import Gateway
import Testing

/// A reply of the manual and what it must be taken for.
struct ManualReplyRow: Sendable, CustomTestStringConvertible {
    enum Expected: Sendable, Hashable {
        case accepted(AcceptedReply)
        case failed(String, ReplyClass)
        case ambiguous
        case unrecognised
    }

    let fact: ManualFact
    let gateway: GatewayKind
    var operation = SendOperation.message
    var status = 200
    let body: String
    let expected: Expected

    var testDescription: String { "\(fact): \(body)" }

    private static func setapp(
        _ line: Int, _ words: String, status: Int = 200, _ body: String, _ expected: Expected,
        _ operation: SendOperation = .message
    ) -> ManualReplyRow {
        ManualReplyRow(
            fact: ManualFact(line, words), gateway: .setapp, operation: operation, status: status, body: body,
            expected: expected)
    }

    private static func contacto(
        _ line: Int, _ words: String, status: Int = 200, _ body: String, _ expected: Expected
    ) -> ManualReplyRow {
        ManualReplyRow(
            fact: ManualFact(line, words), gateway: .contacto, status: status, body: body, expected: expected)
    }

    static let all: [ManualReplyRow] = setappReplies + setappCodes + contactoValues + contactoEnvelopes

    private static let chatID = "573123252394-1549415611@g.us"

    private static let setappReplies: [ManualReplyRow] = [
        setapp(32, "accepted, generic", "{\"Status\":\"Recepción exitosa\"}", .accepted(AcceptedReply())),
        setapp(
            33, "message queued",
            #"{"Status Code" : 200 , "data" : {"success" : true , "description" : "Message queued" , "result_code" : 0}}"#,
            .accepted(AcceptedReply())),
        setapp(
            34, "group created",
            #"{"Status Code" : 200, "data" : {"created" : true, "message" : null," chatId" : "573123252394-1549415611@g.us", "groupInviteLink" : "https://chat.whatsapp.com/LW2ZFCPMHR9GY8jmsw59XL"}}"#,
            .accepted(
                AcceptedReply(chatID: chatID, inviteLink: "https://chat.whatsapp.com/LW2ZFCPMHR9GY8jmsw59XL")),
            .groupCreation),
        setapp(
            35, "group text sent",
            #"{"Status Code" : 200, "data" :{"sent": true, "message" : "Sent to 573123252394-1549415611@g.us", "id" : "true_573123252394-1549415611@g.us_3EB0925351918A7E83FC" , "queueNumber" : 9}}"#,
            .accepted(
                AcceptedReply(messageID: "true_\(chatID)_3EB0925351918A7E83FC", queueNumber: 9)), .groupText),
        setapp(
            36, "the same shape, another `id` and `queueNumber`",
            #"{"Status Code" : 200, "data" :{"sent": true, "message" : "Sent", "id" : "otro" , "queueNumber" : 10}}"#,
            .accepted(AcceptedReply(messageID: "otro", queueNumber: 10)), .groupFile),
        setapp(
            37, "CLIENTE INVÁLIDO", status: 400,
            "{\"Status Code\" : \"400\" , \"data\" : \"CLIENTE INVÁLIDO\"}",
            .failed("CLIENTE INVÁLIDO", .stopLine)),
        setapp(
            38, "TOKEN INVALIDO", status: 400, #"{"Status Code" : "400" , "data" : "TOKEN INVALIDO"}"#,
            .failed("TOKEN INVALIDO", .stopLine)),
        setapp(
            39, "the reason in `data`", status: 400, #"{"Status Code" : "400" , "data" : "TELEFONO"}"#,
            .failed("HTTP 400", .permanent)),
        setapp(
            52, "`CLIENTE INVÁLIDO`", status: 400,
            "{\"Status Code\" : \"400\" , \"data\" : \"CLIENTE INVALIDO\"}",
            .failed("CLIENTE INVÁLIDO", .stopLine)),
        setapp(52, "401", status: 401, "", .failed("HTTP 401", .stopLine)),
        setapp(52, "403", status: 403, "x", .failed("HTTP 403", .stopLine)),
        setapp(52, "404", status: 404, "<html>", .failed("HTTP 404", .stopLine)),
        setapp(
            53, "any other well-formed 400", status: 400, #"{"Status Code" : 400 , "data" : "FALTA TEXT"}"#,
            .failed("HTTP 400", .permanent)),
        setapp(54, "too fast", status: 429, "", .failed("HTTP 429", .pauseLine)),
        setapp(55, "5xx, anything else after the bytes left", status: 500, "", .ambiguous),
        setapp(55, "anything else", status: 200, "<html>ok</html>", .unrecognised),
        setapp(55, "anything else", status: 302, "", .unrecognised),
        setapp(
            57, "treats them as permanent for that send", #"{"Status Code":200,"data":{"success":false}}"#,
            .failed("false", .permanent)),
        setapp(
            57, "`created:false`", #"{"Status Code":200,"data":{"created":false}}"#,
            .failed("false", .permanent), .groupCreation),
        setapp(
            57, "reads `result_code` wherever it stands", #"{"Status Code":200,"result_code":-10}"#,
            .failed("-10", .pauseLine)),
    ]

    private static let resultCodes: [(Int, String, Int, ReplyClass?)] = [
        (43, "queued", 0, nil), (44, "invalid API key", -1, ReplyClass.stopLine),
        (45, "missing parameters", -2, .stopCampaign),
        (46, "no more messages may be sent to this number", -5, .permanent),
        (47, "not ready yet", -6, .pauseLine), (48, "text is not UTF-8", -8, .stopCampaign),
        (49, "you cannot message yourself", -9, .permanent), (50, "no credit", -10, .pauseLine),
        (51, "more than 20,000 messages", -11, .pauseLine),
    ]
    private static let setappCodes: [ManualReplyRow] = resultCodes.map { line, words, code, expected in
        setapp(
            line, words,
            "{\"Status Code\":200,\"data\":{\"success\":\(code == 0),\"description\":\"\",\"result_code\":\(code)}}",
            expected.map { .failed("\(code)", $0) } ?? .accepted(AcceptedReply()))
    }

    /// Value, concept and class; each in the bare form and by its concept.
    private static let values: [(Int, String, Int, ReplyClass?)] = [
        (94, "Message sent", 1, nil), (95, "authentication error", 2, ReplyClass.stopLine),
        (96, "user without multiagent/chatbot", 3, .stopLine),
        (97, "error in the cell phone number to send", 4, .permanent),
        (98, "no balance or inactive chatbot/multiagent", 5, .pauseLine),
        (99, "empty message", 6, .stopCampaign),
        (100, "id_template does not correspond to the project", 7, .stopCampaign),
        (
            101,
            "the number of variables received does not correspond to the number of variables created in the template",
            8, .stopCampaign
        ),
        (102, "messages repeated 60 seconds", 9, .repeatRefused),
        (
            103,
            "Error: The maximum number of sends to this mobile number in the marketing category has been exceeded.",
            10, .later
        ),
    ]
    private static let contactoValues: [ManualReplyRow] = values.flatMap { line, words, value, expected in
        let outcome: Expected = expected.map { Expected.failed("\(value)", $0) } ?? .accepted(AcceptedReply())
        return ["\(value)", "\"\(value)\"", words, "\"\(words)\"", "{\"concepto\":\"\(words)\"}"].map {
            contacto(line, words, $0, outcome)
        }
    }

    private static let valueKeys = [
        "status", "code", "value", "result", "return", "response", "retorno", "valor", "respuesta",
        "concept", "concepto", "message",
    ]
    private static let identifierKeys = ["messageId", "message_id", "&messageId", "id"]

    private static func wrappings(_ key: String) -> [String] {
        [
            "{\"\(key)\":7}", "{\"\(key)\":\"7\"}", "[{\"\(key)\":7}]", "{\"result\":{\"\(key)\":7}}",
            "{\"\(key)\":{\"code\":\"7\"}}",
        ]
    }

    private static let contactoEnvelopes: [ManualReplyRow] = wrapped + identified + strange

    private static let wrapped: [ManualReplyRow] = valueKeys.flatMap { key in
        wrappings(key).map { contacto(108, "`\(key)`", $0, .failed("7", .stopCampaign)) }
    }

    private static let identified: [ManualReplyRow] = identifierKeys.map { key in
        contacto(
            109, "`\(key)`", "{\"status\":1,\"\(key)\":\"wamid.1\"}",
            .accepted(AcceptedReply(messageID: "wamid.1")))
    }

    private static let strange: [ManualReplyRow] = [
        contacto(109, "`{\"error\":1}` is not one", "{\"error\":1}", .unrecognised),
        contacto(110, "contradict each other", "{\"status\":1,\"code\":2}", .unrecognised),
        contacto(110, "**unrecognised**", "<html>", .unrecognised),
        contacto(110, "**unrecognised**", "11", .unrecognised),
        contacto(110, "**unrecognised**", "[1,1]", .unrecognised),
        contacto(110, "**unrecognised**", "", .unrecognised),
    ]
}

struct ManualReplyTests {
    @Test(arguments: ManualReplyRow.all)
    func `a reply is taken for what the manual says`(row: ManualReplyRow) {
        let body = Array(row.body.utf8)
        let outcome =
            row.gateway == .setapp
            ? SetAppReplyReader.read(status: row.status, headers: [], body: body, operation: row.operation)
            : ContactoReplyReader.read(status: row.status, headers: [], body: body)
        let found: ManualReplyRow.Expected =
            switch outcome {
            case .accepted(let reply): .accepted(reply)
            case .failed(let code): .failed(code.code, code.class)
            case .ambiguous, .notSent: .ambiguous
            case .unrecognised: .unrecognised
            }
        #expect(found == row.expected)
    }

    @Test(arguments: ManualLaterRow.all)
    func `a failure after acceptance has the class of its row`(row: ManualLaterRow) {
        for code in row.codes {
            let found = ContactoReplies.deliveryRow(code: code)
            #expect(found.class == row.class)
            #expect(found.suppressesNumber == row.suppresses)
            #expect(found.words == row.fact.words || code == "999")
        }
    }
}

/// Failures that come later (gateways.md, "After acceptance").
struct ManualLaterRow: Sendable, CustomTestStringConvertible {
    let fact: ManualFact
    let codes: [String]
    let `class`: ReplyClass
    var suppresses = false

    init(_ line: Int, _ words: String, _ codes: [String], _ class: ReplyClass, suppresses: Bool = false) {
        fact = ManualFact(line, words)
        self.codes = codes
        self.class = `class`
        self.suppresses = suppresses
    }

    var testDescription: String { fact.description }

    static let all = [
        ManualLaterRow(115, "WhatsApp error", ["402"], .permanent),
        ManualLaterRow(116, "spam", ["471", "131048"], .stopLine),
        ManualLaterRow(117, "more than 24 hours passed", ["470", "131047"], .permanent),
        ManualLaterRow(
            118, "number not active for WhatsApp messages", ["1002"], .permanent, suppresses: true),
        ManualLaterRow(119, "cannot be sent, check the wallet's balance", ["1003"], .pauseLine),
        ManualLaterRow(
            120, "user inactive for session messages, template messaging disabled", ["1004"], .permanent),
        ManualLaterRow(121, "template did not match", ["1005"], .stopCampaign),
        ManualLaterRow(
            122, "user inactive and has not opted in to template messages", ["1006"], .permanent,
            suppresses: true),
        ManualLaterRow(123, "inactive, not opted in, and template mismatch", ["1007"], .stopCampaign),
        ManualLaterRow(124, "a required template parameter is missing", ["1008"], .stopCampaign),
        // The row says of itself that shared media stop the campaign.
        ManualLaterRow(125, "media URL invalid", ["1010"], .permanent),
        ManualLaterRow(126, "message size invalid", ["1011"], .permanent),
        ManualLaterRow(127, "origin and recipient are the same number", ["131021"], .permanent),
        ManualLaterRow(128, "message too long", ["132005"], .permanent),
        ManualLaterRow(129, "template breaks Meta's policy", ["132007"], .stopCampaign),
        ManualLaterRow(130, "template paused by Meta", ["132015"], .stopCampaign),
        ManualLaterRow(131, "template disabled by Meta", ["132016"], .stopCampaign),
        ManualLaterRow(132, "origin number blocked by Meta", ["131031"], .stopLine),
        ManualLaterRow(133, "any other", ["999"], .permanent),
    ]
}
