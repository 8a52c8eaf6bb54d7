/// The SetApp replies, letter for letter as the manual prints them (gateways.md, section 1): spaces, the
/// number or string under `Status Code`, the space before ` chatId`.
enum SetAppReply {
    static let received = SimulatorAnswer.json(200, #"{"Status":"Recepción exitosa"}"#)
    static let badClient = refused("CLIENTE INVÁLIDO")
    static let badToken = refused("TOKEN INVALIDO")
    static let queued = SimulatorAnswer.json(
        200,
        #"{"Status Code" : 200 , "data" : {"success" : true , "description" : "Message queued" , "#
            + #""result_code" : 0}}"#)

    static func groupCreated(chatID: String, inviteLink: String) -> SimulatorAnswer {
        .json(
            200,
            #"{"Status Code" : 200, "data" : {"created" : true, "message" : null," chatId" : "#
                + #"\#(jsonLiteral(chatID)), "groupInviteLink" : \#(jsonLiteral(inviteLink))}}"#)
    }

    static func sentToGroup(chatID: String, messageID: String, queueNumber: Int) -> SimulatorAnswer {
        .json(
            200,
            #"{"Status Code" : 200, "data" :{"sent": true, "message" : \#(jsonLiteral("Sent to \(chatID)")), "#
                + #""id" : \#(jsonLiteral(messageID)) , "queueNumber" : \#(queueNumber)}}"#)
    }

    /// "Any other failed validation": the documented shape; the words are the simulator's.
    static func refused(_ reason: String) -> SimulatorAnswer {
        .json(400, #"{"Status Code" : "400" , "data" : \#(jsonLiteral(reason))}"#)
    }

    /// A negative result code. The manual lists the codes but shows no reply that has one: the shape is that
    /// of the operation's success, with its verb (`success`, `created`, `sent`) false.
    static func failed(_ operation: SetAppOperation, _ code: SetAppResult) -> SimulatorAnswer {
        let description = jsonLiteral(code.meaning)
        return switch operation {
        case .message:
            .json(
                200,
                #"{"Status Code" : 200 , "data" : {"success" : false , "description" : \#(description) , "#
                    + #""result_code" : \#(code.rawValue)}}"#)
        case .group:
            .json(
                200,
                #"{"Status Code" : 200, "data" : {"created" : false, "message" : \#(description), "#
                    + #""result_code" : \#(code.rawValue)}}"#)
        case .groupMessage, .groupFile:
            .json(
                200,
                #"{"Status Code" : 200, "data" :{"sent": false, "message" : \#(description), "#
                    + #""result_code" : \#(code.rawValue)}}"#)
        }
    }
}

/// The four operations, by the path the simulator gives each.
enum SetAppOperation: String, CaseIterable {
    case message
    case group
    case groupMessage = "group_message"
    case groupFile = "group_file"

    /// The parameters besides `cliente` and `token`; all of them are required.
    var parameters: [String] {
        switch self {
        case .message: ["phone", "text"]
        case .group: ["phones", "groupName", "text"]
        case .groupMessage: ["chatId", "text"]
        case .groupFile: ["chatId", "text", "adjunto", "titulo"]
        }
    }
}

/// SetApp's `result_code` below zero.
enum SetAppResult: Int {
    case invalidAPIKey = -1
    case missingParameters = -2
    case blockedNumber = -5
    case notReady = -6
    case notUTF8 = -8
    case ownNumber = -9
    case noCredit = -10
    case queueFull = -11

    var meaning: String {
        switch self {
        case .invalidAPIKey: "Invalid API key"
        case .missingParameters: "Missing parameters"
        case .blockedNumber: "No more messages may be sent to this number"
        case .notReady: "The API key is not ready yet"
        case .notUTF8: "Text is not UTF-8"
        case .ownNumber: "You cannot message yourself"
        case .noCredit: "No credit"
        case .queueFull: "More than 20000 messages are queued"
        }
    }
}
