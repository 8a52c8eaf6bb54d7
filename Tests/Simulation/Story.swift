import CampaignModel
import Execution
import Foundation
import Gateway
import Ledger
import LedgerSQLite
import Planning
import Rehearsal
import Synchronization
import Timetable

/// One world played to its end: faults, crashes, clock jumps, webhooks, pauses and opt-outs while it sends; then a
/// person settles every doubt truthfully, everything is well again, and what is left goes out.
struct Story: Sendable {
    let seed: UInt64
    let world: World
    let time: VirtualTime
    let chronicle: Chronicle
    let fate: Fate
    let store: SQLiteLedger
    let gateways: [RehearsalGateway]
    private let rehearsal: Rehearsal
    private let retriesFailed: Flag
    private let happenings: Happenings

    private static let mostPasses = 3000
    private static let days = 40.0

    init(seed: UInt64) throws {
        self.seed = seed
        let world = World(seed: seed)
        self.world = world
        let time = VirtualTime(startingAt: world.start)
        self.time = time
        let chronicle = Chronicle(time)
        self.chronicle = chronicle
        let fate = Fate(rate: world.crashRate, mostCrashes: 40, seed: seed &+ 5)
        self.fate = fate
        let store = try SQLiteLedger.inMemory()
        self.store = store
        let happenings = Happenings(world, store: store, time: time, chronicle: chronicle, seed: seed)
        self.happenings = happenings
        gateways = world.workspace.lines.enumerated().map { index, line in
            RehearsalGateway(line, time: time, faults: world.faults, seed: seed &* 31 &+ UInt64(index)) {
                // Taken is taken, even if the program dies in the same moment.
                try? fate.pass(.whileTaken)
                happenings.follow($0)
            }
        }
        let flag = Flag()
        retriesFailed = flag
        rehearsal = Rehearsal(
            workspace: world.workspace, store: MortalLedger(base: store, fate: fate), time: time,
            lines: zip(world.workspace.lines, gateways).map {
                ExecutionLine($0, gateway: MortalGateway(base: $1, fate: fate, time: time))
            },
            media: NoMedia(), seed: seed,
            horizon: world.start.advanced(seconds: Self.days * 86_400),
            planning: { try world.plan(at: $0, ledger: $1, retryFailed: flag.isSet) })
    }

    /// The sends as they stand when all is said and done, and before a person settled anything.
    struct Ending: Sendable {
        var unsettled: [LedgerSend]
        var settled: [LedgerSend]
        var problems: [String]
        /// Campaigns that can no longer be sent as they are, e.g. a group that everybody has left: they are held.
        var held: Set<String>
    }

    func tell() throws -> Ending {
        let outcome: Result<Ending, any Error> = time.run {
            do {
                let around = happenings.begin()
                try await passes(from: 0)
                let unsettled = try sends()
                for task in around { await task.value }
                gateways.forEach { $0.heal() }
                fate.spare()
                try settleDoubts()
                retriesFailed.set()
                try await passes(from: Self.mostPasses)
                let plan = try world.plan(at: time.now, ledger: store, retryFailed: false)
                return .success(
                    Ending(
                        unsettled: unsettled, settled: try sends(), problems: try store.check(),
                        held: Set(plan.campaigns.filter { !$0.problems.isEmpty }.map(\.campaign.name))))
            } catch {
                return .failure(error)
            }
        }
        return try outcome.get()
    }

    // MARK: Passes

    private func passes(from first: Int) async throws {
        var random = SeededRandom(seed: seed &+ UInt64(first) &+ 11)
        let log = TimelineLog(Timeline(begins: time.now))
        for number in first..<first + Self.mostPasses {
            chronicle.pass()
            do {
                guard let next = try await pass(number, log), next < rehearsal.horizon else { return }
                try await time.sleep(until: max(next, time.now.advanced(seconds: 1)))
            } catch  where fate.isDead {
                // The next program starts soon, and sometimes the machine starts anew.
                await time.pass(milliseconds: Int64.random(in: 100...40_000, using: &random))
                if Int.random(in: 0..<10, using: &random) == 0 { time.reboot() }
            }
        }
        throw Endless(seed: seed)
    }

    private func pass(_ number: Int, _ log: TimelineLog) async throws -> Instant? {
        let program = Program()
        fate.revive { program.kill() }
        let task = Task(executorPreference: time) {
            _ = try rehearsal.store.recover(at: time.now)
            return try await rehearsal.pass(number, into: log)
        }
        program.set(task)
        let next = await task.result
        if fate.isDead { throw Fate.death }
        return try next.get()
    }

    // MARK: The operator

    /// What a person finds out about each doubt is the truth.
    private func settleDoubts() throws {
        let delivered = Set(gateways.flatMap(\.deliveries).map(\.key))
        for send in try store.sends(inState: .inDoubt, campaign: nil, limit: .max) {
            let arrived = delivered.contains(send.key)
            let isGroup = send.key.message == SendKey.groupCreation
            try store.resolve(
                id: send.id, event: arrived ? .resolvedAsSent(messageID: nil) : .resolvedAsFailed,
                group: arrived && isGroup
                    ? GroupRecord(campaign: send.key.campaign, chatID: "120363@g.us", inviteLink: nil) : nil,
                at: time.now)
        }
    }

    private func sends() throws -> [LedgerSend] {
        try SendState.allCases.flatMap { try store.sends(inState: $0, campaign: nil, limit: .max) }
    }
}

/// A story that does not end is a mistake, too.
struct Endless: Error { var seed: UInt64 }

/// For campaigns that carry no files.
struct NoMedia: MediaSource {
    func stamp(of sha256: [UInt8]) -> MediaStamp? { nil }
    func bytes(of sha256: [UInt8]) -> [UInt8]? { nil }
}

final class Flag: Sendable {
    private let value = Mutex(false)
    var isSet: Bool { value.withLock { $0 } }
    func set() { value.withLock { $0 = true } }
}

/// A program that can be killed from its very beginning.
private final class Program: Sendable {
    private struct State {
        var task: Task<Instant?, any Error>?
        var isKilled = false
    }

    private let state = Mutex(State())

    func set(_ task: Task<Instant?, any Error>) {
        let isKilled = state.withLock { state in
            state.task = task
            return state.isKilled
        }
        if isKilled { task.cancel() }
    }

    func kill() {
        let task = state.withLock { state in
            state.isKilled = true
            return state.task
        }
        task?.cancel()
    }
}
