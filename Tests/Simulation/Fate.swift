import CampaignModel
import Gateway
import Ledger
import Rehearsal
import Synchronization
import Timetable

/// The moments at which a program can die, each between two things that outlive it.
enum CrashPoint: String, CaseIterable, Sendable {
    case beforeFreeze, afterFreeze, beforeClaim, afterClaim, beforeRequest, whileTaken, afterReply
    case beforeProbe, afterProbe, beforeSettle, afterSettle, beforeSettleAndClaim, afterSettleAndClaim
    case afterRecover
}

/// Decides by seed when the program dies. What is dead does nothing more: no request leaves, nothing is written.
final class Fate: Sendable {
    private struct State {
        var random: SeededRandom
        var rate: Double
        var isDead = false
        var crashes: [CrashPoint: Int] = [:]
        var onDeath: (@Sendable () -> Void)?
    }

    private let state: Mutex<State>
    /// At most so many, so that a story comes to an end.
    private let mostCrashes: Int

    init(rate: Double, mostCrashes: Int, seed: UInt64) {
        self.mostCrashes = mostCrashes
        state = Mutex(State(random: SeededRandom(seed: seed), rate: rate))
    }

    var isDead: Bool { state.withLock { $0.isDead } }
    var crashes: [CrashPoint: Int] { state.withLock { $0.crashes } }

    /// A new program starts; `onDeath` ends it.
    func revive(onDeath: @escaping @Sendable () -> Void) {
        state.withLock { state in
            state.isDead = false
            state.onDeath = onDeath
        }
    }

    /// From now on nobody dies any more.
    func spare() { state.withLock { $0.rate = 0 } }

    static let death = LedgerError.io(place: "the program", detail: "it was killed")

    /// Throws where the program is dead, or dies here.
    func pass(_ point: CrashPoint) throws(LedgerError) {
        let (isDead, dying) = state.withLock { state -> (Bool, (@Sendable () -> Void)?) in
            if state.isDead { return (true, nil) }
            let total = state.crashes.values.reduce(0, +)
            guard total < mostCrashes, Double.random(in: 0..<1, using: &state.random) < state.rate else {
                return (false, nil)
            }
            state.isDead = true
            state.crashes[point, default: 0] += 1
            return (true, state.onDeath)
        }
        dying?()
        if isDead { throw Self.death }
    }
}

/// A gateway as a program that may die sees it.
struct MortalGateway: GatewayClient {
    let base: RehearsalGateway
    let fate: Fate
    let time: VirtualTime

    var refusesRepeats: Bool { base.refusesRepeats }

    func prepare(_ request: SendRequest) throws(EncodingMistake) -> WireRequest { try base.prepare(request) }

    func send(_ wire: WireRequest) async -> SendReply {
        let nothing = SendReply(outcome: .notSent(reason: "killed"), startedFirstByte: false)
        guard (try? fate.pass(.beforeRequest)) != nil else { return nothing }
        // The request goes its way whether or not the program lives to see the reply.
        let answered = Answer()
        Task(executorPreference: time) { answered.give(await base.send(wire)) }
        while !fate.isDead {
            if let reply = answered.taken {
                return (try? fate.pass(.afterReply)) == nil ? nothing : reply
            }
            await time.pass(milliseconds: 100)
        }
        return nothing
    }
}

/// A reply that is on its way.
private final class Answer: Sendable {
    private let reply = Mutex<SendReply?>(nil)

    var taken: SendReply? { reply.withLock { $0 } }
    func give(_ reply: SendReply) { self.reply.withLock { $0 = reply } }
}
