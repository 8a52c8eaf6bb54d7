import CampaignModel

/// One row of a gateway's reply table. The readers and the documentation both come from these rows.
package struct ReplyRow: Sendable, Hashable {
    /// As it stands on the wire, or `HTTP 429` for a status line.
    package var code: String
    /// The manual's own words, matched and printed as they stand.
    package var words: String
    package var `class`: ReplyClass
    /// What it means, in plain English.
    package var meaning: String
    /// The same in Spanish, for those who send.
    package var spanish: String
    /// What the operator should do.
    package var remedy: String
    /// Seconds to wait at least before the same recipient is tried again.
    package var retryAfter: Int?
    /// How often a send may be tried again for this reason; nil: the class decides.
    package var retries: Int?
    /// The number is never written to again.
    package var suppressesNumber: Bool
    /// The class is `stopCampaign` instead where every send of the campaign shares the media's address.
    package var stopsCampaignIfMediaShared: Bool

    package init(
        _ code: String, _ words: String, _ class: ReplyClass, _ meaning: String, spanish: String,
        remedy: String, retryAfter: Int? = nil, retries: Int? = nil, suppressesNumber: Bool = false,
        stopsCampaignIfMediaShared: Bool = false
    ) {
        self.code = code
        self.words = words
        self.class = `class`
        self.meaning = meaning
        self.spanish = spanish
        self.remedy = remedy
        self.retryAfter = retryAfter
        self.retries = retries
        self.suppressesNumber = suppressesNumber
        self.stopsCampaignIfMediaShared = stopsCampaignIfMediaShared
    }

    /// This row as an outcome's code.
    ///
    /// - Parameters:
    ///   - said: the gateway's own words of this reply, masked and bounded by the caller.
    ///   - code: where the row stands for several codes, the one that came.
    ///   - retryAfter: seconds that this reply asks for; they replace the row's.
    package func reply(
        from gateway: GatewayKind, said: String? = nil, code: String? = nil, retryAfter: Int? = nil
    ) -> ReplyCode {
        var text = meaning
        if let said, !said.isEmpty, said != words { text += ": \(said)" }
        return ReplyCode(
            gateway: gateway, code: code ?? self.code, class: `class`, text: text, remedy: remedy,
            retryAfter: retryAfter ?? self.retryAfter)
    }
}
