import CampaignModel
import Foundation
import GRDB
import Ledger
import LedgerSQL
import Testing

@testable import LedgerSQLite

/// Results that the ledger could not take: kept beside it, and taken in by the next runner.
struct ResultJournalTests {
    private let now = Instant(milliseconds: 1_795_446_000_000)
    private let scope = CampaignScope(campaign: "alfa", revision: 1, occurrence: "once")

    /// A ledger with so many sends, and a runner.
    private func bench(_ count: Int = 3) throws -> (SQLiteBench, any RunnerLease) {
        let bench = try SQLiteBench()
        try bench.ledger.freeze(manySends(count), at: now)
        return (bench, try bench.ledger.becomeRunner("the first"))
    }

    private func claim(_ bench: SQLiteBench, at seconds: Double = 0) throws -> ClaimedSend {
        let request = ClaimRequest(
            line: "uno", sender: try #require(PhoneNumber(digits: 573_001_900_001)), scopes: [scope],
            clock: ClockReading(wall: now.advanced(seconds: seconds), boot: "boot-1", monotonic: 1),
            needsPace: true)
        let answer = try bench.ledger.claim(request) { _ in .send(payloadHash: [1]) }
        guard case .claimed(let claimed) = answer else { throw LedgerError.notFound("\(answer)") }
        return claimed
    }

    /// The file may not grow any more, as on a full disk. What a reply of this length needs is not there.
    private func fill(_ bench: SQLiteBench) throws {
        try bench.ledger.queue.writeWithoutTransaction { database in
            let pages = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
            try database.execute(sql: "PRAGMA max_page_count = \(pages)")
        }
    }

    private static let reply = String(repeating: "x", count: 12_000)

