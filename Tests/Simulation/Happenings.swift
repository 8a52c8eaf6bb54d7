import CampaignModel
import Ledger
import Rehearsal
import Synchronization
import Timetable

/// What other programs and people do while the program sends: webhooks, opt-outs, pauses, a clock that is set anew.
struct Happenings: Sendable {
    private let world: World
    private let store: any LedgerStore
    private let time: VirtualTime
    private let chronicle: Chronicle
    private let random: Dice

    init(_ world: World, store: any LedgerStore, time: VirtualTime, chronicle: Chronicle, seed: UInt64) {
        self.world = world
        self.store = store
        self.time = time
        self.chronicle = chronicle
        random = Dice(seed: seed &+ 23)
    }

    /// What happens by the clock.
    func begin() -> [Task<Void, Never>] {
        let jumps = world.clockJumps.map { jump in
            Task(executorPreference: time) {
                await time.pass(milliseconds: Int64(jump.after * 1000))
                time.setWall(by: jump.by)
                chronicle.jump()
            }
        }
        let pauses = world.pauses.map { pause in
            Task(executorPreference: time) {
                await time.pass(milliseconds: Int64(pause.after * 1000))
                let stop = Stop(
                    subject: .line(pause.line), reason: "a pause", since: time.now, until: nil,
                    by: "operator")
                // A line that is stopped already is not paused as well.
                guard (try? store.stop(stop)) != nil,
                    (try? store.stops())?.contains(where: { $0.by == "operator" && $0.since == stop.since })
                        == true
                else { return }
                let from = chronicle.seconds
                await time.pass(milliseconds: Int64(pause.seconds * 1000))
                chronicle.pause(pause.line, from: from)
                _ = try? store.resume(pause.line)
            }
        }
        return jumps + pauses
    }

    /// What follows from a message that was taken.
    func follow(_ delivery: Delivery) {
        if random.happens(world.webhookRate) {
            let kinds: [EvidenceEvent.Content] = [
                .sent, .delivered, .read,
                .failed(
                    DeliveryFailure(
                        code: "131026", reason: "could not be delivered", halt: .none,
                        suppressesNumber: false)),
            ]
            for _ in 0..<random.number(1...3) {
                tell(kinds[random.number(0...kinds.count - 1)], of: delivery, repeated: random.happens(0.2))
            }
        }
        guard case .person(let number) = delivery.key.target, random.happens(world.optOutRate) else { return }
        Task(executorPreference: time) {
            await time.pass(milliseconds: Int64(random.number(1000...3_600_000)))
            let event = EvidenceEvent(
                .replied(PersonReply(number: number, customField: nil, optOut: "asked not to be written to")),
                identity: "baja \(number.full)", masked: "", receivedAt: time.now)
            guard (try? store.record([event], stopAfterFailures: .max)) != nil else { return }
            chronicle.optOut(number)
        }
    }

    private func tell(_ content: EvidenceEvent.Content, of delivery: Delivery, repeated: Bool) {
        Task(executorPreference: time) {
            // Sometimes faster than the reply, sometimes after days.
            let late = random.happens(0.1) ? 200_000_000 : 60_000
            await time.pass(milliseconds: Int64(random.number(1...late)))
            let event = EvidenceEvent(
                content, messageID: delivery.messageID,
                identity: "\(delivery.messageID) \(content)", masked: "", receivedAt: time.now)
            for _ in 0..<(repeated ? 2 : 1) {
                _ = try? store.record([event], stopAfterFailures: world.workspace.sending.stopAfterFailures)
                chronicle.webhook()
            }
        }
    }
}

/// Chance that many share.
private final class Dice: Sendable {
    private let random: Mutex<SeededRandom>

    init(seed: UInt64) { random = Mutex(SeededRandom(seed: seed)) }

    func happens(_ rate: Double) -> Bool {
        random.withLock { Double.random(in: 0..<1, using: &$0) < rate }
    }
    func number(_ range: ClosedRange<Int>) -> Int { random.withLock { Int.random(in: range, using: &$0) } }
}
