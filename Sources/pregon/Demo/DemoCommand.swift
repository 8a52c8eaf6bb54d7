import ArgumentParser
import CampaignLoading
import CampaignModel
import Checking
import Diagnostics
import Execution
import Foundation
import Ledger
import LedgerSQLite
import Planning
import Reporting
import Timetable

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "The whole way on the example workspace, against a simulator of both gateways.",
        discussion: """
            Copies the workspace to a temporary folder, starts `pregon simulate` as a process of its own, and \
            validates, plans, applies and reports; then applies again, which sends nothing. No real message leaves.
            """)

    @OptionGroup var options: GlobalOptions
    @Flag(help: "Keep the temporary folder, and say where it is.")
    var keep = false

    func run() async throws {
        try await reporting {
            let console = options.console
            let example = try WorkspaceFinder.find(options.workspace)
            let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
                "pregon-demo-\(UUID().uuidString.prefix(8))")
            do {
                try FileManager.default.copyItem(atPath: example.path, toPath: folder.path)
                try? FileManager.default.removeItem(atPath: folder.path + "/.pregon")
            } catch {
                throw Failure(
                    .unreadable,
                    "the workspace cannot be copied to \(folder.path): \(error.localizedDescription)")
            }
            defer { if !keep { try? FileManager.default.removeItem(at: folder) } }
            let log = folder.appendingPathComponent(".pregon-simulator.jsonl")
            let simulator = try SimulatorProcess(log: log)
            defer { simulator.stop() }
            guard let real = WorkspaceRoot.realPath(folder.path) else {
                throw Failure(.bug, "the demo's folder \(folder.path) is gone")
            }
            let walk = try DemoWalk(
                root: WorkspaceRoot(path: real, shownPath: example.shownPath), port: simulator.port, log: log,
                console: console)
            let status = try await walk.run()
            if keep { console.out("kept: \(folder.path)") }
            return status
        }
    }
}

/// `pregon simulate` as a process of its own, on a free port.
final class SimulatorProcess {
    let port: Int
    private let process = Process()

    init(log: URL) throws {
        process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = ["simulate", "--quiet", "--port", "0", "--log", log.path]
        let output = Pipe()
        process.standardOutput = output
        process.standardInput = FileHandle.nullDevice
        do { try process.run() } catch {
            throw Failure(.bug, "the simulator cannot be started: \(error.localizedDescription)")
        }
        var line: [UInt8] = []
        while line.last != 0x0A {
            guard let byte = try output.fileHandleForReading.read(upToCount: 1), !byte.isEmpty else { break }
            line += byte
        }
        let text = String(decoding: line, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        guard let port = text.split(separator: ":").last.flatMap({ Int($0) }) else {
            process.terminate()
            throw Failure(.bug, "the simulator did not say where it listens: \(text)")
        }
        self.port = port
    }

    func stop() {
        process.terminate()
        process.waitUntilExit()
    }
}