    /// Settles on a full disk; the result must be in the journal.
    private func settleFull(
        _ bench: SQLiteBench, _ claimed: ClaimedSend, _ event: SendEvent, stops: [Stop] = [],
        failed: Bool? = nil
    ) throws {
        let settlement = Settlement(
            claimed: claimed, event: event, at: now.advanced(seconds: 2), httpStatus: 200,
            reply: Self.reply, stops: stops, countsAsFailure: failed)
        let error = #expect(throws: LedgerError.self) { try bench.ledger.settle(settlement) }
        #expect(
            error
                == .journaled(
                    place: bench.path, journal: bench.path + ".results", detail: "the disk is full"))
    }

    /// Another process, after this one was killed.
    private func restarted(_ bench: SQLiteBench) throws -> SQLiteLedger {
        try SQLiteLedger.open(at: bench.path, expected: nil)
    }

    private func send(_ ledger: SQLiteLedger, _ claimed: ClaimedSend) throws -> LedgerSend {
        let slot = LedgerSnapshot.Slot(message: claimed.send.key.message, target: claimed.send.key.target)
        return try #require(try ledger.snapshot(of: scope).sends[slot])
    }

    // MARK: The way there and back

    @Test func `a result that a full disk keeps from the ledger is there at the next start`() throws {
        let (bench, lease) = try bench()
        let claimed = try claim(bench)
        try fill(bench)
        let stop = Stop(subject: .campaign("alfa"), reason: "7: template", since: now, until: nil)
        try settleFull(bench, claimed, .accepted(messageID: "wamid.1"), stops: [stop])
        lease.release()
        #expect(try send(bench.ledger, claimed).life.state == .inflight)

        let ledger = try restarted(bench)
        // A webhook that comes before the result is found by it, as always.
        let event = EvidenceEvent(
            .delivered, messageID: "wamid.1", identity: "d", masked: "", receivedAt: now)
        #expect(try ledger.record([event], stopAfterFailures: 20).unattributed == 1)
        #expect(try ledger.waitingResults() == 1)
        let next = try ledger.becomeRunner("the second")
        #expect(
            next.notes.count == 1 && next.notes[0].hasPrefix("1 result of an earlier run"), "\(next.notes)")
        #expect(try ledger.recover(at: now) == 0)
        let life = try send(ledger, claimed).life
        #expect(life == SendLife(state: .accepted, attempts: 1, messageID: "wamid.1"))
        #expect(try ledger.stops() == [stop])
        #expect(try ledger.evidence(ofSend: claimed.send.id)?.delivered == now)
        let attempt = try #require(try bench.attempts(ofSend: claimed.send.id).last)
        #expect(attempt.ended == now.advanced(seconds: 2))
        #expect((attempt.outcome, attempt.httpStatus) == ("accepted", 200))
        #expect(attempt.reply.map { !$0.isEmpty && Self.reply.hasPrefix($0) } == true)
        #expect(try ledger.waitingResults() == 0)
        #expect(try ledger.check() == [])
        next.release()
        #expect(try ledger.becomeRunner("the third").notes == [])
    }

    @Test func `several results are taken in, in their order`() throws {
        let (bench, lease) = try bench(4)
        let claims = try (0..<3).map { try claim(bench, at: Double($0)) }
        try fill(bench)
        let doubt = SendEvent.doubted(reason: "timeout")
        for claimed in claims.dropLast() { try settleFull(bench, claimed, doubt, failed: true) }
        try settleFull(bench, claims[2], .accepted(messageID: nil), failed: false)
        lease.release()
        let ledger = try restarted(bench)
        let next = try ledger.becomeRunner("the second")
        #expect(next.notes.first?.hasPrefix("3 results") == true, "\(next.notes)")
        #expect(try claims.map { try send(ledger, $0).life.state } == [.inDoubt, .inDoubt, .accepted])
        // In another order the success would not have ended the row of failures.
        let consecutive = try ledger.inspecting {
            try Int.fetchOne($0, sql: "SELECT consecutive FROM failures WHERE line = 'uno'")
        }
        #expect(consecutive == 0)
    }

    @Test func `killed between taking in and clearing, nothing is taken in twice`() throws {
        let (bench, lease) = try bench()
        let claimed = try claim(bench)
        try fill(bench)
        try settleFull(bench, claimed, .refused(reason: "4", permanent: true), failed: true)
        lease.release()
        let kept = try Data(contentsOf: URL(fileURLWithPath: bench.path + ".results"))
        let ledger = try restarted(bench)
        try ledger.becomeRunner("the second").release()
        let (serial, life) = (try ledger.identity().serial, try send(ledger, claimed).life)
        try kept.write(to: URL(fileURLWithPath: bench.path + ".results"))
        let again = try ledger.becomeRunner("the third")
        #expect(again.notes == [])
        #expect(try send(ledger, claimed).life == life)
        #expect(try ledger.identity().serial == serial)
        #expect(try ledger.waitingResults() == 0)
    }

    @Test func `a result that is stored after all leaves nothing behind`() throws {
        let (bench, lease) = try bench()
        let claimed = try claim(bench)
        try fill(bench)
        try settleFull(bench, claimed, .accepted(messageID: "wamid.1"))
        #expect(try bench.ledger.waitingResults() == 1)
        try bench.ledger.settle(
            Settlement(claimed: claimed, event: .accepted(messageID: "wamid.1"), at: now))
        #expect(try bench.ledger.waitingResults() == 0)
        lease.release()
    }

    // MARK: What is not taken in

    @Test(arguments: [0, 9, 13, 60, 200])
    func `a damaged record is said, and its send is in doubt`(offset: Int) throws {
        let (bench, lease) = try bench()
        let claimed = try claim(bench)
        try fill(bench)
        try settleFull(bench, claimed, .accepted(messageID: "wamid.1"))
        lease.release()
        let url = URL(fileURLWithPath: bench.path + ".results")
        var bytes = try Data(contentsOf: url)
        bytes[offset] ^= 0x10
        try bytes.write(to: url)
        let ledger = try restarted(bench)
        let next = try ledger.becomeRunner("the second")
        #expect(next.notes.first?.contains("1 result beside the ledger cannot be read") == true)
        #expect(try ledger.recover(at: now) == 1)
        #expect(try send(ledger, claimed).life.state == .inDoubt)
        next.release()
        #expect(try ledger.becomeRunner("the third").notes == [])
    }

    @Test func `a result whose send was put in doubt meanwhile changes nothing, and is said`() throws {
        let (bench, lease) = try bench()
        let claimed = try claim(bench)
        try fill(bench)
        try settleFull(bench, claimed, .accepted(messageID: "wamid.1"))
        lease.release()
        let ledger = try restarted(bench)
        #expect(try ledger.recover(at: now) == 1)
        let next = try ledger.becomeRunner("the second")
        #expect(try send(ledger, claimed).life.state == .inDoubt)
        let note = try #require(next.notes.first)
        #expect(note.contains("was accepted; there it is in doubt"), "\(note)")
        #expect(note.contains("573•••••") && note.firstMatch(of: /57[0-9]{10}/) == nil, "\(note)")
    }

    @Test func `another ledger's results are kept aside`() throws {
        let (bench, lease) = try bench()
        let (other, otherLease) = try self.bench()
        let claimed = try claim(other)
        try fill(other)
        try settleFull(other, claimed, .accepted(messageID: "wamid.1"))
        otherLease.release()
        lease.release()
        try FileManager.default.removeItem(atPath: bench.path + ".results")
        try FileManager.default.copyItem(atPath: other.path + ".results", toPath: bench.path + ".results")
        let next = try bench.ledger.becomeRunner("the second")
        let note = try #require(next.notes.first)
        let id = try other.ledger.identity().id.prefix(8)
        #expect(note.contains("belong to another one (\(id)…)"), "\(note)")
        let kept = "\(bench.path).results.of-\(id)"
        #expect(
            FileManager.default.contents(atPath: kept)
                == FileManager.default.contents(atPath: other.path + ".results"))
        #expect(try bench.ledger.waitingResults() == 0)
    }

    // MARK: Attempts that could not be stored

    @Test func `an attempt that may have been stored though its commit failed waits again`() throws {
        let (bench, lease) = try bench()
        let claimed = try claim(bench)
        // What `claim` does where the commit fails and the file holds it all the same.
        bench.ledger.noteUnsent(claimed, at: now, because: .io(place: bench.path, detail: "disk I/O error"))
        lease.release()
        let ledger = try restarted(bench)
        let next = try ledger.becomeRunner("the second")
        #expect(try ledger.recover(at: now) == 0)
        let life = try send(ledger, claimed).life
        #expect((life.state, life.attempts) == (.planned, 1))
        #expect(life.reason?.contains("nothing was sent") == true)
        next.release()
    }

    @Test func `an attempt that was not stored leaves its send as it was, without a word`() throws {
        let (bench, lease) = try bench(300)
        try fill(bench)
        var claims = 0
        let error = #expect(throws: LedgerError.self) {
            while claims < 300 {
                _ = try claim(bench, at: Double(claims))
                claims += 1
            }
        }
        #expect(error == .io(place: bench.path, detail: "the disk is full"))
        lease.release()
        let ledger = try restarted(bench)
        let next = try ledger.becomeRunner("the second")
        #expect(next.notes == [])
        #expect(try ledger.recover(at: now) == claims)
        #expect(try ledger.tallies(campaign: nil).map(\.count).reduce(0, +) == 300)
        #expect(try ledger.sends(inState: .planned, campaign: nil, limit: 999).count == 300 - claims)
        next.release()
    }

    // MARK: The file

    @Test func `its room is there before anything is sent, and a record takes no more of the disk`() throws {
        let (bench, lease) = try bench()
        func blocks() throws -> (size: Int, blocks: Int) {
            var status = stat()
            try #require(stat(bench.path + ".results", &status) == 0)
            #expect(status.st_mode & 0o777 == 0o600)
            return (Int(status.st_size), Int(status.st_blocks))
        }
        let before = try blocks()
        #expect(before.size == ResultJournal.slotCount * ResultJournal.slotSize)
        #expect(before.blocks * 512 >= before.size)
        let claimed = try claim(bench)
        try fill(bench)
        try settleFull(bench, claimed, .accepted(messageID: "wamid.1"))
        #expect(try blocks() == before)
        lease.release()
    }

    @Test func `a full journal is no reason to lose the ledger's own error`() throws {
        let (bench, lease) = try bench()
        let claimed = try claim(bench)
        let journal = try ResultJournal(ledger: bench.path, id: "x")
        var forged = claimed
        for token in 1...Int64(ResultJournal.slotCount) {
            forged.token = token
            #expect(journal.keep(AttemptResult(unsent: forged, at: now)))
        }
        forged.token = .max
        #expect(!journal.keep(AttemptResult(unsent: forged, at: now)))
        // One that is there already may be written again.
        forged.token = 7
        #expect(journal.keep(AttemptResult(unsent: forged, at: now)))
        let entries = try ResultJournal.contents(ofLedger: bench.path).entries
        #expect(entries.count == ResultJournal.slotCount)
        #expect(entries.last?.result.token == 7)
        lease.release()
    }

    @Test func `every ending of an attempt comes back as it was`() throws {
        let (bench, lease) = try bench()
        let claimed = try claim(bench)
        lease.release()
        let events: [SendEvent] = [
            .accepted(messageID: nil), .accepted(messageID: "wamid.\"ñ\""), .doubted(reason: "timeout"),
            .refused(reason: "4: número", permanent: true), .refused(reason: "10", permanent: false),
            .returned(reason: "DNS", notBefore: nil),
            .returned(reason: "10", notBefore: now.advanced(seconds: 86_400)),
        ]
        for event in events {
            var settlement = Settlement(claimed: claimed, event: event, at: now, countsAsFailure: true)
            settlement.reply = "{\"value\":1}"
            settlement.stops = [
                Stop(subject: .line("uno"), reason: "5", since: now, until: now.advanced(seconds: 900)),
                Stop(subject: .campaign("alfa"), reason: "7", since: now, until: nil),
            ]
            settlement.group = GroupRecord(campaign: "alfa", chatID: "1@g.us", inviteLink: nil)
            let result = AttemptResult(settlement)
            let coded = try JSONEncoder().encode(result)
            #expect(try JSONDecoder().decode(AttemptResult.self, from: coded) == result)
        }
        #expect(throws: EncodingError.self) {
            try JSONEncoder().encode(
                AttemptResult(Settlement(claimed: claimed, event: .cancelled(reason: "x"), at: now)))
        }
    }
}
