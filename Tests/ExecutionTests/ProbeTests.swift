import CampaignModel
import Execution
import Gateway
import Ledger
import TestWorkspaces
import Testing
import Timetable

/// What an ambiguous send on a gateway that refuses repeats is asked about a second time, and when not.
@Suite struct ProbeTests {
    private static let repeated = Outcome.failed(.repeatRefused)
    private static let lost = Outcome.ambiguous(reason: "no reply within 15 s")

    private func ask(
        _ outcomes: [Outcome], rate: SendRate = .free, people: Int = 1,
        before: @escaping @Sendable (TestBench, VirtualClock, Int) -> Void = { _, _, _ in }
    ) async throws -> Pass {
        let bench = try TestBench(lines: [TestBench.line("uno", 1, rate: rate)])
        let clock = VirtualClock(bench.now)
        let pass = Pass(bench, refusesRepeats: true, clock: clock) { _, count in
            before(bench, clock, count)
            return count < outcomes.count ? outcomes[count] : .accepted
        }
        try await pass.apply([TestCampaigns.texts(to: (1...UInt64(people)).map { ($0, "Persona") })])
        return pass
    }

    private func reason(_ pass: Pass) throws -> String {
        let doubts = try pass.bench.ledger.sends(inState: .inDoubt, campaign: nil, limit: 10)
        return try #require(doubts.first?.life.reason)
    }

    @Test func `taken the second time is accepted, with its identifier`() async throws {
        let pass = try await ask([Self.lost, .accepted])
        #expect(pass.gateway.requests.count == 2)
        #expect(pass.gateway.requests[0].request == pass.gateway.requests[1].request)
        let sends = try pass.bench.ledger.sends(inState: .accepted, campaign: nil, limit: 10)
        #expect(sends.map(\.life) == [SendLife(state: .accepted, attempts: 2, messageID: "m")])
    }

    @Test func `refused as repeated means that the first was taken`() async throws {
        let pass = try await ask([Self.lost, Self.repeated])
        let sends = try pass.bench.ledger.sends(inState: .accepted, campaign: nil, limit: 10)
        #expect(sends.map(\.life) == [SendLife(state: .accepted, attempts: 2)])
    }

    @Test(arguments: [
        Outcome.ambiguous(reason: "the connection was reset"), .unrecognised(reason: "no value"),
        .notSent(reason: "connection refused"), .failed(.permanent), .failed(.later), .failed(.pauseLine),
        .failed(.stopCampaign), .failed(.stopLine), .failed(.ambiguous),
    ])
    func `everything else leaves a doubt, and no third attempt`(_ second: Outcome) async throws {
        let pass = try await ask([Self.lost, second])
        #expect(pass.gateway.requests.count == 2)
        #expect(try pass.counts() == [.inDoubt: 1])
        #expect(try reason(pass).hasPrefix("no reply within 15 s; asked again: "))
        try await pass.apply([TestCampaigns.texts(to: [(1, "Persona")])], retryFailed: true)
        #expect(pass.gateway.requests.count == 2)
    }

    @Test func `a code that stops the line stops it also as a probe's answer`() async throws {
        let pass = try await ask([Self.lost, .failed(.stopLine)])
        #expect(try pass.bench.ledger.stops().map(\.subject) == [.line("uno")])
    }

    @Test func `a reply that is not understood is asked about, and stops the line all the same`() async throws
    {
        let pass = try await ask([.unrecognised(reason: "no value"), .accepted], people: 3)
        #expect(pass.gateway.requests.count == 2)
        #expect(try pass.counts() == [.accepted: 1, .planned: 2])
        #expect(try pass.bench.ledger.stops().map(\.subject) == [.line("uno")])
    }

    @Test func `refused as repeated at first is a doubt at once`() async throws {
        let pass = try await ask([Self.repeated])
        #expect(pass.gateway.requests.count == 1)
        #expect(try pass.counts() == [.inDoubt: 1])
    }

    @Test func `a gateway that takes repeats is never asked again`() async throws {
        let pass = try Pass(TestBench()) { _, _ in Self.lost }
        try await pass.apply([TestCampaigns.texts(to: [(1, "Ana")])])
        #expect(pass.gateway.requests.count == 1)
    }

