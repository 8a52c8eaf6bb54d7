import Foundation
import Testing

extension EndToEnd {
    /// A disk that is really full, and ledgers that are cut short or have a wrong bit.
    @Suite(.enabled(if: LedgerFile.isReadable)) struct FullDisk {
        private static let people = Campaigns.numbers(100)
        /// Their messages are frozen and held, so that the ledger is larger than the room for results.
        private static let held = Campaigns.numbers(450, block: 2)
        private static let text = String(repeating: "Buenos días a todos, abrimos mañana. ", count: 26)

        /// Everybody is frozen and nobody has got anything.
        private func frozen() async throws -> (TestWorkspace, Simulator) {
            let (workspace, simulator) = try await TestWorkspace.simulated()
            try workspace.add("avisos", Campaigns.notice("avisos"), to: Self.people)
            try workspace.add("despues", Campaigns.notice("despues", text: Self.text), to: Self.held)
            try await workspace.expect(0, "ledger", "init")
            try await workspace.expect(0, "pause", "despues")
            try await workspace.expect(0, "pause", "equipo")
            try await workspace.expect(75, "apply", "--auto-approve")
            try await workspace.expect(0, "resume", "equipo")
            #expect(try simulator.count() == 0)
            return (workspace, simulator)
        }

        /// After the disk was full: nobody twice, nobody lost, nobody in doubt.
        private func expectWhole(_ workspace: TestWorkspace, _ simulator: Simulator, _ ending: Ending)
            async throws
        {
            #expect(ending.status == 65 && !ending.wasKilled, "\(ending)")
            #expect(ending.stderr.contains("could not"), "\(ending)")
            #expect(ending.stderr.contains("then try again"), "\(ending)")
            let sent = try simulator.count()
            #expect(sent > 0 && sent < Self.people.count, "\(sent) were sent: \(ending)")
            try await finish(workspace, simulator)
        }

        /// With room on the disk everything that is not held goes out.
        private func finish(_ workspace: TestWorkspace, _ simulator: Simulator) async throws {
            try await workspace.expect(75, "apply", "--auto-approve")
            let states = ["accepted": Self.people.count, "planned": Self.held.count]
            #expect(try await workspace.ledger.states() == states)
            #expect(try simulator.count() == Self.people.count)
            #expect(Set(try simulator.accepted().map(\.to)).count == Self.people.count)
            #expect(try await workspace.expect(0, "ledger", "check").verdict.hasSuffix(": sound."))
        }

        @Test func `a file that may not grow (ulimit -f) stops the line, and the next apply goes on`()
            async throws
        {
            let (workspace, simulator) = try await frozen()
            defer { simulator.stop() }
            let size = try workspace.ledger.url.resourceValues(forKeys: [.fileSizeKey]).fileSize ?? 0
            #expect(size > 530_000, "the ledger is smaller than the room for results")
            let ending = try await limited(workspace, bytes: size + 6000)
            try await expectWhole(workspace, simulator, ending)
        }

        @Test func `without room for results nothing is sent`() async throws {
            let (workspace, simulator) = try await frozen()
            defer { simulator.stop() }
            let results = workspace.ledger.url.path + ".results"
            try FileManager.default.removeItem(atPath: results)
            let ending = try await limited(workspace, bytes: 300_000)
            #expect(ending.status == 65, "\(ending)")
            #expect(ending.stderr.contains("room for results"), "\(ending)")
            #expect(try simulator.count() == 0)
            try await finish(workspace, simulator)
        }

        private func limited(_ workspace: TestWorkspace, bytes: Int) async throws -> Ending {
            let child = try ChildProcess(
                URL(fileURLWithPath: "/usr/bin/prlimit"),
                [
                    "--fsize=\(bytes)", PregonProgram.binary.path, "apply", "--auto-approve", "--quiet",
                    "--workspace", workspace.folder.path,
                ], environment: PregonProgram.environment(PregonProgram.secrets), folder: workspace.scratch,
                scratch: workspace.scratch)
            return try await workspace.end(child)
        }

        /// Whether this account may mount a disk of its own.
        private static let mayMount: Bool = {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/bin/sh")
            process.arguments = ["-c", "unshare -m mount -t tmpfs none /mnt 2>/dev/null"]
            guard (try? process.run()) != nil else { return false }
            process.waitUntilExit()
            return process.terminationStatus == 0
        }()

        @Test(.enabled(if: mayMount))
        func `a small disk that runs full stops the line, and the next apply goes on`() async throws {
            let (workspace, simulator) = try await frozen()
            defer { simulator.stop() }
            let ledger = workspace.ledger.url.deletingLastPathComponent().path
            // The ledger's folder on a disk of its own with hardly anything free, and back again afterwards.
            let script = #"""
                set -e
                mkdir "$1.disk"
                used=$(du -sk --apparent-size "$1" | cut -f1)
                mount -t tmpfs -o size=$((used + 24))k,mode=700 none "$1.disk"
                cp -a "$1/." "$1.disk"
                mount --move "$1.disk" "$1"
                status=0
                "$2" apply --auto-approve --quiet --workspace "$3" || status=$?
                mkdir "$1.after"
                cp -a "$1/." "$1.after"
                exit $status
                """#
            let child = try ChildProcess(
                URL(fileURLWithPath: "/usr/bin/unshare"),
                [
                    "-m", "--propagation", "private", "/bin/sh", "-c", script, "sh", ledger,
                    PregonProgram.binary.path, workspace.folder.path,
                ], environment: PregonProgram.environment(PregonProgram.secrets), folder: workspace.scratch,
                scratch: workspace.scratch)
            let ending = try await workspace.end(child)
            try FileManager.default.removeItem(atPath: ledger)
            try FileManager.default.moveItem(atPath: ledger + ".after", toPath: ledger)
            try await expectWhole(workspace, simulator, ending)
        }

        // MARK: Damage

        @Test func `cut short or with wrong bits, a ledger sends nothing again, and says what to do`()
            async throws
        {
            let (workspace, simulator) = try await TestWorkspace.simulated()
            defer { simulator.stop() }
            try workspace.add("avisos", Campaigns.notice("avisos"), to: Campaigns.numbers(40))
            try await workspace.expect(0, "apply", "--auto-approve", "--new-ledger")
            let url = workspace.ledger.url
            let sound = try Data(contentsOf: url)
            let identity = try Data(contentsOf: URL(fileURLWithPath: url.path + ".identity"))
            let seed = ProcessInfo.processInfo.environment["PREGON_FLIP_SEED"].flatMap(UInt64.init)
            var random = SeededDice(seed: seed ?? 20_261_121)
            print("damage: PREGON_FLIP_SEED=\(random.seed)")
            var damages: [(String, Data)] = [0, 1, 100, 4096, 5000, sound.count - 4096, sound.count - 1].map {
                ("cut to \($0)", sound.prefix($0))
            }
            // The header, the schema, and anywhere.
            for range in [0..<100, 100..<4096, 0..<sound.count] {
                for _ in 0..<3 {
                    let place = range.lowerBound + random.next(range.count)
                    var bytes = sound
                    bytes[place] ^= 1 << UInt8(random.next(8))
                    damages.append(("a bit of byte \(place), seed \(random.seed)", bytes))
                }
            }
            var refused = 0
            for (what, bytes) in damages {
                for suffix in ["-journal", ".results", ".runner"] {
                    try? FileManager.default.removeItem(atPath: url.path + suffix)
                }
                try bytes.write(to: url)
                try identity.write(to: URL(fileURLWithPath: url.path + ".identity"))
                for command in [
                    ["apply", "--auto-approve"], ["run"], ["plan"], ["status"], ["ledger", "check"],
                ] {
                    let ending = try await workspace.end(try workspace.begin(command))
                    #expect(!ending.wasKilled && [0, 1, 65].contains(ending.status), "\(what): \(ending)")
                    guard ending.status == 65 else { continue }
                    refused += 1
                    #expect(ending.stderr.contains("ledger at"), "\(what): \(ending)")
                    #expect(ending.stderr.contains("pregon ledger"), "\(what): \(ending)")
                }
                #expect(try simulator.count() == 40, "sent again: \(what)")
            }
            #expect(refused >= 5 * 5, "hardly anything was refused")
        }

        @Test(arguments: [".identity", ".runner", ".results"])
        func `wrong bits in what lies beside a ledger send nothing again`(suffix: String) async throws {
            let (workspace, simulator) = try await TestWorkspace.simulated()
            defer { simulator.stop() }
            try workspace.add("avisos", Campaigns.notice("avisos"), to: Campaigns.numbers(5))
            try await workspace.expect(0, "apply", "--auto-approve", "--new-ledger")
            let url = URL(fileURLWithPath: workspace.ledger.url.path + suffix)
            let sound = try Data(contentsOf: url)
            let places = sound.isEmpty ? [0] : stride(from: 0, to: min(sound.count, 400), by: 23).map { $0 }
            for place in places {
                var bytes = sound.isEmpty ? Data([0xff]) : sound
                bytes[place] ^= 0x04
                try bytes.write(to: url)
                let ending = try await workspace.run("apply", "--auto-approve")
                #expect(!ending.wasKilled && [0, 65].contains(ending.status), "byte \(place): \(ending)")
                if ending.status == 65 { #expect(ending.stderr.contains("ledger"), "\(ending)") }
                #expect(try simulator.count() == 5)
            }
        }
    }
}
