import Foundation
import Glibc
import Ledger
import LedgerSQLite
import Testing

/// The runner's role between processes. The other process is a shell that takes the lock as any program
/// would.
struct RunnerLockTests {
    /// A process that holds the lock of a ledger until it is killed or its input ends.
    private final class Holder {
        let process = Process()
        private let input = Pipe()
        private let output = Pipe()

        /// Returns when the lock is held.
        init(ledger: String, name: String) throws {
            process.executableURL = URL(fileURLWithPath: "/bin/sh")
            process.arguments = [
                "-c",
                #"exec 9>>"$1"; flock -n 9 || exit 1; printf %s "$2" > "$1"; echo held; exec cat"#,
                "sh", ledger + ".runner", name,
            ]
            process.standardInput = input
            process.standardOutput = output
            try process.run()
            let said = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
            try #require(said == "held\n")
        }

        func kill() {
            Glibc.kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
        }

        deinit { if process.isRunning { kill() } }
    }

    /// The exit status of a process that tries the lock once.
    private func tryFromOutside(_ ledger: String) throws -> Int32 {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", #"exec 9>>"$1"; flock -n 9"#, "sh", ledger + ".runner"]
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }

    @Test func `a ledger with two names is not sent by until it has one`() throws {
        let bench = try SQLiteBench()
        let second = bench.path + ".second"
        try #require(link(bench.path, second) == 0)
        #expect(throws: LedgerError.linked(place: bench.path, names: 2)) {
            _ = try bench.ledger.becomeRunner("me")
        }
        unlink(second)
        try bench.ledger.becomeRunner("me").release()
    }

    @Test func `a runner in another process is named, and its death by kill -9 frees the role`() throws {
        let bench = try SQLiteBench()
        let holder = try Holder(ledger: bench.path, name: "pregon run, process 4711 since 9:00")
        let held = LedgerError.held(place: bench.path, by: "pregon run, process 4711 since 9:00")
        #expect(throws: held) { _ = try bench.ledger.becomeRunner("me") }
        #expect(throws: held) { _ = try bench.ledger.becomeRunner("me") }
        holder.kill()
        let lease = try bench.ledger.becomeRunner("me")
        #expect(FileManager.default.contents(atPath: bench.path + ".runner") == Data("me".utf8))
        lease.release()
    }

    @Test func `a runner here keeps other processes out until it is released`() throws {
        let bench = try SQLiteBench()
        let lease = try bench.ledger.becomeRunner("me")
        #expect(try tryFromOutside(bench.path) != 0)
        lease.release()
        #expect(try tryFromOutside(bench.path) == 0)
    }

    @Test func `a role that is dropped without a word is free`() throws {
        let bench = try SQLiteBench()
        do { _ = try bench.ledger.becomeRunner("gone at once") }
        #expect(try tryFromOutside(bench.path) == 0)
    }

    /// Foundation's `Process` closes what is open; a program started otherwise must not get the role either.
    @Test func `a process that this one starts does not inherit the role`() throws {
        let bench = try SQLiteBench()
        let lease = try bench.ledger.becomeRunner("me")
        defer { lease.release() }
        let open = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")
        let locks = open.compactMap { Int32($0) }.filter { descriptor in
            let target = try? FileManager.default.destinationOfSymbolicLink(
                atPath: "/proc/self/fd/\(descriptor)")
            return target == bench.path + ".runner"
        }
        try #require(locks.count == 1)
        #expect(fcntl(locks[0], F_GETFD) & FD_CLOEXEC != 0)
    }

    @Test func `a runner that has not said its name yet is spoken of without one`() throws {
        let bench = try SQLiteBench()
        let holder = try Holder(ledger: bench.path, name: "")
        #expect(throws: LedgerError.held(place: bench.path, by: "a runner that has just started")) {
            _ = try bench.ledger.becomeRunner("me")
        }
        holder.kill()
    }
}
