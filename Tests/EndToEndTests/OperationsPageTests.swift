import Foundation
import Testing

extension EndToEnd {
    /// What docs/operations.md gives people to copy.
    @Suite struct OperationsPage {
        static let analyzer = "/usr/bin/systemd-analyze"

        private static func page() throws -> String {
            let page = try #require(Documentation.pages.first { $0.lastPathComponent == "operations.md" })
            return try String(contentsOf: page, encoding: .utf8)
        }

        /// The blocks that a file's path stands above.
        private static func units() throws -> [(name: String, text: String)] {
            try page().matches(of: /`\/etc\/systemd\/system\/([a-z.-]+)`:\n\n```ini\n((?s:.*?))```/).map {
                (String($0.1), String($0.2))
            }
        }

        @Test(
            .enabled(
                if: FileManager.default.isExecutableFile(atPath: OperationsPage.analyzer),
                "systemd-analyze is not installed"))
        func `systemd finds nothing wrong with the units`() async throws {
            let scratch = FileManager.default.temporaryDirectory.appending(path: "units-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: scratch) }
            let units = try Self.units()
            #expect(units.map(\.name) == ["pregon-run.service", "pregon-run.timer", "pregon-watch.service"])
            for (name, text) in units {
                // The program must be there.
                let text = text.replacing("/usr/local/bin/pregon", with: PregonProgram.binary.path)
                try Data(text.utf8).write(to: scratch.appending(path: name))
            }
            func verify(_ name: String) async throws -> Ending {
                try await ChildProcess(
                    URL(filePath: Self.analyzer), ["verify", scratch.appending(path: name).path],
                    environment: PregonProgram.environment([:]), folder: scratch, scratch: scratch
                ).end()
            }
            for (name, _) in units {
                let ending = try await verify(name)
                #expect(ending.status == 0 && ending.all.isEmpty, "\(ending)")
            }
            // What it does not know it says, so that silence means something.
            let broken = units[0].text.replacing("Type=oneshot", with: "Typ=oneshot")
            try Data(broken.utf8).write(to: scratch.appending(path: units[0].name))
            #expect(try await verify(units[0].name).all.contains("Typ"))
        }

        @Test func `every exit status of the program has its row`() async throws {
            let scratch = FileManager.default.temporaryDirectory
            let help = try await ChildProcess(
                PregonProgram.binary, ["--help"], environment: PregonProgram.environment([:]),
                folder: scratch, scratch: scratch
            ).end().stdout
            let statuses = help.matches(of: /(?m)^ {2,}([0-9]+)  [a-z]/).map { String($0.1) }
            #expect(statuses.count >= 9, "\(help)")
            let table = try #require(
                try Self.page().components(separatedBy: "## What an exit status asks for").last)
            for status in statuses {
                #expect(table.contains(try Regex("(?m)^\\|( [0-9]+,)* \(status)[ ,]")), "\(status)")
            }
        }
    }
}
