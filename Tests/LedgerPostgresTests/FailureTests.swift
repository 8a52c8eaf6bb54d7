import Ledger
import LedgerSQL
import Testing

@testable import LedgerPostgres

@Suite struct FailureTests {
    @Test(arguments: ["40001", "40P01", "55P03", "57014"])
    func `who was kept waiting may try again`(state: String) {
        #expect(PostgresFailure(state: state, message: "x").ledgerError(place: "p") == .busy(place: "p"))
    }

    @Test(arguments: ["08006", "57P01", "57P02", "57P03", "53300", "25P03"])
    func `a server that is gone is unreachable`(state: String) {
        #expect(
            PostgresFailure(state: state, message: "x").ledgerError(place: "p")
                == .unreachable(place: "p", detail: "x"))
    }

    @Test func `a broken connection is unreachable, whatever was said last`() {
        let failure = PostgresFailure(message: "server closed the connection unexpectedly", isLost: true)
        guard case .unreachable = failure.ledgerError(place: "p") else {
            Issue.record("\(failure.ledgerError(place: "p"))")
            return
        }
    }

    @Test(arguments: ["XX001", "XX002", "58P01"])
    func `damage is said to be damage`(state: String) {
        #expect(
            PostgresFailure(state: state, message: "x").ledgerError(place: "p")
                == .damaged(place: "p", detail: "x"))
    }

    @Test func `a full disk, a missing right and a standby are named`() {
        func words(_ state: String) -> String {
            PostgresFailure(state: state, message: "x").ledgerError(place: "p").description
        }
        #expect(words("53100").contains("disk is full"))
        #expect(words("42501").contains("lacks a right"))
        #expect(words("25006").contains("standby"))
        #expect(words("42601").contains("SQLSTATE 42601"))
    }

    @Test func `only what another transaction caused is tried again unseen`() {
        for (state, isCollision) in [("40001", true), ("40P01", true), ("55P03", false), ("23505", false)] {
            #expect(PostgresFailure(state: state, message: "").isCollision == isCollision)
        }
    }

    @Test func `the words say what, where and what to do, and that nothing is sent twice`() {
        let words = LedgerError.unreachable(place: "postgres://db.example/pregon", detail: "no route")
            .description
        for part in ["postgres://db.example/pregon", "no route", "try again", "nothing is sent twice"] {
            #expect(words.contains(part))
        }
        let clock = LedgerError.clockOff(place: "p", milliseconds: -12_345).description
        #expect(clock.contains("12.3 s after this machine's"))
    }
}
