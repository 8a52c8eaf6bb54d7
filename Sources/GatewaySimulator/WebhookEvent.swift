import Foundation

/// One request to the webhook, decided but not yet made.
struct WebhookEvent: Sendable, Equatable {
    enum Kind: String, Sendable, CaseIterable { case sent, delivered, read, failed, reply }

    var kind: Kind
    /// Since the message was accepted.
    var after: Duration
    /// The number of the message in the log.
    var message: Int
    var messageID: String
    var to: String
    /// Of a failure.
    var code: Int?
    /// Of a reply.
    var text: String?
    var customField: String?
    var form = WebhookForm.plain
    /// 1, or 2 for an event that comes again.
    var copy = 1
    /// What is posted.
    var body: String
}

/// A line of the log that is no accepted message; told from one by the key `event`.
public struct LoggedEvent: Codable, Sendable, Equatable {
    /// When it was over, ISO 8601 in UTC with milliseconds.
    public var at: String
    /// `webhook`, or `redirect-followed`: the client has followed a 307, which it must never do.
    public var event: String
    /// `sent`, `delivered`, `read`, `failed` or `reply`, of a webhook.
    public var kind: String?
    /// The number (`n`) and the identifier of the message it is about.
    public var message: Int?
    /// The identifier that the reply to the message carried.
    public var message_id: String?
    /// The recipient's number.
    public var to: String?
    /// Of a failure.
    public var code: Int?
    /// What the recipient has answered.
    public var text: String?
    /// What the message carried and the reply brings back.
    public var custom_field: String?
    /// `plain`, or the odd form in which it went out.
    public var form: String?
    /// 2 for an event that comes again.
    public var copy: Int?
    /// The bytes that went out.
    public var body: String?
    /// The receiver's HTTP status; absent where it gave none.
    public var status: Int?
    /// Where a redirect was followed to.
    public var path: String?

    init(_ webhook: WebhookEvent, status: Int?, at: Date) {
        self.at = at.logStamp
        event = "webhook"
        kind = webhook.kind.rawValue
        message = webhook.message
        message_id = webhook.messageID
        to = webhook.to
        code = webhook.code
        text = webhook.text
        custom_field = webhook.customField
        form = webhook.form.rawValue
        copy = webhook.copy
        body = webhook.body
        self.status = status
    }

    init(redirectFollowedTo path: String, at: Date) {
        self.at = at.logStamp
        event = "redirect-followed"
        self.path = path
    }
}
