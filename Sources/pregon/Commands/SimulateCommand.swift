import ArgumentParser
import Foundation
import GatewaySimulator

struct SimulateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Both gateways on this machine's loopback, for trying and testing.",
        discussion: """
            Takes login `demo` and token `demo-contacto` at /contacto/, and client 00363 with token \
            AbCdEfGhIjKlMnOpQrSt at /setapp/message, /setapp/group, /setapp/group_message, /setapp/group_file. \
            Prints what it receives.

            GET /control/log lists what was accepted, /control/events what was posted to the webhook, \
            /control/counts the sums. POST /control/balance?amount=N, /control/fault?rate=R&kinds=K, \
            /control/freeze?after=N&at=reply (or request), /control/thaw and /control/reset turn things while it \
            runs: a freeze keeps the replies after the next N back until the thaw.
            """)

    @OptionGroup var options: GlobalOptions
    @Option(help: "The port on 127.0.0.1; 0 takes a free one.")
    var port = 8099
    @Option(
        help:
            "Append each accepted message to this file as a line of JSON, and each event posted to the webhook."
    )
    var log: String?
    @Flag(help: "Print whole phone numbers.")
    var showNumbers = false
    @OptionGroup(title: "The contacto account") var account: SimulatedAccountOptions
    @OptionGroup(title: "Faults") var faults: SimulatedFaultOptions
    @OptionGroup(title: "Webhook") var webhook: SimulatedWebhookOptions

    func run() async throws {
        try await reporting {
            var simulator = SimulatorOptions()
            guard (0...65_535).contains(port) else {
                throw Failure(.usage, "--port must lie between 0 and 65535")
            }
            simulator.port = port
            simulator.log = log.map { URL(fileURLWithPath: $0) }
            try faults.apply(to: &simulator)
            try account.apply(to: &simulator.contacto)
            simulator.webhook = try webhook.made()
            let console = options.console
            let style = SimulatorLine(showsNumbers: showNumbers)
            let server: SimulatorServer
            do {
                server = try SimulatorServer(options: simulator) { console.detail(style.text($0)) }
            } catch {
                throw Failure(.unreadable, "the simulator cannot start: \(error)")
            }
            do {
                try await server.run { port in
                    console.out("simulating both gateways on http://127.0.0.1:\(port)")
                }
            } catch {
                throw Failure(.unreadable, "the simulator cannot listen on port \(port): \(error)")
            }
            return .success
        }
    }
}
