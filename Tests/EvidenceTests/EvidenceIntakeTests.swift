import CampaignModel
import Foundation
import Ledger
import LedgerSQLite
import Synchronization
import Testing

@testable import Evidence

struct EvidenceIntakeTests {
    /// Every body's event, in the ledger when this returns.
    static func take(_ bodies: [String], _ intake: EvidenceIntake, at: Instant) async throws {
        let reading = EvidenceReading(optOut: OptOutWords(["BAJA"]))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for body in bodies {
                let event = reading.event(body: Array(body.utf8), at: at)
                group.addTask { try await intake.take(event) }
            }
            try await group.waitForAll()
        }
    }

    @Test func `events that come at once share transactions, and each is there when it is answered`()
        async throws
    {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("pregon-\(UUID())")
        defer { try? FileManager.default.removeItem(at: folder) }
        let ledger = try SQLiteLedger.create(at: folder.path + "/ledger.sqlite")
        let commits = Mutex<[EvidenceReceipt]>([])
        let intake = EvidenceIntake(store: ledger, stopAfterFailures: 20) { result in
            if case .success(let receipt) = result { commits.withLock { $0.append(receipt) } }
        }
        let bodies = (0..<3000).map { #"{"type2":"read","messageId":"M\#($0 % 1500)"}"# }.shuffled()
        try await Self.take(bodies, intake, at: EvidenceReadingTests.at)
        let receipts = commits.withLock { $0 }
        #expect(receipts.map(\.new).reduce(0, +) == 1500)
        #expect(receipts.map(\.repeated).reduce(0, +) == 1500)
        #expect(receipts.count < 300, "\(receipts.count) transactions")
        #expect(receipts.allSatisfy { $0.new + $0.repeated <= EvidenceIntake.largestBatch })
        #expect(
            try ledger.intake()
                == [IntakeTally(kind: .read, belongsToSend: false, events: 1500, arrivals: 3000)])
    }

    @Test func `what the ledger cannot take is not said to be taken`() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("pregon-\(UUID())")
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.path + "/ledger.sqlite"
        let ledger = try SQLiteLedger.create(at: path)
        // From now on every write fails.
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        try file.write(contentsOf: Data(repeating: 0x55, count: 8192))
        try file.close()
        let intake = EvidenceIntake(store: ledger, stopAfterFailures: 20)
        await #expect(throws: LedgerError.self) {
            try await Self.take(
                [#"{"type2":"read","messageId":"M1"}"#], intake, at: EvidenceReadingTests.at)
        }
    }
}
