import Audience
import CampaignModel
import Foundation
import Ledger
import Planning
import Synchronization
import TestWorkspaces
import Testing

/// Campaigns of more people than contents are kept of: the others' are rendered from their rows when needed.
@Suite struct LargePlanTests {
    private let bench: TestBench
    private let folder: TemporaryFolder
    private var file: String { folder.path + "/a.csv" }

    init() throws {
        bench = try TestBench()
        folder = try TemporaryFolder()
    }

    private static let count = 5_000

    private func write(_ name: (Int) -> String, atomically: Bool = true) throws {
        var text = "phone,opt_in,nombre\n"
        for index in 0..<Self.count {
            // Every tenth row is nobody's.
            let consent = index % 10 == 9 ? "" : "2026-01-05"
            text += "\(TestBench.number(UInt64(index)).full),\(consent),\"\(name(index))\"\n"
        }
        try Data(text.utf8).write(to: URL(fileURLWithPath: file), options: atomically ? .atomic : [])
    }

    private func plan(
        _ texts: [String] = ["Hola {{nombre}}", "Adiós"], options: Planner.Options = Planner.Options(),
        onRead: (@Sendable (Int, Int) -> Void)? = nil
    ) throws -> CampaignPlan {
        var campaign = try TestCampaigns.texts(to: [], saying: texts)
        campaign.audience = AudienceSource(origin: .file("a.csv"), phone: "phone", optIn: "opt_in")
        var audience = AudienceInput(
            source: campaign.audience, file: file, shownPath: "a.csv", today: bench.zone.date(bench.now))
        audience.onProgress = onRead
        let request = Planner.Request(campaign: campaign, audience: audience, mediaHashes: [:])
        return try Planner(workspace: bench.workspace, zone: bench.zone, now: bench.now, options: options)
            .plan([request], ledger: bench.ledger).campaigns[0]
    }

    private func known() throws -> [LedgerSnapshot.Slot: LedgerSend] {
        try bench.ledger.snapshot(
            of: CampaignScope(campaign: "prueba", revision: 1, occurrence: SendKey.once)
        ).sends
    }

