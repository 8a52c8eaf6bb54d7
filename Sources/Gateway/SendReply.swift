/// What one attempt came to.
package struct SendReply: Sendable, Hashable {
    package var outcome: Outcome
    /// Nil where no status line arrived.
    package var httpStatus: Int?
    /// What the gateway answered, as far as it arrived: secrets and numbers masked, at most
    /// `SecretMask.limit` characters. Nil where nothing arrived.
    package var raw: String?
    /// Whether a byte of the request may have left this machine.
    package var startedFirstByte: Bool

    package init(outcome: Outcome, httpStatus: Int? = nil, raw: String? = nil, startedFirstByte: Bool) {
        self.outcome = outcome
        self.httpStatus = httpStatus
        self.raw = raw
        self.startedFirstByte = startedFirstByte
    }
}

/// The classified end of an attempt (design.md, "The send's life").
package enum Outcome: Sendable, Hashable {
    /// The gateway took the message. Delivery is another matter.
    case accepted(AcceptedReply)
    /// The attempt failed before any byte left: name resolution, connection, TLS. Safe to try again.
    case notSent(reason: String)
    /// The gateway refused, with a code whose class says what follows.
    case failed(ReplyCode)
    /// Nobody can say whether the message was taken. Never repeated by the program, but for the probe.
    case ambiguous(reason: String)
    /// As ambiguous; and the gateway speaks a language that is not understood, so the line stops. `messageID`: what
    /// it may call the message, so that a webhook can prove it accepted.
    case unrecognised(reason: String, messageID: String? = nil)
}

/// What a gateway says of a message that it took.
package struct AcceptedReply: Sendable, Hashable {
    /// By which webhooks name the message later.
    package var messageID: String?
    /// setapp: the new group's address.
    package var chatID: String?
    /// setapp: the link by which people join the new group.
    package var inviteLink: String?
    /// setapp: how many messages wait before this one, as the gateway says.
    package var queueNumber: Int?

    package init(
        messageID: String? = nil, chatID: String? = nil, inviteLink: String? = nil, queueNumber: Int? = nil
    ) {
        self.messageID = messageID
        self.chatID = chatID
        self.inviteLink = inviteLink
        self.queueNumber = queueNumber
    }
}
