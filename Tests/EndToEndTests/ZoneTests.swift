import Foundation
import Testing

extension EndToEnd {
    /// Time zones in the program as it is shipped: linked statically, Foundation can lose all of them.
    @Suite struct Zones {
        /// The build under test, and the release build where there is one.
        static let binaries = [PregonProgram.binary] + [PregonProgram.release].compactMap(\.self)

        /// What 12:30 UTC is in each zone, from the zones' public rules: Bogotá is UTC-5 all year, Madrid UTC+1
        /// and +2 in summer, Santiago UTC-4 and -3 in (southern) summer. Windows open at 8:00.
        @Test(
            arguments: [
                ("America/Bogota", "2026-07-01T12:30:00Z", "Wed 1 Jul 08:00"),
                ("America/Bogota", "2027-01-13T12:30:00Z", "Wed 13 Jan 08:00"),
                ("Europe/Madrid", "2026-07-01T12:30:00Z", "Wed 1 Jul 14:30"),
                ("Europe/Madrid", "2027-01-13T12:30:00Z", "Wed 13 Jan 13:30"),
                ("America/Santiago", "2026-07-01T12:30:00Z", "Wed 1 Jul 08:30"),
                ("America/Santiago", "2027-01-13T12:30:00Z", "Wed 13 Jan 09:30"),
            ], binaries)
        func `the window opens by the clock of the workspace's zone`(
            line: (zone: String, now: String, first: String), binary: URL
        ) async throws {
            let workspace = try TestWorkspace(timezone: line.zone)
            try narrow(workspace)
            let plan = try await workspace.run("plan", "--now", line.now, binary: binary)
            #expect(plan.status == 0, "\(plan)")
            #expect(plan.stdout.contains("line equipo: 1 send, \(line.first) to "), "\(plan)")
        }

        @Test(arguments: binaries)
        func `--now without a zone is the workspace's own time`(binary: URL) async throws {
            let workspace = try TestWorkspace(timezone: "America/Santiago")
            try narrow(workspace)
            let local = try await workspace.run("plan", "--now", "2026-07-01 08:30", binary: binary)
            #expect(local.stdout.contains("Wed 1 Jul 08:30 to "), "\(local)")
            let late = try await workspace.run("plan", "--now", "2026-07-01 19:00", binary: binary)
            #expect(late.stdout.contains("Thu 2 Jul 08:00 to "), "\(late)")
        }

        @Test(arguments: ["America/Bogotha", "Bogota", "Colombia"], binaries)
        func `an unknown zone is an error, never another zone`(zone: String, binary: URL) async throws {
            let workspace = try TestWorkspace(timezone: zone)
            try narrow(workspace)
            let valid = try await workspace.run("validate", binary: binary)
            #expect(valid.status == 1 && valid.stdout.contains(zone), "\(valid)")
            let plan = try await workspace.run("plan", binary: binary)
            #expect(plan.status == 1 || plan.status == 65, "\(plan)")
            #expect(!plan.stdout.contains("to send"), "\(plan)")
        }

        /// `UTC+5` and `Etc/GMT+5` lie ten hours apart: offsets are too easily taken the wrong way round.
        @Test(arguments: ["UTC+5", "GMT-5"], binaries)
        func `an offset is no IANA name`(zone: String, binary: URL) async throws {
            let workspace = try TestWorkspace(timezone: zone)
            try narrow(workspace)
            let valid = try await workspace.run("validate", binary: binary)
            #expect(valid.status == 1 && valid.stdout.contains(zone), "\(valid)")
        }

        private func narrow(_ workspace: TestWorkspace) throws {
            let settings = workspace.folder.appendingPathComponent("pregon.yaml")
            let text = try String(contentsOf: settings, encoding: .utf8)
            try workspace.write("pregon.yaml", text.replacing("00:00-24:00", with: "08:00-18:00"))
            try workspace.add("avisos", Campaigns.notice("avisos"), to: Campaigns.numbers(1))
        }
    }
}
