import CampaignModel
import Ledger
import Testing

@testable import LedgerSQLite

/// A ledger that another one takes the place of.
struct TakeoverTests {
    private let server = "postgres://pregon@db.example.com/pregon"

    @Test func `a ledger that was taken over is opened by nobody, and says by which`() throws {
        let bench = try SQLiteBench()
        let before = try bench.ledger.identity()
        try bench.ledger.note(.init(by: server, isDone: true))
        #expect(try bench.ledger.identity().serial > before.serial)
        for goesOn in [false, true] {
            let error = #expect(throws: LedgerError.self) {
                try SQLiteLedger.open(at: bench.path, expected: nil, goesOnTakingOver: goesOn)
            }
            #expect(error == .takenOver(place: bench.path, by: server, isDone: true))
            #expect(error?.description.contains(server) == true)
        }
    }

    @Test func `a takeover that was begun is gone on with, or taken back`() throws {
        let bench = try SQLiteBench()
        try bench.ledger.note(.init(by: server, isDone: false))
        let error = #expect(throws: LedgerError.self) {
            try SQLiteLedger.open(at: bench.path, expected: nil)
        }
        #expect(error == .takenOver(place: bench.path, by: server, isDone: false))
        let ledger = try SQLiteLedger.open(at: bench.path, expected: nil, goesOnTakingOver: true)
        #expect(try ledger.takeover() == .init(by: server, isDone: false))
        try ledger.note(nil)
        #expect(try SQLiteLedger.open(at: bench.path, expected: nil).takeover() == nil)
    }
}
