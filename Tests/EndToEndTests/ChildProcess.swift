import Foundation
import Synchronization

/// A program that runs as a process of its own, with its output in files, so that no full pipe can hold it up.
final class ChildProcess: Sendable {
    private static let running = Mutex<[Int32: String]>([:])
    /// Whatever happens to a test, nothing it started outlives the test program.
    private static let sweeping: Void = {
        atexit { ChildProcess.running.withLock { for pid in $0.keys { kill(pid, SIGKILL) } } }
    }()

    let name: String
    let pid: Int32
    private let process: Mutex<Process>
    private let outputFile: URL
    private let errorFile: URL

    init(
        _ executable: URL, _ arguments: [String], environment: [String: String], folder: URL, scratch: URL
    ) throws {
        Self.sweeping
        name = ([executable.lastPathComponent] + arguments).joined(separator: " ")
        let number = UUID().uuidString
        outputFile = scratch.appendingPathComponent("\(number).out")
        errorFile = scratch.appendingPathComponent("\(number).err")
        try Data().write(to: outputFile)
        try Data().write(to: errorFile)
        let process = Process()
        process.executableURL = executable
        process.arguments = arguments
        process.environment = environment
        process.currentDirectoryURL = folder
        process.standardInput = FileHandle.nullDevice
        let output = try FileHandle(forWritingTo: outputFile)
        let errors = try FileHandle(forWritingTo: errorFile)
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        // The child has its own by now. `Process` would keep these open, and with more than a thousand open files
        // starting another one crashes in Foundation.
        try output.close()
        try errors.close()
        let pid = process.processIdentifier
        self.pid = pid
        self.process = Mutex(process)
        let name = name
        Self.running.withLock { $0[pid] = name }
    }

    deinit {
        stop()
        for file in [outputFile, errorFile] { try? FileManager.default.removeItem(at: file) }
    }

    var isRunning: Bool { process.withLock(\.isRunning) }
    var stdout: String { (try? String(contentsOf: outputFile, encoding: .utf8)) ?? "" }
    var stderr: String { (try? String(contentsOf: errorFile, encoding: .utf8)) ?? "" }

    func signal(_ signal: Int32) { if isRunning { kill(pid, signal) } }

    /// Ends it now, if it has not ended.
    func stop() {
        signal(SIGKILL)
        _ = Self.running.withLock { $0.removeValue(forKey: pid) }
    }

    /// Waits for its end, and kills it where that takes longer than a number of seconds.
    func end(within limit: Double = 60) async throws -> Ending {
        do {
            try await eventually("`\(name)` ends", within: limit) { !isRunning }
        } catch {
            stop()
            throw error
        }
        _ = Self.running.withLock { $0.removeValue(forKey: pid) }
        return process.withLock { process in
            Ending(
                status: process.terminationStatus, wasKilled: process.terminationReason == .uncaughtSignal,
                stdout: stdout, stderr: stderr, command: name)
        }
    }
}

/// How a process ended, and what it said.
struct Ending: Sendable, CustomStringConvertible {
    /// The exit status, or the signal's number.
    var status: Int32
    var wasKilled: Bool
    var stdout: String
    var stderr: String
    var command: String

    var all: String { stdout + stderr }
    /// The line that scripts and people look at first.
    var verdict: String { stdout.split(separator: "\n").last.map(String.init) ?? "" }

    var description: String {
        "`\(command)` ended with \(wasKilled ? "signal " : "")\(status)\n\(stdout)--- stderr\n\(stderr)"
    }
}

/// A condition did not come about in its time.
struct TooLate: Error, CustomStringConvertible {
    var description: String
}

/// Looks again and again whether something has come about; throws where that takes longer than a number of
/// seconds. Limits are generous: they only keep a broken program from holding up a test for ever.
func eventually(_ what: String, within limit: Double = 30, _ condition: () throws -> Bool) async throws {
    let end = ContinuousClock.now + .seconds(limit)
    while try !condition() {
        guard ContinuousClock.now < end else { throw TooLate(description: "not in \(limit) s: \(what)") }
        try await Task.sleep(for: .milliseconds(4))
    }
}
