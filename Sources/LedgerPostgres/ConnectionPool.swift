import Dispatch
import Ledger
import Synchronization

/// A server's connections, each lent to one transaction at a time.
final class ConnectionPool: Sendable {
    let address: PostgresAddress
    private let idle = Mutex<[PostgresConnection]>([])
    private let turns: DispatchSemaphore
    private let patience: DispatchTimeInterval

    /// - Parameter limit: how many are open at the most.
    /// - Parameter patience: how long somebody waits for one before the ledger is `busy`.
    init(_ address: PostgresAddress, limit: Int = 16, patience: DispatchTimeInterval = .seconds(60)) {
        self.address = address
        self.patience = patience
        turns = DispatchSemaphore(value: limit)
    }

    var idleCount: Int { idle.withLock { $0.count } }

    /// Lends a connection, the one that was used last if there is one. It goes back unless it is broken or still
    /// within a transaction.
    func lend<Value>(_ body: (PostgresConnection, _ isNew: Bool) throws -> Value) throws -> Value {
        guard turns.wait(timeout: .now() + patience) == .success else {
            throw LedgerError.busy(place: address.place)
        }
        defer { turns.signal() }
        let known = idle.withLock { $0.popLast() }
        let connection = try known ?? PostgresConnection(address)
        defer { if connection.isSound { idle.withLock { $0.append(connection) } } }
        return try body(connection, known == nil)
    }

    /// Closes those that nobody uses: where one has gone, the server has, and the others with it.
    func closeIdle() { idle.withLock { $0.removeAll() } }
}