    @Test func `everybody gets what stands in their row`() throws {
        try write { "Persona \($0)" }
        let plan = try plan()
        #expect(plan.eligible == 4_500 && plan.sends.count == 9_000 && plan.excluded.count == 500)
        #expect(plan.totals.count(of: .new) == 9_000 && plan.totals.toSend == 9_000)
        #expect(plan.excluded[499].line == 5_001)
        #expect(plan.excluded.allSatisfy { $0.reason == .noOptIn })
        try bench.ledger.freeze(FreezeBatch(plan), at: bench.now)
        let known = try known()
        #expect(known.count == 9_000)
        for index in stride(from: 0, to: Self.count, by: 1) where index % 10 != 9 {
            let person = SendTarget.person(TestBench.number(UInt64(index)))
            #expect(
                known[.init(message: "1", target: person)]?.fingerprint
                    == Fingerprint(of: .text("Hola Persona \(index)")))
            #expect(
                known[.init(message: "2", target: person)]?.fingerprint == Fingerprint(of: .text("Adiós")))
        }
    }

    @Test func `planned again it is compared person by person`() throws {
        try write { "Persona \($0)" }
        try bench.ledger.freeze(FreezeBatch(try plan()), at: bench.now)
        #expect(try plan().totals.count(of: .waiting) == 9_000)
        try write { $0 % 3 == 0 ? "Otra \($0)" : "Persona \($0)" }
        let edited = try plan()
        // 1,500 people whose name is another, and one message of two has it.
        let anew = edited.sends.filter { if case .refreeze = $0.action { true } else { false } }
        #expect(anew.count == 1_500)
        #expect(anew.allSatisfy { $0.known != nil && $0.key.message == "1" })
        try bench.ledger.freeze(FreezeBatch(edited), at: bench.now)
        let person = SendTarget.person(TestBench.number(4_998))
        #expect(
            try known()[.init(message: "1", target: person)]?.fingerprint
                == Fingerprint(of: .text("Hola Otra 4998")))
        #expect(try plan().sends.allSatisfy { $0.action == .keep })
    }

    @Test func `a file that is changed before it is frozen freezes nothing`() throws {
        try write { "Persona \($0)" }
        let plan = try plan()
        try write({ "Persona \($0 + 1)" }, atomically: false)
        #expect {
            try bench.ledger.freeze(FreezeBatch(plan), at: bench.now)
        } throws: { error in
            "\(error)".contains("a.csv") && "\(error)".contains("nothing was frozen")
        }
        #expect(try known().isEmpty)
        #expect(throws: AudienceError.self) { try plan.sends[8_000].fingerprint() }
    }

    @Test func `a file put in its place is no change of what was planned`() throws {
        try write { "Persona \($0)" }
        let plan = try plan()
        try write { "Otra \($0)" }
        try bench.ledger.freeze(FreezeBatch(plan), at: bench.now)
        let person = SendTarget.person(TestBench.number(4_998))
        #expect(
            try known()[.init(message: "1", target: person)]?.fingerprint
                == Fingerprint(of: .text("Hola Persona 4998")))
    }

    @Test func `who leaves is cancelled, who is excluded is told why`() throws {
        try write { "Persona \($0)" }
        try bench.ledger.freeze(FreezeBatch(try plan()), at: bench.now)
        var lines = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n")
        lines.removeLast(2)
        lines[4_901].replace("2026-01-05", with: "")
        try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: URL(fileURLWithPath: file))
        let plan = try plan()
        let leaving = plan.sends.filter { $0.kind == .leaving }
        #expect(
            Set(leaving.map(\.key.target))
                == [4_998, 4_900].reduce(into: Set()) {
                    $0.insert(.person(TestBench.number($1)))
                })
        #expect(leaving.count == 4)
        let notes = Set(leaving.compactMap(\.note))
        #expect(
            notes == [
                "no longer in the audience",
                "no longer eligible: There is no consent: the opt-in cell is empty.",
            ])
        for send in leaving where send.key.message == "2" {
            #expect(try send.fingerprint() == Fingerprint(of: .text("Adiós")))
        }
    }

    @Test func `reading, comparing and freezing tell how far they have come`() throws {
        try write { "Persona \($0)" }
        let (read, compared, frozen) = (Told(), Told(), Told())
        var options = Planner.Options()
        options.onLedger = { compared.tell("\($0)", $1, $2) }
        let plan = try plan(options: options) { read.tell("", $0, $1) }
        let size = try FileManager.default.attributesOfItem(atPath: file)[.size] as? Int
        #expect(read.all.last?.done == size && read.all.allSatisfy { $0.total == size })
        // Nothing is known yet.
        #expect(compared.all.isEmpty)
        var whole = Plan(now: bench.now, zone: bench.zone, campaigns: [plan], ledger: nil)
        #expect(FreezeBatch.count(whole) == 9_000)
        try bench.ledger.freeze(FreezeBatch(whole).telling { frozen.tell("", 1, 1) }, at: bench.now)
        #expect(frozen.all.count == 9_000)
        whole.campaigns = [try self.plan(options: options)]
        #expect(compared.all.map(\.what) == ["prueba", "prueba"])
        #expect(compared.all.map(\.done) == [4_096, 8_192] && compared.all.allSatisfy { $0.total == 9_000 })
        // What stays frozen as it is is not written again.
        #expect(FreezeBatch.count(whole) == 0)
    }
}

/// What was told, in order.
private final class Told: Sendable {
    struct Progress {
        var what: String
        var done: Int
        var total: Int
    }

    private let told = Mutex<[Progress]>([])

    var all: [Progress] { told.withLock(\.self) }

    func tell(_ what: String, _ done: Int, _ total: Int) {
        told.withLock { $0.append(Progress(what: what, done: done, total: total)) }
    }
}
