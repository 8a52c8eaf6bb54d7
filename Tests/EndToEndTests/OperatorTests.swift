import Foundation
import Testing

extension EndToEnd {
    /// What an operator does beside a running apply.
    @Suite(.enabled(if: LedgerFile.isReadable)) struct Operators {
        private static let people = Campaigns.numbers(200)

        /// An apply of 200 texts that has sent some of them.
        private func running() async throws -> (TestWorkspace, Simulator, ChildProcess) {
            let (workspace, simulator) = try await TestWorkspace.simulated("--latency", "30")
            try workspace.add("avisos", Campaigns.notice("avisos"), to: Self.people)
            try await workspace.expect(0, "ledger", "init")
            let apply = try workspace.begin(["apply", "--auto-approve"])
            try await eventually("some were sent") { try simulator.count() >= 5 || !apply.isRunning }
            return (workspace, simulator, apply)
        }

        @Test(arguments: ["equipo", "avisos"])
        func `a pause holds before the next message of a running apply, and resume lets it go on`(
            name: String
        )
            async throws
        {
            let (workspace, simulator, apply) = try await running()
            defer {
                apply.stop()
                simulator.stop()
            }
            let paused = try await workspace.expect(
                0, "pause", name, "--reason", "revisar a 573001112233", environment: ["LOGNAME": "ana"])
            let sent = try simulator.count()
            #expect(paused.stdout.contains("is paused by ana: revisar a 573•••••2233"), "\(paused)")
            let ending = try await workspace.end(apply)
            #expect(ending.status == 75, "\(ending)")
            #expect(ending.stderr.contains("\(name) is paused by ana"), "\(ending)")
            // One may have been on its way.
            #expect(try simulator.count() <= sent + 1)
            #expect(try simulator.count() < Self.people.count)
            let status = try await workspace.expect(0, "status")
            #expect(status.stdout.contains("\(name) is paused by ana: revisar"), "\(status)")
            try await workspace.expect(75, "apply", "--auto-approve")
            #expect(try simulator.count() <= sent + 1)
            try await workspace.expect(0, "resume", name)
            try await workspace.expect(0, "apply", "--auto-approve")
            #expect(try await workspace.ledger.states() == ["accepted": Self.people.count])
            #expect(Set(try simulator.accepted().map(\.to)).count == Self.people.count)
        }

        @Test func `a pause until a moment says so, and a name that is none is answered`() async throws {
            let (workspace, simulator) = try await TestWorkspace.simulated()
            defer { simulator.stop() }
            try workspace.add("avisos", Campaigns.notice("avisos"), to: Campaigns.numbers(1))
            try await workspace.expect(65, "pause", "avisos")
            try await workspace.expect(0, "ledger", "init")
            let paused = try await workspace.expect(0, "pause", "avisos", "--until", "2090-01-05 09:00")
            #expect(paused.stdout.contains("until Thu 5 Jan 2090 09:00"), "\(paused)")
            let past = try await workspace.expect(64, "pause", "avisos", "--until", "2020-01-01")
            #expect(past.stderr.contains("has passed already"), "\(past)")
            #expect(
                try await workspace.expect(64, "pause", "avisos", "--until", "x").stderr.contains(
                    "--until `x`"))
            let unknown = try await workspace.expect(64, "pause", "aviso")
            #expect(unknown.stderr.contains("did you mean `avisos`?"), "\(unknown)")
            let plan = try await workspace.expect(0, "plan")
            #expect(plan.stdout.contains("paused by"), "\(plan)")
            try await workspace.run("apply", "--auto-approve")
            #expect(try simulator.count() == 0)
        }

