/// Contacto's return values and their concepts, as the manual's table has them (gateways.md, section 2).
enum ContactoValue: Int, CaseIterable {
    case sent = 1
    case authentication = 2
    case noMultiagent = 3
    case badMobile = 4
    case noBalance = 5
    case emptyMessage = 6
    case unknownTemplate = 7
    case variableCount = 8
    case repeated = 9
    case cappedNumber = 10

    var concept: String {
        switch self {
        case .sent: "Message sent"
        case .authentication: "authentication error"
        case .noMultiagent: "user without multiagent/chatbot"
        case .badMobile: "error in the cell phone number to send"
        case .noBalance: "no balance or inactive chatbot/multiagent"
        case .emptyMessage: "empty message"
        case .unknownTemplate: "id_template does not correspond to the project"
        case .variableCount:
            "the number of variables received does not correspond to the number of variables created in the "
                + "template"
        case .repeated: "messages repeated 60 seconds"
        case .cappedNumber:
            "Error: The maximum number of sends to this mobile number in the marketing category has been "
                + "exceeded."
        }
    }
}

/// The shape in which contacto's value is answered. The manual is silent on it, so a client has to read every
/// reasonable one; the last two are among those it must not take for an answer (gateways.md, section 2).
public enum ContactoEnvelope: String, Sendable, CaseIterable {
    /// `{"status":1,"messageId":"…"}`
    case statusObject = "status"
    /// `1`, as text
    case bareNumber = "number"
    /// `Message sent`, as text
    case bareText = "text"
    /// `{"code":"1"}`
    case codeString = "code"
    /// `[{"result":1}]`
    case resultArray = "array"
    /// `{"response":{"status":1,"message_id":"…"}}`
    case nestedResponse = "nested"
    /// `{"message":"Message sent"}`
    case messageConcept = "message"
    /// `{"status":"1","&messageId":"…"}`, with the stray sign of the manual's webhook samples
    case ampersand = "ampersand"
    /// `{"error":1}`: no reply that anyone may recognise
    case unrecognised = "unrecognised"
    /// `{"status":1,"code":2}`: two values that contradict each other
    case contradictory = "contradictory"

    /// `concept` replaces the table's words where an endpoint gives a value a meaning of its own.
    func answer(_ value: ContactoValue, concept: String? = nil, messageID: String? = nil) -> SimulatorAnswer {
        let number = value.rawValue
        let concept = concept ?? value.concept
        func id(_ key: String) -> String { messageID.map { ",\"\(key)\":\(jsonLiteral($0))" } ?? "" }
        return switch self {
        case .statusObject: .json(200, "{\"status\":\(number)\(id("messageId"))}")
        case .bareNumber: .text(200, String(number))
        case .bareText: .text(200, concept)
        case .codeString: .json(200, "{\"code\":\"\(number)\"\(id("messageId"))}")
        case .resultArray: .json(200, "[{\"result\":\(number)\(id("id"))}]")
        case .nestedResponse: .json(200, "{\"response\":{\"status\":\(number)\(id("message_id"))}}")
        case .messageConcept: .json(200, "{\"message\":\(jsonLiteral(concept))\(id("messageId"))}")
        case .ampersand: .json(200, "{\"status\":\"\(number)\"\(id("&messageId"))}")
        case .unrecognised: .json(200, "{\"error\":\(number)}")
        case .contradictory: .json(200, "{\"status\":\(number),\"code\":\(number == 2 ? 1 : 2)}")
        }
    }
}
