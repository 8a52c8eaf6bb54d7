import CampaignModel
import Rehearsal
import Synchronization

/// What happened around the program, which a verdict needs to know. Times are seconds of the boot clock.
final class Chronicle: Sendable {
    struct Entries: Sendable {
        var optOuts: [PhoneNumber: Double] = [:]
        var jumps: [Double] = []
        var pauses: [(line: String, from: Double, until: Double)] = []
        var webhooks = 0
        var passes = 0
    }

    private let entries = Mutex(Entries())
    private let time: VirtualTime

    init(_ time: VirtualTime) { self.time = time }

    var all: Entries { entries.withLock { $0 } }
    var seconds: Double { Double(time.reading().monotonic) / 1e9 }

    func optOut(_ number: PhoneNumber) {
        let now = seconds
        entries.withLock { $0.optOuts[number] = min($0.optOuts[number] ?? now, now) }
    }
    func jump() {
        let now = seconds
        entries.withLock { $0.jumps.append(now) }
    }
    func pause(_ line: String, from: Double) {
        let now = seconds
        entries.withLock { $0.pauses.append((line, from, now)) }
    }
    func webhook() { entries.withLock { $0.webhooks += 1 } }
    func pass() { entries.withLock { $0.passes += 1 } }
}
