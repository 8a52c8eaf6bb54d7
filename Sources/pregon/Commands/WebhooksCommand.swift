import ArgumentParser
import CampaignModel
import Diagnostics
import Evidence
import Foundation
import Gateway
import Ledger
import LedgerSQLite
import Reporting
import Synchronization

struct WebhooksCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "webhooks",
        abstract: "Take in what contacto says of sent messages, and people's replies.",
        discussion: """
            Takes POST requests at /hooks/<secret>, where the secret is PREGON_WEBHOOK_SECRET of the environment \
            (make one with `openssl rand -hex 32`). Give contacto the address of your proxy with that path; the \
            proxy speaks TLS, this program does not. An event is in the ledger before it is answered 200.

            A reply that is one of `opt_out.words` of pregon.yaml suppresses the number at once, also for an \
            `apply` that is under way. `pregon status` shows what came.
            """)

    @OptionGroup var options: GlobalOptions
    /// Those that this environment has: the receiver sends nothing and needs none of them.
    private func lineSecrets(_ session: Session) -> [Secret] {
        let resolver = LineResolver(session: session)
        return session.workspace.lines.flatMap { (try? resolver.resolve($0))?.secrets ?? [] }
    }

    @Option(help: "Address and port to listen on; port 0 takes a free one.")
    var listen = "127.0.0.1:8080"
    @Option(help: "Seconds in which a request must have arrived whole.")
    var requestTimeout = 10

    func run() async throws {
        try await reporting {
            let console = options.console
            let address = try ListenAddress(listen, option: "--listen")
            guard (1...600).contains(requestTimeout) else {
                throw Failure(.usage, "--request-timeout must lie between 1 and 600")
            }
            let session = try Session(options)
            let secret = try secret(session.environment)
            guard let ledger = try session.existingLedger() else {
                throw LedgerError.missing(place: try session.ledgerPlace().name)
            }
            let words = OptOutWords(session.workspace.optOut.words)
            if words.isEmpty {
                console.note(
                    "pregon.yaml has no `opt_out.words`: no reply will suppress its number")
            }
            let log = WebhookLog(console: console)
            let receiver = WebhookReceiver(
                secret: secret,
                reading: EvidenceReading(optOut: words, secrets: [secret.value] + lineSecrets(session)),
                intake: EvidenceIntake(
                    store: ledger, stopAfterFailures: session.workspace.sending.stopAfterFailures,
                    report: log.report),
                limits: limits, now: { Instant(seconds: Date().timeIntervalSince1970) })
            let stopping = StopSignal()
            await stopping.listen()
            let service = receiver.service(host: address.host, port: address.port) { bound in
                console.out("taking webhooks on \(address.origin(port: bound))/hooks/***")
            }
            stopping.onStop { Task { await service.triggerGracefulShutdown() } }
            do {
                try await service.run()
            } catch {
                // Connections that do not end are cut when it ends; before that it is a port that cannot be had.
                guard stopping.signal != nil else {
                    throw Failure(.unreadable, "cannot listen on \(listen): \(error)")
                }
            }
            console.out(log.verdict(receiver.refusals))
            return stopping.signal == SIGINT ? .interrupted : .terminated
        }
    }

    private var limits: WebhookReceiver.Limits {
        var limits = WebhookReceiver.Limits()
        limits.seconds = requestTimeout
        return limits
    }

    private func secret(_ environment: [String: String]) throws -> WebhookSecret {
        guard let text = environment[WebhookSecret.variable], !text.isEmpty else {
            throw Failure(
                .unreadable,
                """
                \(WebhookSecret.variable) is not set: without a secret in its path anybody could send events. \
                Make one with `openssl rand -hex 32`, and give the gateway the same
                """)
        }
        do { return try WebhookSecret(text) } catch {
            throw Failure(.unreadable, "\(WebhookSecret.variable) is refused: \(error)")
        }
    }
}

/// Says what happens as it happens, and at the end how much came.
private final class WebhookLog: Sendable {
    private let console: Console
    private let total = Mutex(EvidenceReceipt())

    init(console: Console) { self.console = console }

    func report(_ result: Result<EvidenceReceipt, LedgerError>) {
        switch result {
        case .success(let receipt): report(receipt)
        case .failure(let error): Console.error("pregon: events were not taken in: \(error)")
        }
    }

    private func report(_ receipt: EvidenceReceipt) {
        total.withLock { $0.add(receipt) }
        for (number, reason) in receipt.suppressed {
            console.note("\(number.masked) is never written to again: \(SafeText.line(reason))")
        }
        for stop in receipt.stops {
            let until = stop.until.map { "paused until \($0)" } ?? "stopped"
            let reason = SafeText.line(stop.reason)
            console.note("\(stop.subject.kind) \(stop.subject.name) is \(until): \(reason)")
            if stop.until == nil {
                console.note("  = when it is settled: pregon resume \(stop.subject.name)")
            }
        }
        if receipt.proven > 0 {
            console.note("\(Words.count(receipt.proven, "send")) in doubt proved to be accepted")
        }
        if receipt.unreadable > 0 {
            let events = Words.count(receipt.unreadable, "event")
            console.note("\(events) that cannot be read: kept, see `pregon status`")
        }
    }

    func verdict(_ refusals: WebhookReceiver.Refusals) -> String {
        let total = total.withLock { $0 }
        var text = "Webhooks: \(Words.count(total.new + total.repeated, "event")) taken in: \(total.new) new"
        text += ", \(total.repeated) repeated; \(total.unattributed) of no known send"
        text +=
            ", \(total.unreadable) unreadable, \(Words.count(total.suppressed.count, "number")) suppressed"
        text += "; \(Words.count(refusals.forged, "request")) without the secret"
        if refusals.tooLarge > 0 { text += ", \(refusals.tooLarge) too large" }
        if refusals.unavailable > 0 {
            text += ", \(refusals.unavailable) not taken, the gateway was told to come again"
        }
        return text + "."
    }
}
