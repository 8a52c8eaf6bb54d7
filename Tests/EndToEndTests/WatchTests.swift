import Foundation
import Testing

extension EndToEnd {
    /// `pregon run --watch`, as a service.
    @Suite(.enabled(if: LedgerFile.isReadable)) struct Watches {
        @Test func `it sends what is due, then what comes with a file, and holds the role all the time`()
            async throws
        {
            let (workspace, simulator) = try await TestWorkspace.simulated()
            defer { simulator.stop() }
            try workspace.add(
                "uno", Campaigns.notice("uno") + ScheduledRuns.start(-60), to: Campaigns.numbers(2))
            let watch = try await WatchProcess.start(workspace, "--new-ledger")
            defer { watch.stop() }
            try await eventually("the first campaign is sent") { try simulator.count() == 2 }
            try await watch.rests()
            let (status, health) = try watch.health()
            #expect(status == 200)
            #expect(health?.last_pass?.status == 0 && health?.last_pass?.failed == false)
            #expect(
                health?.last_pass?.message == "Applied: 2 sent, 0 failed, 0 in doubt, 0 waiting of 2 planned."
            )
            #expect(health?.next_wake != nil && (health?.ledger?.serial ?? 0) > 0)
            #expect(try watch.health("/").status == 200)
            #expect(try watch.health("/elsewhere").status == 404)
            for command in ["run", "apply"] {
                let arguments = command == "apply" ? [command, "--auto-approve"] : [command]
                let second = try await workspace.end(try workspace.begin(arguments))
                #expect(second.status == 75, "\(second)")
                #expect(
                    second.stderr.contains("pregon run --watch, process \(watch.process.pid)"), "\(second)")
            }
            // The audience comes first, as a copy does it; then the file that names it.
            try workspace.write("audiences/dos.csv", Campaigns.audience(Campaigns.numbers(3, block: 2)))
            try workspace.write("dos.yaml", Campaigns.notice("dos") + ScheduledRuns.start(-60))
            try await eventually("the second campaign is sent") { try simulator.count() == 5 }
            // One more person in an audience is a change, too.
            try await watch.rests()
            #expect(
                !watch.process.stderr.contains("audiences/"),
                "a file that is named is no change: \(watch.process.stderr)")
            try workspace.write("audiences/dos.csv", Campaigns.audience(Campaigns.numbers(4, block: 2)))
            try await eventually("the newcomer is written to") { try simulator.count() == 6 }
            watch.process.signal(SIGTERM)
            let ending = try await workspace.end(watch.process)
            #expect(ending.status == 143 && !ending.wasKilled, "\(ending)")
            #expect(ending.stderr.contains("audiences/dos.csv has changed: looking again"), "\(ending)")
            #expect(Set(try simulator.accepted().map(\.to)).count == 6)
            try await workspace.expect(0, "run")
        }

        /// That it wakes then is shown on a virtual clock (WatcherTests); here, that it means the right moment.
        @Test func `what begins later is what it wakes for`() async throws {
            let (workspace, simulator) = try await TestWorkspace.simulated()
            defer { simulator.stop() }
            let begins = (Date().timeIntervalSince1970 / 60).rounded(.down) * 60 + 1200
            try workspace.add(
                "luego",
                Campaigns.notice("luego") + ScheduledRuns.start(begins - Date().timeIntervalSince1970 + 1),
                to: Campaigns.numbers(1))
            let watch = try await WatchProcess.start(workspace, "--new-ledger")
            defer { watch.stop() }
            try await watch.rests()
            #expect(try simulator.count() == 0)
            #expect(watch.process.stdout.contains("Nothing is due. Next: luego, "), "\(watch.process.stdout)")
            let wake = try watch.health().health?.next_wake
            #expect(wake?.prefix(19) == Date(timeIntervalSince1970: begins).formatted(.iso8601).prefix(19))
            watch.process.signal(SIGINT)
            #expect(try await workspace.end(watch.process).status == 130)
        }

        @Test func `a broken file holds its campaign and is said once; a broken pregon.yaml holds all`()
            async throws
        {
            let (workspace, simulator) = try await TestWorkspace.simulated()
            defer { simulator.stop() }
            try workspace.add(
                "bueno", Campaigns.notice("bueno") + ScheduledRuns.start(-60), to: Campaigns.numbers(1))
            try workspace.write("roto.yaml", "campaign: roto\nversion: 2\n")
            let watch = try await WatchProcess.start(workspace, "--new-ledger")
            defer { watch.stop() }
            try await eventually("the good one is sent") { try simulator.count() == 1 }
            try await watch.rests()
            #expect(try watch.health().status == 200)
            #expect(try watch.health().health?.last_pass?.status == 1)
            for _ in 0..<2 {
                let before = try watch.health().health?.since
                watch.process.signal(SIGHUP)
                try await eventually("it looks again") {
                    let health = try watch.health().health
                    return health?.state == "waiting" && health?.since != before
                }
            }
            let said = watch.process.stdout + watch.process.stderr
            #expect(said.ranges(of: "campaigns with errors are left out").count == 1, "\(said)")

            let settings = try String(
                contentsOf: workspace.folder.appendingPathComponent("pregon.yaml"), encoding: .utf8)
            try workspace.write("pregon.yaml", settings + "unknown_key: 1\n")
            try await eventually("it says that it is not well") { try watch.health().status == 503 }
            let broken = try watch.health().health
            #expect(broken?.last_pass?.message.contains("pregon.yaml has errors") == true)
            #expect(watch.process.stderr.contains("nothing is sent until that is mended"))
            try workspace.add(
                "nuevo", Campaigns.notice("nuevo") + ScheduledRuns.start(-60),
                to: Campaigns.numbers(1, block: 3))
            try FileManager.default.removeItem(at: workspace.folder.appendingPathComponent("roto.yaml"))
            try workspace.write("pregon.yaml", settings)
            try await eventually("it goes on") { try simulator.count() == 2 }
            try await eventually("it is well again") { try watch.health().status == 200 }
            #expect(watch.process.stderr.contains("what was wrong is mended"))
            #expect(watch.process.stderr.contains("all campaign files are right again"))
            watch.process.signal(SIGTERM)
            #expect(try await workspace.end(watch.process).status == 143)
        }

        @Test func `with a broken pregon.yaml from the start it waits until that is mended`() async throws {
            let (workspace, simulator) = try await TestWorkspace.simulated()
            defer { simulator.stop() }
            let settings = try String(
                contentsOf: workspace.folder.appendingPathComponent("pregon.yaml"), encoding: .utf8)
            try await workspace.expect(0, "ledger", "init")
            try workspace.write("pregon.yaml", settings + "unknown_key: 1\n")
            try workspace.add(
                "uno", Campaigns.notice("uno") + ScheduledRuns.start(-60), to: Campaigns.numbers(1))
            let watch = try await WatchProcess.start(workspace)
            defer { watch.stop() }
            try await eventually("it says so") { try watch.health().status == 503 }
            #expect(watch.process.stdout.contains("[unknown-key]"), "\(watch.process.stdout)")
            try workspace.write("pregon.yaml", settings)
            try await eventually("it sends") { try simulator.count() == 1 }
        }

        @Test func `pause, resume and cancel of others hold before the next message`() async throws {
            let (workspace, simulator) = try await TestWorkspace.simulated("--latency", "60")
            defer { simulator.stop() }
            try workspace.add(
                "uno", Campaigns.notice("uno") + ScheduledRuns.start(-60), to: Campaigns.numbers(60))
            let watch = try await WatchProcess.start(workspace, "--new-ledger")
            defer { watch.stop() }
            try await eventually("it sends") { try simulator.count() >= 3 }
            try await workspace.expect(0, "pause", "equipo")
            try await watch.rests("it rests while the line is paused")
            let held = try simulator.count()
            #expect(held < 60)
            #expect(try watch.health().status == 200)
            try await workspace.expect(0, "resume", "equipo")
            try await eventually("it goes on after the pause") { try simulator.count() > held }
            try await workspace.expect(0, "cancel", "uno", "--auto-approve")
            try await watch.rests("it rests after the cancellation")
            let sent = try simulator.count()
            #expect(sent < 60)
            watch.process.signal(SIGTERM)
            let ending = try await workspace.end(watch.process)
            #expect(ending.stderr.contains("line equipo is no longer held: looking again"), "\(ending)")
            #expect(try await workspace.ledger.states() == ["accepted": sent, "cancelled": 60 - sent])
        }

        @Test func `a file that is taken away stops its campaign in the middle of a pass`() async throws {
            let (workspace, simulator) = try await TestWorkspace.simulated("--latency", "150")
            defer { simulator.stop() }
            try workspace.add(
                "uno", Campaigns.notice("uno") + ScheduledRuns.start(-60), to: Campaigns.numbers(200))
            let watch = try await WatchProcess.start(workspace, "--new-ledger")
            defer { watch.stop() }
            try await eventually("it sends") { try simulator.count() >= 3 }
            try FileManager.default.removeItem(at: workspace.folder.appendingPathComponent("uno.yaml"))
            try await watch.rests("it rests, with nothing due")
            let sent = try simulator.count()
            #expect(sent < 200)
            #expect(
                watch.process.stderr.contains("uno.yaml has changed, making room"), "\(watch.process.stderr)")
            #expect(try await workspace.ledger.states() == ["accepted": sent, "planned": 200 - sent])
            watch.process.signal(SIGTERM)
            #expect(try await workspace.end(watch.process).status == 143)
        }

        @Test func `a signal lets what is in flight end`() async throws {
            let (workspace, simulator) = try await TestWorkspace.simulated("--latency", "100")
            defer { simulator.stop() }
            try workspace.add(
                "uno", Campaigns.notice("uno") + ScheduledRuns.start(-60), to: Campaigns.numbers(50))
            let watch = try await WatchProcess.start(workspace, "--new-ledger")
            defer { watch.stop() }
            try await eventually("it sends") { try simulator.count() >= 3 }
            watch.process.signal(SIGTERM)
            let ending = try await workspace.end(watch.process)
            #expect(ending.status == 143 && !ending.wasKilled, "\(ending)")
            let sent = try simulator.count()
            #expect(sent < 50)
            #expect(try await workspace.ledger.states() == ["accepted": sent, "planned": 50 - sent])
        }

        @Test func `a ledger that is missing or held ends it at once, and so does a port that is taken`()
            async throws
        {
            let (workspace, simulator) = try await TestWorkspace.simulated()
            defer { simulator.stop() }
            try workspace.add(
                "uno", Campaigns.notice("uno") + ScheduledRuns.start(-60), to: Campaigns.numbers(1))
            try await workspace.expect(65, "run", "--watch")
            try await workspace.expect(0, "ledger", "init")
            let taken = try await workspace.expect(
                65, "run", "--watch", "--health", "127.0.0.1:\(simulator.port)")
            #expect(taken.stderr.contains("cannot listen on 127.0.0.1:\(simulator.port)"), "\(taken)")
            #expect(try simulator.count() == 0, "it sent before it could be asked how it is")
            try await workspace.expect(64, "run", "--health", "127.0.0.1:0")
            try await workspace.expect(64, "run", "--watch", "--health", "8090")
            let watch = try await WatchProcess.start(workspace)
            defer { watch.stop() }
            let second = try await workspace.expect(75, "run", "--watch")
            #expect(second.stderr.contains("pregon run --watch, process \(watch.process.pid)"), "\(second)")
        }
    }
}
