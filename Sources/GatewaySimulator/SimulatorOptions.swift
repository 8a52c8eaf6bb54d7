import Foundation

/// What a simulator is told before it starts. Every default is harmless: no faults, no latency, any free
/// port.
public struct SimulatorOptions: Sendable {
    /// The port on 127.0.0.1; 0 takes a free one, which `SimulatorServer.run` reports.
    public var port = 0
    /// A file of JSON lines: one for each accepted message, appended before the reply leaves, one for each event
    /// posted to the webhook, and one for each redirect that a client has followed. An existing file is
    /// continued, with its numbering.
    public var log: URL?
    /// Decides identifiers and the sequence of faults.
    public var seed: UInt64 = 1
    /// Milliseconds between the decision (an accepted message is then already in the log) and the reply.
    public var latencyMilliseconds = 0
    /// The share of requests to a sending endpoint that meet a fault, 0 to 1.
    public var faultRate = 0.0
    /// The faults to choose from; without any, nothing is injected whatever the rate.
    public var faults = Set(FaultKind.allCases)
    /// Events after the acceptance, for contacto; none without it.
    public var webhook: WebhookOptions?
    /// The line behind `/setapp/…`.
    public var setapp = SetAppAccount()
    /// The account behind `/contacto/…`.
    public var contacto = ContactoAccount()

    /// The defaults, to be changed property by property.
    public init() {}
}

/// The SetApp line the simulator plays (gateways.md, section 1).
public struct SetAppAccount: Sendable {
    /// The client, 5 digits with their leading zeros.
    public var cliente = "00363"
    /// The token, 20 letters and digits.
    public var token = "AbCdEfGhIjKlMnOpQrSt"
    /// The number that owns the line: it creates the groups and cannot be written to (result code -9).
    public var lineNumber = "573123252394"
    /// Numbers to which no more messages may be sent (result code -5).
    public var blockedNumbers: Set<String> = []
    /// Groups that exist from the start, by chatId.
    public var knownGroups: Set<String> = []
    /// The state of the whole line.
    public var condition = SetAppCondition.ready
    /// Answers an accepted message with `{"Status":"Recepción exitosa"}` instead of `Message queued`: the
    /// manual has both.
    public var answersGenerically = false

    /// The defaults of the manual's examples.
    public init() {}
}

/// What is wrong with a whole SetApp line; each case but the first refuses every message with its result
/// code.
public enum SetAppCondition: String, Sendable, CaseIterable {
    /// Nothing.
    case ready
    /// Result code -1.
    case invalidAPIKey = "invalid-api-key"
    /// Result code -6: the phone is not linked.
    case notReady = "not-ready"
    /// Result code -10.
    case noCredit = "no-credit"
    /// Result code -11: more than 20,000 messages are queued.
    case queueFull = "queue-full"
}

/// The Contacto account the simulator plays (gateways.md, section 2).
public struct ContactoAccount: Sendable {
    /// The platform user.
    public var login = "demo"
    /// The API token.
    public var token = "demo-contacto"
    /// Money left, in pesos.
    public var balance = 1_000_000
    /// What one accepted message costs, in pesos. The manual states no price; this one is ours.
    public var price = 85
    /// False answers every request with value 3.
    public var hasMultiagent = true
    /// Numbers that have reached Meta's marketing cap (value 10).
    public var cappedNumbers: Set<String> = []
    /// The templates of the project.
    public var templates = SimulatedTemplate.samples
    /// The account's own number, which recipients answer to.
    public var number = "573005202020"
    /// The shape of the reply to a message, which the manual does not show.
    public var envelope = ContactoEnvelope.statusObject
    /// The shape of the balance.
    public var balanceEnvelope = BalanceEnvelope.thousands
    /// The shape of the list of templates.
    public var templateEnvelope = TemplateEnvelope.array

    /// The defaults.
    public init() {}
}
