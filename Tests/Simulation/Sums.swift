import Ledger
import Rehearsal

/// What all stories came to.
struct Sums {
    var stories = 0
    var broken: [UInt64] = []
    private var sends = 0
    private var arrivals = 0
    private var states: [SendState: Int] = [:]
    private var doubts = 0
    private var crashes: [CrashPoint: Int] = [:]
    private var faults: [GatewayFault: Int] = [:]
    private var webhooks = 0
    private var optOuts = 0
    private var jumps = 0
    private var passes = 0

    mutating func add(_ story: Story, _ ending: Story.Ending) {
        stories += 1
        sends += ending.settled.count
        arrivals += story.gateways.reduce(0) { $0 + $1.arrivals.count }
        for send in ending.settled { states[send.life.state, default: 0] += 1 }
        doubts += ending.unsettled.count { $0.life.state == .inDoubt }
        crashes.merge(story.fate.crashes, uniquingKeysWith: +)
        for gateway in story.gateways { faults.merge(gateway.faults, uniquingKeysWith: +) }
        let entries = story.chronicle.all
        webhooks += entries.webhooks
        optOuts += entries.optOuts.count
        jumps += entries.jumps.count
        passes += entries.passes
    }

    func text(seconds: Double) -> String {
        let crashed = CrashPoint.allCases.map { "\($0.rawValue) \(crashes[$0] ?? 0)" }
        let failed = GatewayFault.allCases.map { "\($0.rawValue) \(faults[$0] ?? 0)" }
        let ended = SendState.allCases.compactMap { state in states[state].map { "\($0) \(state.rawValue)" } }
        return """
            stories    \(stories) in \(Int(seconds)) s, \(passes) passes
            sends      \(sends): \(ended.joined(separator: ", ")); \(doubts) had been in doubt
            requests   \(arrivals)
            crashes    \(crashes.values.reduce(0, +)): \(crashed.joined(separator: ", "))
            faults     \(faults.values.reduce(0, +)): \(failed.joined(separator: ", "))
            around     \(webhooks) webhooks, \(optOuts) opt-outs, \(jumps) clock jumps
            Simulation: \(broken.count) of \(stories) stories broke the promise.
            """
    }
}
