import CampaignModel
import Execution
import Gateway
import Ledger
import LedgerSQLite
import Planning
import Synchronization
import TestWorkspaces
import Testing
import Timetable

@Suite struct ExecutorTests {
    private let people: [(UInt64, String)] = (1...10).map { ($0, "Persona \($0)") }

    @Test func `everybody gets each message once and in order`() async throws {
        let pass = try Pass(TestBench())
        let campaign = try TestCampaigns.texts(to: people, saying: ["Uno {{nombre}}", "Dos"])
        let result = try await pass.apply([campaign])
        #expect(result.settled == [.accepted: 20])
        #expect(result.endings == ["uno": .nothingLeft])
        let keys = pass.gateway.requests.map(\.request.key.text)
        #expect(Set(keys).count == 20)
        for (number, _) in people {
            let own = pass.gateway.requests.filter { $0.request.target == .person(TestBench.number(number)) }
            #expect(own.map(\.request.key.message) == ["1", "2"])
        }
        try await pass.apply([campaign])
        #expect(pass.gateway.requests.count == 20)
    }

    @Test func `an attempt is durable before its request`() async throws {
        let bench = try TestBench()
        let ledger = bench.ledger
        let seen = Mutex<[SendState]>([])
        let pass = Pass(bench) { request, _ in
            // A second connection, as another process would have.
            let other = try? SQLiteLedger.open(at: ledger.path, expected: nil)
            let inflight = try? other?.sends(inState: .inflight, campaign: nil, limit: 10)
            seen.withLock { $0 += (inflight ?? []).filter { $0.key == request.key }.map(\.life.state) }
            return .accepted
        }
        try await pass.apply([TestCampaigns.texts(to: people)])
        #expect(seen.withLock { $0 } == Array(repeating: .inflight, count: 10))
    }

    @Test func `a doubt is never sent again`() async throws {
        let pass = try Pass(TestBench()) { _, count in
            count == 0 ? .ambiguous(reason: "no reply") : .accepted
        }
        let campaign = try TestCampaigns.texts(to: people)
        try await pass.apply([campaign])
        try await pass.apply([campaign], retryFailed: true)
        #expect(pass.gateway.requests.count == 10)
        #expect(try pass.counts() == [.accepted: 9, .inDoubt: 1])
    }

    @Test func `who refuses the first message does not get the second`() async throws {
        let pass = try Pass(TestBench()) { request, _ in
            request.target == .person(TestBench.number(3)) ? .failed(.permanent) : .accepted
        }
        try await pass.apply([TestCampaigns.texts(to: people, saying: ["Uno", "Dos {{nombre}}"])])
        #expect(try pass.counts() == [.accepted: 18, .refused: 1, .suppressed: 1])
    }

    @Test func `what never left goes back and is tried later`() async throws {
        let pass = try Pass(TestBench()) { _, count in
            count < 3 ? .notSent(reason: "connection refused") : .accepted
        }
        let result = try await pass.apply([TestCampaigns.texts(to: people)])
        #expect(result.settled[.accepted] == 10)
        #expect(pass.gateway.requests.count == 13)
        #expect(try pass.counts() == [.accepted: 10])
        // The whole line leaves a gateway alone that cannot be reached: 5 s, then 10, then 20.
        let moments = pass.gateway.requests.map(\.at)
        #expect(zip(moments, moments.dropFirst()).prefix(3).map { $1.seconds(since: $0) } == [5, 10, 20])
    }

    @Test func `the line stops where the account is refused, until it is resumed`() async throws {
        let pass = try Pass(TestBench()) { _, count in count == 2 ? .failed(.stopLine) : .accepted }
        let campaign = try TestCampaigns.texts(to: people)
        let result = try await pass.apply([campaign])
        guard case .stopped(let stop) = result.endings["uno"] else {
            Issue.record("the line did not stop")
            return
        }
        #expect(stop.until == nil)
        #expect(try pass.counts() == [.accepted: 2, .planned: 8])
        try await pass.apply([campaign])
        #expect(pass.gateway.requests.count == 3)
        #expect(try pass.bench.ledger.resume("uno").count == 1)
        try await pass.apply([campaign])
        #expect(try pass.counts() == [.accepted: 10])
    }

