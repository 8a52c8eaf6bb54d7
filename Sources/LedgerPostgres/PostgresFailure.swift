import CLibpq
import CampaignModel
import Ledger
import LedgerSQL

/// What the server or the way to it has refused.
struct PostgresFailure: Error, Sendable, Hashable {
    /// SQLSTATE, five characters ("PostgreSQL Error Codes"); empty where the server has not said any.
    var state: String
    /// In one line, without a person's number and without a password.
    var message: String
    /// The connection is of no use any more.
    var isLost = false
    /// Of a statement that was sent ahead of the one that throws it.
    var isOfEarlier = false

    init(state: String = "", message: String, isLost: Bool = false) {
        self.state = state
        self.message = message
        self.isLost = isLost
    }

    /// What a statement was answered with. The detail is left out, because it quotes the row: numbers are in it.
    init(_ result: PostgresResult, isLost: Bool) {
        state = result.errorField("C") ?? ""
        let primary =
            result.errorField("M") ?? PQresultErrorMessage(result.pointer).map { String(cString: $0) }
        message = Self.oneLine(primary ?? "")
        if ["22", "23"].contains(state.prefix(2)) {
            // Such messages quote the value.
            let constraint = result.errorField("n").map { " (\($0))" } ?? ""
            message = "a value was refused\(constraint)"
        }
        if message.isEmpty { message = "an answer that says nothing (\(result.tag))" }
        self.isLost = isLost
    }

    static func oneLine(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// Another transaction was in the way, this one has left no trace, and may succeed if it is done again at once.
    var isCollision: Bool { ["40001", "40P01"].contains(state) }

    /// Whether a server that was asked for a connection has answered that it will not have it, whoever asks again. libpq
    /// gives no code for it.
    static func isRefusal(_ message: String) -> Bool {
        let passing = [
            "starting up", "shutting down", "recovery mode", "not yet accepting", "too many",
            "remaining connection slots",
            "terminating connection",
        ]
        return (message.contains("FATAL:") || message.contains("invalid "))
            && !passing.contains { message.contains($0) }
    }

    /// In the words of the ledger.
    func ledgerError(place: String) -> LedgerError {
        switch state {
        case "40001", "40P01", "55P03", "57014": return .busy(place: place)
        case "53100": return .io(place: place, detail: "the server's disk is full")
        case "XX001", "XX002", "58P01": return .damaged(place: place, detail: message)
        case "42501":
            return .unfit(
                place: place,
                detail: """
                    its user lacks a right (\(message)). Grant it all rights on the ledger's schema, and for a \
                    new ledger CREATE on the database
                    """)
        case "42P01", "3F000":
            return .unfit(
                place: place,
                detail: """
                    its tables are not to be seen (\(message)). Either its user lacks the right to USE its schema, or \
                    somebody has removed them: then put them back from a backup of the database
                    """)
        case "25006":
            return .unfit(
                place: place, detail: "the server takes no changes (\(message)): it may be a standby")
        case "53300", "57P01", "57P02", "57P03", "25P03": return .unreachable(place: place, detail: message)
        default: break
        }
        if isLost || state.hasPrefix("08") { return .unreachable(place: place, detail: message) }
        return .io(place: place, detail: state.isEmpty ? message : "\(message) (SQLSTATE \(state))")
    }
}

extension LedgerError {
    /// Turns whatever a transaction threw into words for people.
    init(_ error: any Error, place: String) {
        switch error {
        case let error as LedgerError: self = error
        case let failure as PostgresFailure: self = failure.ledgerError(place: place)
        case let transition as ForbiddenTransition: self = .forbidden(transition)
        case let unreadable as UnreadableContent:
            self = .damaged(place: place, detail: "a send's content cannot be read: \(unreadable.reason)")
        case let row as UnreadableRow: self = .damaged(place: place, detail: row.reason)
        case let violation as SQLConstraintViolation: self = .io(place: place, detail: violation.detail)
        case is DecodingError: self = .damaged(place: place, detail: "an event cannot be read")
        default: self = .io(place: place, detail: String(describing: error))
        }
    }
}
