import ArgumentParser
import Foundation
import GatewaySimulator

/// What `simulate` plays as the contacto account.
struct SimulatedAccountOptions: ParsableArguments {
    @Option(help: "The balance, in pesos; what it cannot pay for is refused with value 5.")
    var balance: Int?
    @Option(help: "What one accepted message costs, in pesos.")
    var price: Int?
    @Option(help: "A JSON file with the templates.")
    var templates: String?
    @Option(help: "The shape of the reply to a message: \(Names.of(ContactoEnvelope.self)).")
    var envelope: String?
    @Option(help: "The shape of the balance: \(Names.of(BalanceEnvelope.self)).")
    var balanceEnvelope: String?
    @Option(help: "The shape of the list of templates: \(Names.of(TemplateEnvelope.self)).")
    var templateEnvelope: String?

    func apply(to account: inout ContactoAccount) throws {
        if let balance { account.balance = balance }
        if let price {
            guard price >= 0 else { throw Failure(.usage, "--price must not be negative") }
            account.price = price
        }
        if let envelope { account.envelope = try Names.one(envelope, "--envelope") }
        if let balanceEnvelope {
            account.balanceEnvelope = try Names.one(balanceEnvelope, "--balance-envelope")
        }
        if let templateEnvelope {
            account.templateEnvelope = try Names.one(templateEnvelope, "--template-envelope")
        }
        guard let templates else { return }
        do {
            account.templates = try SimulatedTemplate.load(from: URL(fileURLWithPath: templates))
        } catch {
            throw Failure(.unreadable, "the templates in \(templates) cannot be read: \(error)")
        }
    }
}

/// How the simulator's replies go wrong.
struct SimulatedFaultOptions: ParsableArguments {
    @Option(help: "The share of requests that meet a fault, 0 to 1.")
    var fault = 0.0
    @Option(help: "Kinds of faults, separated by commas: \(Names.of(FaultKind.self)). Default: all.")
    var faults: String?
    @Option(help: "Seed of everything that is left to chance.")
    var seed: UInt64 = 1
    @Option(help: "Milliseconds before each reply.")
    var latency = 0

    func apply(to simulator: inout SimulatorOptions) throws {
        simulator.seed = seed
        simulator.latencyMilliseconds = latency
        simulator.faultRate = try Names.share(fault, "--fault")
        if let faults {
            simulator.faults = Set(
                try faults.split(separator: ",").map { try Names.one(String($0), "--faults") as FaultKind })
        }
    }
}

/// What the simulator posts about the messages that contacto has accepted.
struct SimulatedWebhookOptions: ParsableArguments {
    @Option(help: "Post the events of accepted contacto messages to this http address on this machine.")
    var webhook: String?
    @Option(
        help: "Codes of failures after the acceptance with their shares, e.g. 1002:0.05,131048:0.01.")
    var webhookFailures: String?
    @Option(help: "What recipients answer, with its share, e.g. BAJA:0.1. Can be given several times.")
    var reply: [String] = []
    @Option(help: "The share of events in the manual's odd forms, which a receiver must read.")
    var webhookMalformed = 0.0
    @Option(help: "The share of events that are no JSON at all, which a receiver must keep.")
    var webhookUnreadable = 0.0
    @Option(help: "The share of events that come twice.")
    var webhookDuplicates = 0.0
    @Option(help: "The share of messages whose events come in the wrong order.")
    var webhookDisorder = 0.0
    @Option(help: "The most milliseconds before a message's first event, and between its events.")
    var webhookDelay = 200

    func made() throws -> WebhookOptions? {
        guard let webhook else {
            guard webhookFailures == nil, reply.isEmpty else {
                throw Failure(.usage, "--webhook-failures and --reply need --webhook, the address to post to")
            }
            return nil
        }
        guard let address = LoopbackAddress(webhook) else {
            // The address itself may hold a secret and is not repeated.
            throw Failure(
                .usage,
                "--webhook must be an http address on this machine, e.g. http://127.0.0.1:8080/hooks/…; "
                    + "invented events are sent nowhere else")
        }
        var made = WebhookOptions(address: address)
        made.failures = try (webhookFailures ?? "").split(separator: ",").map { text in
            guard let share = WebhookOptions.FailureShare(text) else {
                throw Failure(.usage, "--webhook-failures: `\(text)` is not CODE:SHARE, e.g. 1002:0.05")
            }
            return share
        }
        made.replies = try reply.map { text in
            guard let share = WebhookOptions.ReplyShare(text) else {
                throw Failure(.usage, "--reply: `\(text)` is not TEXT:SHARE, e.g. BAJA:0.1")
            }
            return share
        }
        for (shares, name) in [
            (made.failures.map(\.rate), "--webhook-failures"), (made.replies.map(\.rate), "--reply"),
        ] where shares.reduce(0, +) > 1 + 1e-9 {
            throw Failure(.usage, "the shares of \(name) add up to more than 1")
        }
        made.malformedRate = try Names.share(webhookMalformed, "--webhook-malformed")
        made.unreadableRate = try Names.share(webhookUnreadable, "--webhook-unreadable")
        made.duplicateRate = try Names.share(webhookDuplicates, "--webhook-duplicates")
        made.disorderRate = try Names.share(webhookDisorder, "--webhook-disorder")
        guard (0...3_600_000).contains(webhookDelay) else {
            throw Failure(.usage, "--webhook-delay must lie between 0 and 3600000 milliseconds")
        }
        made.delayMilliseconds = webhookDelay
        return made
    }
}
