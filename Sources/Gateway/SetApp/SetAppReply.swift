import Foundation

/// What SetApp's manual names in its replies, picked out of one of them wherever it stands.
///
/// Keys are compared without spaces around them: the manual prints ` chatId`.
struct SetAppReply {
    struct Flag: Hashable {
        var key: String
        var value: Bool
    }

    /// `Status Code` or `Status`, numbers as text.
    private(set) var statuses: [String] = []
    /// Every `result_code`, as text; nil for one that is no whole number.
    private(set) var resultCodes: [String?] = []
    private(set) var flags: [Flag] = []
    private(set) var data: String?
    private(set) var chatIDs: Set<String> = []
    private(set) var inviteLink: String?
    private(set) var messageID: String?
    private(set) var queueNumber: Int?
    private var said: [String] = []
    private var hasOddFlag = false

    init(_ json: ReplyJSON) {
        collect(json, depth: 0)
    }

    /// The first `Status Code` or `Status`.
    var status: String? { statuses.first }
    var resultCode: String? { resultCodes.first.flatMap { $0 } }
    var chatID: String? { chatIDs.first }
    /// The gateway's own words.
    var reason: String { said.joined(separator: "; ") }

    /// Where two statements of one reply exclude each other, which ones; nil if none do.
    func contradiction(httpStatus: Int) -> String? {
        if Set(statuses).count > 1 { return "two statuses" }
        if let status, let number = ReplyJSON.integer(status), number != httpStatus {
            return "HTTP \(httpStatus) and status \(number)"
        }
        if httpStatus == 400, status == SetAppReplies.received { return "HTTP 400 and success" }
        if resultCodes.contains(nil) { return "a result_code that is no number" }
        if Set(resultCodes).count > 1 { return "two result codes" }
        if hasOddFlag { return "a success that is neither true nor false" }
        if Set(flags.map(\.value)).count > 1 { return "true and false" }
        if let resultCode, let flag = flags.first, flag.value != (resultCode == "0") {
            return "result_code \(resultCode) and \(flag.key) \(flag.value)"
        }
        if httpStatus == 400, resultCode == "0" || flags.contains(where: \.value) {
            return "HTTP 400 and success"
        }
        if chatIDs.count > 1 { return "two chatIds" }
        return nil
    }

    /// Without case and accents: the manual itself writes INVÁLIDO and INVALIDO.
    static func folded(_ text: String) -> String {
        text.trimmed.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
    }

    private mutating func collect(_ json: ReplyJSON, depth: Int) {
        for member in json.members {
            let key = member.key.trimmed
            switch key {
            case "Status Code", "Status":
                // Only the outermost is the reply's own.
                if depth == 0 {
                    statuses.append(member.value.integer.map(String.init) ?? member.value.text ?? "")
                }
            case "result_code": resultCodes.append(member.value.integer.map(String.init))
            case "success", "created", "sent": collectFlag(key, member.value)
            case "chatId": if let id = member.value.identifier { chatIDs.insert(id) }
            case "groupInviteLink":
                // People are sent there: no other host's address is taken for one.
                inviteLink = member.value.identifier.flatMap {
                    $0.hasPrefix("https://chat.whatsapp.com/") ? $0 : nil
                }
            case "id": messageID = member.value.identifier
            case "queueNumber": queueNumber = member.value.integer.flatMap { $0 >= 0 ? $0 : nil }
            case "data" where depth == 0: data = member.value.text
            default: break
            }
            if ["data", "description", "message", "error", "reason"].contains(key),
                let text = member.value.text, !text.isEmpty
            {
                said.append(text)
            }
            collect(member.value, depth: depth + 1)
        }
        if case .array(let elements) = json {
            for element in elements { collect(element, depth: depth + 1) }
        }
    }

    private mutating func collectFlag(_ key: String, _ value: ReplyJSON) {
        switch value {
        case .bool(let value): flags.append(Flag(key: key, value: value))
        case .null: break
        default: hasOddFlag = true
        }
    }
}