    @Test(arguments: [(30.0, 2), (30.001, 1)])
    func `thirty seconds after the first attempt it is too late`(seconds: Double, requests: Int) async throws
    {
        let pass = try await ask([Self.lost]) { _, clock, count in
            if count == 0 { clock.advance(seconds: seconds) }
        }
        #expect(pass.gateway.requests.count == requests)
    }

    @Test(arguments: [31.0, -1])
    func `a wall clock that was set anew forbids it`(seconds: Double) async throws {
        let pass = try await ask([Self.lost]) { _, clock, count in
            if count == 0 { clock.set(by: seconds) }
        }
        #expect(pass.gateway.requests.count == 1)
        #expect(try reason(pass) == "no reply within 15 s; not asked again: more than 30 s have passed")
    }

    @Test func `the boot clock counts where the wall clock was set back`() async throws {
        let pass = try await ask([Self.lost]) { _, clock, count in
            guard count == 0 else { return }
            clock.advance(seconds: 40)
            clock.set(by: -20)
        }
        #expect(pass.gateway.requests.count == 1)
    }

    @Test func `it keeps to the pace and counts in it`() async throws {
        let pass = try await ask([Self.lost, Self.repeated], rate: .perHour(360), people: 2)
        let moments = pass.gateway.requests.map(\.at)
        #expect(zip(moments, moments.dropFirst()).map { $1.seconds(since: $0) } == [10, 10])
    }

    @Test func `a pace that leaves no time within thirty seconds forbids it`() async throws {
        let pass = try await ask([Self.lost], rate: .perHour(100), people: 2)
        #expect(try pass.counts() == [.inDoubt: 1, .accepted: 1])
        #expect(try reason(pass).hasSuffix("not asked again: the line's pace leaves no time within 30 s"))
    }

    @Test(arguments: ["line uno", "campaign prueba", "cancelled"])
    func `a stop or a cancellation meanwhile forbids it`(what: String) async throws {
        let pass = try await ask([Self.lost]) { bench, clock, count in
            guard count == 0 else { return }
            let now = clock.reading().wall
            let parts = what.split(separator: " ").map(String.init)
            switch parts[0] {
            case "line":
                try? bench.ledger.stop(Stop(subject: .line(parts[1]), reason: "x", since: now, until: nil))
            case "campaign":
                try? bench.ledger.stop(
                    Stop(subject: .campaign(parts[1]), reason: "x", since: now, until: nil))
            default:
                _ = try? bench.ledger.cancel(
                    Cancellation(campaign: "prueba", revision: 1, reason: "x", by: "ana", since: now))
            }
        }
        #expect(pass.gateway.requests.count == 1)
        #expect(try pass.counts()[.inDoubt] == 1)
    }

    @Test func `a window that closed meanwhile forbids it`() async throws {
        var rules = TestBench.openRules
        rules.hours = HourRange(literal: (0, 0), (10, 0))
        var bench = try TestBench(rules: rules)
        bench.now = try TestBench.moment(2026, 11, 23, 9, 59)
        let clock = VirtualClock(bench.now.advanced(seconds: 50))
        let pass = Pass(bench, refusesRepeats: true, clock: clock) { _, _ in
            clock.advance(seconds: 15)
            return Self.lost
        }
        try await pass.apply([TestCampaigns.texts(to: [(1, "Ana")])])
        #expect(pass.gateway.requests.count == 1)
        #expect(try pass.counts() == [.inDoubt: 1])
    }

    @Test func `a jump of the wall clock ends the pass, and the next goes on`() async throws {
        let bench = try TestBench()
        let clock = VirtualClock(bench.now)
        let pass = Pass(bench, clock: clock) { _, count in
            if count == 1 { clock.set(by: 3600) }
            return .accepted
        }
        let campaign = try TestCampaigns.texts(to: (1...4).map { ($0, "Persona") })
        #expect(try await pass.apply([campaign]).endings == ["uno": .clockJumped(seconds: 3600)])
        #expect(try pass.counts() == [.accepted: 2, .planned: 2])
        #expect(try await pass.apply([campaign]).endings == ["uno": .nothingLeft])
        #expect(try pass.counts() == [.accepted: 4])
    }
}