    @Test func `a paused line goes on by itself when the pause is over`() async throws {
        let pass = try Pass(TestBench()) { _, count in
            count == 0 ? .failed(.pauseLine, retryAfter: 120) : .accepted
        }
        let campaign = try TestCampaigns.texts(to: people)
        let result = try await pass.apply([campaign])
        guard case .stopped(let stop) = result.endings["uno"] else {
            Issue.record("the line did not pause")
            return
        }
        #expect(stop.until == pass.bench.now.advanced(seconds: 120))
        pass.clock.advance(seconds: 121)
        try await pass.apply([campaign])
        #expect(try pass.counts() == [.accepted: 10])
    }

    @Test func `a campaign that the gateway cannot send stops alone`() async throws {
        let pass = try Pass(TestBench()) { request, _ in
            request.key.campaign == "mala" ? .failed(.stopCampaign) : .accepted
        }
        let bad = try TestCampaigns.texts("mala", to: people, saying: ["Mala"])
        let good = try TestCampaigns.texts("buena", to: people, saying: ["Buena"])
        try await pass.apply([bad, good])
        #expect(pass.gateway.requests.filter { $0.request.key.campaign == "mala" }.count == 1)
        #expect(try pass.counts() == [.accepted: 10, .planned: 10])
        #expect(try pass.bench.ledger.stops().map(\.subject) == [.campaign("mala")])
    }

    @Test func `too many failures in a row stop the line`() async throws {
        let pass = try Pass(TestBench()) { _, _ in .failed(.permanent) }
        try await pass.apply([TestCampaigns.texts(to: people)], stopAfterFailures: 4)
        #expect(pass.gateway.requests.count == 4)
        #expect(try pass.counts() == [.refused: 4, .planned: 6])
    }

    @Test func `a reply that is not understood stops the line and is a doubt`() async throws {
        let pass = try Pass(TestBench()) { _, _ in .unrecognised(reason: "no value") }
        try await pass.apply([TestCampaigns.texts(to: people)])
        #expect(try pass.counts() == [.inDoubt: 1, .planned: 9])
        #expect(try pass.bench.ledger.stops().map(\.subject) == [.line("uno")])
    }

    @Test func `later for a recipient means a day later, and twice at the most`() async throws {
        let pass = try Pass(TestBench()) { _, _ in .failed(.later) }
        let campaign = try TestCampaigns.texts(to: [(1, "Ana")])
        var moments: [Instant] = []
        for _ in 0..<4 {
            try await pass.apply([campaign])
            moments = pass.gateway.requests.map(\.at)
            pass.clock.advance(seconds: 86_401)
        }
        #expect(moments.count == 3)
        #expect(zip(moments, moments.dropFirst()).allSatisfy { $1.seconds(since: $0) >= 86_400 })
        #expect(try pass.counts() == [.refused: 1])
    }

    @Test func `a group is written to only after its creation was accepted`() async throws {
        let pass = try Pass(TestBench()) { request, _ in
            if case .groupCreation = request.content {
                return .accepted(AcceptedReply(chatID: "57-1@g.us", inviteLink: "https://chat/x"))
            }
            return request.chatID == "57-1@g.us" ? .accepted : .failed(.permanent)
        }
        let campaign = try TestCampaigns.group(to: people)
        try await pass.apply([campaign])
        #expect(try pass.counts() == [.accepted: 2])
        #expect(try pass.bench.ledger.group(of: "grupo")?.inviteLink == "https://chat/x")
        let more = try TestCampaigns.group(to: people + [(11, "Nueva")])
        try await pass.apply([more])
        #expect(pass.gateway.requests.count == 3)
        #expect(pass.gateway.requests.last?.request.target == .person(TestBench.number(11)))
    }

    @Test func `cancelling lets what is in flight end and begins nothing new`() async throws {
        let gate = AsyncStream<Void>.makeStream()
        let pass = try Pass(TestBench()) { _, _ in
            for await _ in gate.stream { break }
            return .accepted
        }
        let executor = try pass.executor([TestCampaigns.texts(to: people)])
        let work = Task { await executor.run() }
        while pass.gateway.requests.isEmpty { await Task.yield() }
        work.cancel()
        gate.continuation.yield()
        let result = await work.value
        #expect(result.endings == ["uno": .interrupted])
        #expect(pass.gateway.requests.count == 1)
        #expect(try pass.counts()[.accepted] == 1)
        #expect(try pass.counts()[.planned] == 9)
    }
}
