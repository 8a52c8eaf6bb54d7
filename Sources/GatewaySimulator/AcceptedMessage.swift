import Foundation

/// One accepted message: a line of the log, an element of `/control/log`.
public struct AcceptedMessage: Codable, Sendable, Equatable {
    /// When it was accepted, ISO 8601 in UTC with milliseconds.
    public var at: String
    /// `setapp` or `contacto`.
    public var gateway: String
    /// `message`, `group`, `group_message`, `group_file` or `send`.
    public var operation: String
    /// `text`, `image`, `document`, `file`, `group` or `template`.
    public var kind: String
    /// The phone, or the group's chatId.
    public var to: String
    /// All decoded parameters except token, login and cliente. Base64 media of more than 2048 characters
    /// stand as `fnv1a64:<hash of the decoded bytes> length:<characters>`.
    public var fields: [String: String]
    /// `form`, `query` or `multipart`.
    public var encoding: String
    /// The undecoded body, or the query string where there was no body, with `***` for secrets; absent for
    /// multipart.
    public var raw_body: String?
    /// The undecoded query string of a request that had a body too.
    public var raw_query: String?
    /// The message's identifier, which the reply carries where its shape has one.
    public var id: String
    /// The number of the message in its log, from 1.
    public var n: Int
    /// Bytes of base64 media after decoding.
    public var media_bytes: Int?
    /// FNV-1a, 64 bits, of the same bytes, in 16 hexadecimal digits.
    public var media_fnv1a64: String?
    /// The name under which contacto keeps base64 media.
    public var media_stored_name: String?
    /// True if that name is not the one that was sent, but one of the system's own that ends in `.pdf`.
    public var media_name_rewritten: Bool?
    /// The fault that then kept the reply from being an ordinary one.
    public var fault: String?
}

/// One request as `/control/requests` shows it, accepted or not.
struct RecordedRequest: Codable, Sendable {
    var at: String
    var method: String
    var path: String
    var encoding: String?
    var fields: [String: String]
    var fault: String?
    /// The HTTP status of the answer; absent where there was none.
    var status: Int?
    /// The answer's body, so that a test sees what the client was told.
    var answer: String?
}

extension Date {
    /// `2026-12-01T14:00:00.000Z`.
    var logStamp: String { formatted(.logStamp) }
}

extension ParseStrategy where Self == Date.ISO8601FormatStyle {
    /// The form of times in the log.
    static var logStamp: Self { Date.ISO8601FormatStyle(includingFractionalSeconds: true) }
}

extension FormatStyle where Self == Date.ISO8601FormatStyle {
    /// The form of times in the log.
    static var logStamp: Self { Date.ISO8601FormatStyle(includingFractionalSeconds: true) }
}

/// JSON with sorted keys, on one line.
func sortedJSON(_ value: some Encodable) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(value)
}

/// A JSON string literal, for replies whose spacing is part of the documentation and so are written by hand.
func jsonLiteral(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "\"": result += "\\\""
        case "\\": result += "\\\\"
        case "\n": result += "\\n"
        case _ where scalar.value < 0x20:
            let hex = String(scalar.value, radix: 16)
            result += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
        default: result.unicodeScalars.append(scalar)
        }
    }
    return result + "\""
}
