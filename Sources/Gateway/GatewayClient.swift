/// Target `Gateway`: carries one send to a provider and says what became of it.
///
/// In comes a `SendRequest` (filled content, target, key) for a `ResolvedLine` (plain addresses and secrets).
/// Out goes a `SendReply` whose `Outcome` is one of a few classes; what a reply code means stands in one
/// table per gateway (`SetAppReplies`, `ContactoReplies`). The wire formats and the readers of replies are
/// pure functions of bytes; `HTTPGatewayClient` alone touches the network. The facts are those of
/// `gateways.md`.
///
/// The target knows nothing of ledgers, paces or repeats: it makes one attempt, once, and never says
/// "not sent" unless no byte of the message can have left.
package protocol GatewayClient: Sendable {
    /// The exact bytes of one send. Equal requests give equal bytes, so that a probe repeats what was sent.
    ///
    /// - Throws: `EncodingMistake` where the gateway could not take the content as it is meant.
    func prepare(_ request: SendRequest) throws(EncodingMistake) -> WireRequest

    /// Whether the gateway refuses for a while what it has just taken, so that asking again is safe: contacto's
    /// code 9 within 60 s (gateways.md).
    var refusesRepeats: Bool { get }

    /// Makes one attempt, and waits for its end even if the calling task is cancelled meanwhile.
    func send(_ wire: WireRequest) async -> SendReply
}
