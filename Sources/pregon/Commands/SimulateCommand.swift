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
            GET /control/log lists what was accepted.
            """)

    @OptionGroup var options: GlobalOptions
    @Option(help: "The port on 127.0.0.1; 0 takes a free one.")
    var port = 8099
    @Option(help: "Append each accepted message to this file as a line of JSON.")
    var log: String?
    @Option(help: "The contacto account's balance.")
    var balance: Int?
    @Option(help: "A JSON file with the contacto account's templates.")
    var templates: String?
    @Option(help: "The share of requests that meet a fault, 0 to 1.")
    var fault = 0.0
    @Option(
        help:
            "Kinds of faults, separated by commas: \(FaultKind.allCases.map(\.rawValue).joined(separator: ", ")). Default: all."
    )
    var faults: String?
    @Option(help: "Seed of the faults.")
    var seed: UInt64 = 1
    @Option(help: "Milliseconds before each reply.")
    var latency = 0

    func run() async throws {
        try await reporting {
            var simulator = SimulatorOptions()
            guard (0...65_535).contains(port) else {
                throw Failure(.usage, "--port must lie between 0 and 65535")
            }
            simulator.port = port
            simulator.log = log.map { URL(fileURLWithPath: $0) }
            simulator.seed = seed
            simulator.latencyMilliseconds = latency
            guard (0...1).contains(fault) else { throw Failure(.usage, "--fault must lie between 0 and 1") }
            simulator.faultRate = fault
            if let faults { simulator.faults = try kinds(faults) }
            if let balance { simulator.contacto.balance = balance }
            if let templates {
                do {
                    simulator.contacto.templates = try SimulatedTemplate.load(
                        from: URL(fileURLWithPath: templates))
                } catch {
                    throw Failure(.unreadable, "the templates in \(templates) cannot be read: \(error)")
                }
            }
            let server: SimulatorServer
            do {
                server = try SimulatorServer(options: simulator)
            } catch {
                throw Failure(.unreadable, "the simulator cannot start: \(error)")
            }
            let console = options.console
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

    private func kinds(_ text: String) throws -> Set<FaultKind> {
        var kinds: Set<FaultKind> = []
        for name in text.split(separator: ",") {
            guard let kind = FaultKind(rawValue: String(name)) else {
                let known = FaultKind.allCases.map(\.rawValue).joined(separator: ", ")
                throw Failure(.usage, "there is no fault `\(name)`; known: \(known)")
            }
            kinds.insert(kind)
        }
        return kinds
    }
}
