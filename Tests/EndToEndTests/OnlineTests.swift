import Foundation
import Testing

extension EndToEnd {
    /// `validate --online`, where a proposed file must not make the machine that checks it ask its own network.
    @Suite struct Online {
        @Test(arguments: ["127.0.0.1", "2130706433", "localhost", "[::ffff:127.0.0.1]"])
        func `an address of this machine is refused and not asked`(host: String) async throws {
            let (workspace, simulator) = try await TestWorkspace.simulated()
            defer { simulator.stop() }
            let reminder = Campaigns.reminder()
            let address = "http://\(host):\(simulator.port)/control/log.pdf"
            try workspace.add(
                "cobro",
                reminder.replacing("https://files.example.com/facturas/factura.pdf", with: "\"\(address)\""),
                to: Campaigns.numbers(2))
            try await workspace.expect(0, "validate")
            let refused = try await workspace.expect(1, "validate", "--online")
            #expect(refused.stdout.contains("[media-not-public]"), "\(refused)")
            #expect(refused.stdout.contains("it was not asked"), "\(refused)")
            #expect(refused.stderr.contains("asked 1 media address"), "\(refused)")
        }

        @Test func `an address with a recipient's values is not asked`() async throws {
            let workspace = try TestWorkspace()
            try workspace.add(
                "cobro", Campaigns.reminder().replacing("factura.pdf", with: "{{dia}}.pdf"),
                to: Campaigns.numbers(2))
            let ending = try await workspace.expect(0, "validate", "--online")
            #expect(ending.stderr.contains("1 with values of the recipient were not asked"), "\(ending)")
        }
    }
}
