import CampaignModel
import Foundation
import Ledger
import LedgerPostgres
import Synchronization

/// Lines that send as the executor has them send, without a gateway: each result and the line's next claim are one
/// transaction (`settle(_:thenClaim:)`). The pace is free; a line has a thread and, while it works, a connection.
struct SideBySide: Sendable {
    let ledger: PostgresLedger
    let scope: CampaignScope
    let lines: [BenchLine]
    /// Of each line.
    let claims: Int

    struct Failed: Error, CustomStringConvertible { let description: String }

    /// Connections are open before the clock runs, as the reference reports its rate; what a connection prepares counts.
    func run() throws -> Outcome {
        let failures = Mutex<[any Error]>([])
        let connected = DispatchSemaphore(value: 0)
        let begin = DispatchSemaphore(value: 0)
        let ended = DispatchSemaphore(value: 0)
        let boot = try Self.boot()
        for line in lines {
            let thread = Thread {
                defer { ended.signal() }
                do {
                    // Also where there is none to be had, or the start would wait for ever.
                    defer { connected.signal() }
                    // All are held at once, so that none is used twice.
                    try ledger.reading { _ in
                        connected.signal()
                        begin.wait()
                    }
                    try work(line, boot: boot)
                } catch {
                    failures.withLock { $0.append(error) }
                }
            }
            thread.start()
        }
        for _ in lines { connected.wait() }
        let before = Usage()
        for _ in lines { begin.signal() }
        for _ in lines { ended.wait() }
        let after = Usage()
        if let failure = failures.withLock(\.first) { throw failure }
        return Outcome(claims: claims * lines.count, cost: after.minus(before))
    }

    private func work(_ line: BenchLine, boot: String) throws {
        let request = ClaimRequest(
            line: line.name, sender: line.sender, scopes: [scope], clock: Self.reading(boot: boot),
            needsPace: false)
        let hash = [UInt8](repeating: 0x5a, count: 32)
        var answer = try ledger.claim(request) { _ in .send(payloadHash: hash) }
        for index in 1...claims {
            guard case .claimed(let claimed) = answer else {
                throw Failed(description: "line \(line.name) has nothing more to claim: \(answer)")
            }
            let settlement = Settlement(
                claimed: claimed,
                event: .accepted(messageID: String(1_000_000_000_000 + claimed.send.id)),
                at: Self.reading(boot: boot).wall, httpStatus: 200, reply: "{\"value\": 1}",
                countsAsFailure: false)
            if index == claims {
                try ledger.settle(settlement)
            } else {
                answer = try ledger.settle(settlement, thenClaim: request) { _ in .send(payloadHash: hash) }
                    .get()
            }
        }
    }

    private static func boot() throws -> String {
        let text = try String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8)
        return text.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private static func reading(boot: String) -> ClockReading {
        var time = timespec()
        clock_gettime(CLOCK_BOOTTIME, &time)
        return ClockReading(
            wall: PostgresLedger.systemClock(), boot: boot,
            monotonic: UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec))
    }
}

/// What this process has used so far, in seconds.
struct Usage {
    var wall: Double
    var user: Double
    var system: Double

    private init(wall: Double, user: Double, system: Double) {
        (self.wall, self.user, self.system) = (wall, user, system)
    }

    init() {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        self.init(
            wall: Double(now.tv_sec) + Double(now.tv_nsec) / 1e9, user: seconds(usage.ru_utime),
            system: seconds(usage.ru_stime))
    }

    func minus(_ other: Usage) -> Usage {
        Usage(wall: wall - other.wall, user: user - other.user, system: system - other.system)
    }
}

struct Outcome {
    var claims: Int
    var cost: Usage

    var json: String {
        """
        {"claims": \(claims), "seconds": \(cost.wall), "user_seconds": \(cost.user), \
        "system_seconds": \(cost.system)}
        """
    }
}
