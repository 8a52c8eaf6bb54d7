import Ledger
import LedgerSQL

extension SQLDialect {
    /// The server's clock, in milliseconds since 1970; every runner goes by the same one.
    static let serverNow = "(extract(epoch FROM clock_timestamp()) * 1000)::bigint"

    /// A runner that nobody has seen for so long is dead, if its lock has gone, too.
    static let silenceSeconds = 30

    /// Whether the runner of a row `r` of `runners` lives: it holds its lock, or was seen just now (its connection may
    /// have broken, and it is about to come back).
    static let runnerLives = """
        (r.last_seen > \(serverNow) - \(silenceSeconds * 1000) OR EXISTS (
            SELECT 1 FROM pg_locks l WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 2
                AND l.database = (SELECT d.oid FROM pg_database d WHERE d.datname = current_database())
                AND l.classid::bigint = r.lock_class AND l.objid::bigint = r.id))
        """

    static let postgres = SQLDialect(
        indexedBy: { _ in "" }, forChange: " FOR UPDATE OF s",
        forChangeUnlessHeld: " FOR UPDATE OF s SKIP LOCKED", greatest: "greatest",
        // As `sends_waiting` has it, and no other index: in the order of the primary key, everything that was ever sent
        // would be passed over for each claim.
        turn: "(s.id + 0)",
        // The planner does not merge what has an offset into the query around it.
        forEachRow: " OFFSET 0",
        joined: { "string_agg(\($0)::text, ',')" }, leftFirstJoin: "JOIN",
        atClaim: """
            , owner = nullif(current_setting('pregon.runner', true), '')::bigint,
                lease_until = \(serverNow) + \(Int(AttemptLease.seconds * 1000))
            """,
        abandoned: """
             AND (lease_until IS NULL OR lease_until < \(serverNow) OR owner IS NULL OR NOT EXISTS (
                SELECT 1 FROM runners r WHERE r.id = owner AND \(runnerLives)))
            """)

    static let postgresReading: SQLDialect = {
        var dialect = postgres
        dialect.forChange = ""
        dialect.forChangeUnlessHeld = ""
        return dialect
    }()
}