        @Test func `cancel ends what waits of a running apply, for good`() async throws {
            let (workspace, simulator, apply) = try await running()
            defer {
                apply.stop()
                simulator.stop()
            }
            try await workspace.expect(64, "cancel", "avisos")
            let cancelled = try await workspace.expect(
                0, "cancel", "avisos", "--auto-approve", "--reason", "precio mal",
                environment: ["LOGNAME": "ana"])
            let sent = try simulator.count()
            let ending = try await workspace.end(apply)
            #expect(ending.status == 1, "\(ending)")
            #expect(ending.stderr.contains("campaign avisos was cancelled by ana: precio mal"), "\(ending)")
            let after = try simulator.count()
            #expect(after <= sent + 1 && after < Self.people.count)
            let states = try await workspace.ledger.states()
            #expect(states == ["accepted": after, "cancelled": Self.people.count - after], "\(cancelled)")
            let reasons = try await workspace.ledger.sends().filter { $0.state == "cancelled" }.map(\.reason)
            #expect(Set(reasons) == ["cancelled by ana: precio mal"])

            // Later applies and runs, an edited audience and retries change nothing of that.
            try workspace.add(
                "avisos", Campaigns.notice("avisos", text: "Otro texto"), to: Campaigns.numbers(210))
            #expect(
                try await workspace.expect(0, "apply", "--auto-approve", "--retry-failed").verdict
                    == "Nothing to send.")
            try await workspace.expect(0, "run")
            #expect(try await workspace.ledger.states() == states)
            let plan = try await workspace.expect(0, "plan", "--detailed-exitcode")
            #expect(plan.stdout.contains("cancelled by ana: precio mal"), "\(plan)")
            let status = try await workspace.expect(0, "status")
            #expect(status.stdout.contains("pregon resume avisos"), "\(status)")
            #expect(
                try await workspace.expect(64, "cancel", "avisos", "--auto-approve").stderr.contains(
                    "already"))
            #expect(try await workspace.expect(0, "ledger", "check").verdict.hasSuffix(": sound."))

            // Whoever takes it back sends the rest, and nobody anything twice.
            try workspace.add("avisos", Campaigns.notice("avisos"), to: Self.people)
            try await workspace.expect(0, "resume", "avisos")
            try await workspace.expect(0, "apply", "--auto-approve")
            #expect(try await workspace.ledger.states() == ["accepted": Self.people.count])
            #expect(Set(try simulator.accepted().map(\.to)).count == Self.people.count)
            #expect(try simulator.count() == Self.people.count)
        }

        @Test func `a raised revision sends again after a cancellation`() async throws {
            let (workspace, simulator) = try await TestWorkspace.simulated()
            defer { simulator.stop() }
            try workspace.add("avisos", Campaigns.notice("avisos"), to: Campaigns.numbers(2))
            try await workspace.expect(0, "ledger", "init")
            // Before anything was planned, too.
            try await workspace.expect(0, "cancel", "avisos", "--auto-approve")
            #expect(try await workspace.expect(0, "apply", "--auto-approve").verdict == "Nothing to send.")
            try workspace.write("avisos.yaml", Campaigns.notice("avisos") + "revision: 2\n")
            try await workspace.expect(0, "apply", "--auto-approve")
            #expect(try simulator.count() == 2)
        }

        @Test func `a test sends one message to one's own phone and leaves no trace in the ledger`()
            async throws
        {
            let (workspace, simulator) = try await TestWorkspace.simulated()
            defer { simulator.stop() }
            try workspace.add("cobro", Campaigns.reminder(), to: Campaigns.numbers(3))
            try workspace.add("pedidos", Campaigns.orders(), to: Campaigns.numbers(3, block: 2))
            let mine = "573209990001"
            let asked = try await workspace.expect(64, "test", "cobro", "--to", mine)
            #expect(asked.stderr.contains("--auto-approve") && !asked.stderr.contains(mine), "\(asked)")
            // No ledger is needed, and none is made.
            let sent = try await workspace.expect(0, "test", "cobro", "--to", mine, "--auto-approve")
            #expect(sent.stdout.contains("573•••••0001") && sent.verdict.hasPrefix("Accepted: "), "\(sent)")
            #expect(sent.stdout.contains("[Persona 0] [$0] [lunes]"), "\(sent)")
            #expect(!FileManager.default.fileExists(atPath: workspace.ledger.url.path))
            try await workspace.expect(0, "test", "pedidos", "--to", mine, "--auto-approve", "--row", "4")
            try await workspace.expect(
                0, "test", "pedidos", "--to", mine, "--auto-approve", "--message", "mapa")
            let accepted = try simulator.accepted()
            #expect(accepted.map(\.to) == [mine, mine, mine])
            #expect(
                accepted.map { $0.fields["text"] ?? $0.fields["template_variables"] } == [
                    "[Persona 0] [$0] [lunes]", "Hola Persona 2, tu pedido va en camino.",
                    "https://cdn.example.com/mapa.png",
                ])
            // The sums know nothing of it, and everybody still gets everything.
            try await workspace.expect(0, "ledger", "init")
            try await workspace.expect(0, "test", "pedidos", "--to", mine, "--auto-approve")
            #expect(try await workspace.ledger.states() == [:])
            try await workspace.expect(0, "apply", "--auto-approve")
            #expect(try await workspace.ledger.states() == ["accepted": 9])
        }

        @Test func `a test says what is wrong in plain words, and refuses who has opted out`() async throws {
            let (workspace, simulator) = try await TestWorkspace.simulated(
                sending: "opt_out:\n  lists: [audiences/bajas.csv]\n")
            defer { simulator.stop() }
            try workspace.write("audiences/bajas.csv", "celular\n573209990002\n")
            try workspace.add("cobro", Campaigns.reminder(template: "9999"), to: Campaigns.numbers(2))
            try workspace.add("equipo-nuevo", Campaigns.group("equipo-nuevo"), to: Campaigns.numbers(2))
            let template = try await workspace.expect(
                1, "test", "cobro", "--to", "573209990001", "--auto-approve")
            #expect(template.stdout.contains("Refused (7): the account has no template"), "\(template)")
            #expect(template.stdout.contains("nothing more of the campaign would be sent"), "\(template)")
            let token = try await workspace.expect(
                1, "test", "cobro", "--to", "573209990001", "--auto-approve",
                environment: ["CONTACTO_TOKEN": "otro-token"])
            #expect(token.stdout.contains("contacto refuses the user or the token"), "\(token)")
            let out = try await workspace.expect(
                64, "test", "cobro", "--to", "573209990002", "--auto-approve")
            #expect(out.stderr.contains("573•••••0002 has opted out"), "\(out)")
            for wrong in [
                ["--to", "12345"], ["--to", "573005202020"], ["--to", "573209990001", "--row", "77"],
                ["--to", "573209990001", "--message", "x"], ["--to", "573209990001", "--line", "equipo"],
            ] {
                let child = try workspace.begin(["test", "cobro", "--auto-approve"] + wrong)
                let ending = try await workspace.end(child)
                #expect(ending.status == 64, "\(ending)")
            }
            let group = try await workspace.expect(
                64, "test", "equipo-nuevo", "--to", "573209990001", "--auto-approve")
            #expect(group.stderr.contains("group"), "\(group)")
            #expect(try simulator.count() == 0)
        }

        @Test func `outside the hours a test says so and is sent all the same`() async throws {
            let (workspace, simulator) = try await TestWorkspace.simulated()
            defer { simulator.stop() }
            let settings = workspace.folder.appendingPathComponent("pregon.yaml")
            let text = try String(contentsOf: settings, encoding: .utf8)
            // Days on which nobody who runs this test is: the day before and the day after are both closed.
            try workspace.write(
                "pregon.yaml",
                text.replacing("hours: 00:00-24:00", with: "hours: 00:00-00:01")
                    .replacing("days: [mon, tue, wed, thu, fri, sat, sun]", with: "days: [\(Self.farDay)]"))
            try workspace.add("avisos", Campaigns.notice("avisos"), to: Campaigns.numbers(1))
            let sent = try await workspace.expect(
                0, "test", "avisos", "--to", "573209990001", "--auto-approve")
            #expect(sent.stderr.contains("campaigns send nothing at this hour"), "\(sent)")
            #expect(try simulator.count() == 1)
        }

        /// The day of the week three days from now, in any zone.
        private static var farDay: String {
            let days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
            let today = Calendar(identifier: .gregorian).component(.weekday, from: Date()) - 1
            return days[(today + 3) % 7]
        }
    }
}
