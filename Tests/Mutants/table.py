"""Sabotaged programs, each of which a named test must catch.

A row: what is sabotaged; the edits, each a module or a file, the text that stands in it exactly once, and what takes its
place; the tests, named as `swift test list` names them. Where a test goes through the promises of the ledger's contract,
the promise that must be broken comes last.
"""

SQLITE_CONTRACT = "LedgerSQLiteTests.ContractTests/`a SQLite ledger keeps the contract`"
POSTGRES_CONTRACT = "LedgerPostgresTests.ContractTests/`a PostgreSQL ledger keeps the contract`"
# What a store must keep is kept by both, or caught by both.
CONTRACT = [SQLITE_CONTRACT, POSTGRES_CONTRACT]

MUTANTS = [
    (
        "nothing says before the request that it is on its way",
        [("Sources/LedgerSQL",
          "token = ?, last_attempt = ?5\\(database.dialect.atClaim) WHERE id = ?",
          "token = ?, last_attempt = ?5, state = 'planned' WHERE id = ?")],
        ["ExecutionTests.ExecutorTests/`an attempt is durable before its request`"]),
    (
        "what a killed run had in flight is sent again",
        [("Sources/LedgerSQL",
          "SendEvent.doubted(reason: \"the program ended before the gateway's reply\")",
          "SendEvent.returned(reason: \"the program ended before the gateway's reply\", notBefore: nil)")],
        ["LedgerSQLiteTests.DurabilityTests/`a crash after the claim finds the attempt, and its send is in doubt`"]),
    (
        "what is in doubt is sent again with --retry-failed",
        [
            ("Sources/Ledger",
             "        case (.refused, .retried) where !isPermanent:",
             "        case (.inDoubt, .retried) where !isPermanent, (.refused, .retried) where !isPermanent:"),
            ("Sources/Planning",
             "            send.kind = .inDoubt\n",
             """            if options.retryFailed, known.state == .inDoubt {
                send.kind = .failed
                send.action = .refreeze(.retried)
                return Verdict(outcome: send, followers: .goOn)
            }
            send.kind = .inDoubt
"""),
        ],
        ["PlanningTests.PlanClassTests/`a doubt stays a doubt and is never sent`",
         "LedgerTests.SendLifeTests/`each state knows what may happen to it`"]),
    (
        "a broken connection counts as nothing sent",
        [("Sources/Gateway",
          "isStrange ? .unrecognised(reason: reason) : .ambiguous(reason: reason),",
          "isStrange ? .unrecognised(reason: reason) : .notSent(reason: reason),")],
        ["GatewayTests.HTTPGatewayClientTests/`whatever goes wrong once bytes may have left is ambiguous`"]),
    (
        "a request is repeated after an error",
        [("Sources/Gateway",
          """        } catch {
            result = .failure(error)
        }""",
          """        } catch {
            _ = error
            let again = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration(passing: CurrentGate(SendGate())))
            let second = ReplyCollector(limit: limits.body)
            do {
                result = .success(try await again.execute(request: request, delegate: second, deadline: deadline).get())
            } catch {
                result = .failure(error)
            }
            Task { try? await again.shutdown() }
        }""")],
        ["GatewayTests.HTTPGatewayClientTests/`whatever goes wrong once bytes may have left is ambiguous`"]),
    (
        "redirects are followed",
        [("Sources/Gateway/HTTPGatewayClient.swift",
          "redirectConfiguration: .disallow,",
          "redirectConfiguration: .follow(max: 5, allowCycles: false),")],
        ["GatewayTests.HTTPGatewayClientTests/`a redirect is not followed`"]),
    (
        "secrets are shown",
        [("Sources/Gateway",
          "for pattern in patterns { bytes = SecretMask.replacing(pattern, in: bytes) }",
          "")],
        ["GatewayTests.SecretTests/`foreign texts lose secrets, numbers and control characters`"]),
    (
        "what is in doubt lets the next message go",
        [("Sources/LedgerSQL",
          "AND p.position < s.position AND p.state <> 'accepted'",
          "AND p.position < s.position AND p.state NOT IN ('accepted', 'in_doubt')")],
        CONTRACT, "message 1 in doubt holds message 2"),
    (
        "every attempt has the same token",
        [("Sources/LedgerSQL",
          "Int64.random(in: 1...Int64.max)",
          "Int64(1)")],
        CONTRACT, "the token of an earlier attempt fences nothing any more"),
    (
        "an opt-out is ignored where a plan had the person already",
        [("Sources/LedgerSQL",
          "SELECT reason FROM suppressions WHERE number = ?",
          "SELECT reason FROM suppressions WHERE number = -?")],
        CONTRACT, "an opt-out holds at the next claim, in every campaign, whoever brought it"),
    (
        "the same words may follow at once",
        [("Sources/LedgerSQL",
          "recipient = ? AND last_attempt > ? AND fingerprint = ?",
          "recipient = ? AND last_attempt > ? AND fingerprint <> ?")],
        ["ExecutionTests.PaceAtSendingTests/`the same words to one person are 120 seconds apart`"]),
    (
        "each start has a new allowance",
        [("Sources/LedgerSQL",
          'try began("sender", Int64(sender.digits), unlessFewerThan: limit)',
          'try began("sender", -Int64(sender.digits), unlessFewerThan: limit)')],
        ["ExecutionTests.PaceAtSendingTests/`a new start gives no new allowance`"]),
    (
        "the pace lets one more out an hour",
        [("Sources/LedgerSQL", "if known.count < limit {", "if known.count <= limit {")],
        CONTRACT, "attempts of the last hour count by the sender's number, whatever line or campaign"),
    (
        "a pause is ignored",
        [("Sources/LedgerSQL",
          "let stop = try database.stop(.line(request.line)), stop.holds(at: now)",
          "let stop = try database.stop(.line(request.line)), stop.until == nil")],
        CONTRACT, "a pause holds until its moment and nothing afterwards"),
    (
        "one failure more than allowed",
        [("Sources/LedgerSQL",
          "if let consecutive, consecutive >= ",
          "if let consecutive, consecutive > ")],
        CONTRACT, "consecutive failures stop the line at the limit"),
    (
        "a late webhook undoes an earlier one",
        [("Sources/LedgerSQL",
          "let joined = known?.joined(with: evidence) ?? evidence",
          "let joined = evidence")],
        CONTRACT, "a late delivered undoes no read, and failed stands beside delivered"),
    (
        "a second apply sends everything again",
        [("Sources/Planning",
          "let places = comparison.people.places(of: number)",
          "let places = 0..<0")],
        ["PlanningTests.PlanClassTests/`what was accepted is already sent`"]),
    (
        "a failure for good is tried again",
        [("Sources/Planning",
          "options.retryFailed && !known.isPermanent && !isOver",
          "options.retryFailed && !isOver")],
        ["PlanningTests.PlanClassTests/`a failure is retried only if asked for and not permanent`"]),
    (
        "a group whose creation is in doubt is made again",
        [("Sources/Planning",
          "if let doubtful = comparison.snapshot.doubtfulCreation {",
          "if let doubtful = comparison.snapshot.doubtfulCreation, doubtful.id < 0 {")],
        ["PlanningTests.GroupPlanTests/`a creation in doubt is never planned again`"]),
    (
        "a saved plan is applied whatever has changed",
        [("Sources/Planning",
          "changes += try part.differences(from: other, names, onSend).map",
          "_ = try part.differences(from: other, names, onSend).map")],
        ["ReportingTests.SavedPlanTests/`it says what changed`"]),
    (
        "a renamed campaign sends again",
        [("Sources/Planning",
          "if past.isEmpty, !campaign.allowRepeat, let store {",
          "if past.isEmpty, campaign.allowRepeat, let store {")],
        ["PlanningTests.PlanRuleTests/`a renamed campaign is refused, unless the repeat is meant`"]),
    (
        "moved holidays fall on the day after",
        [("Sources/Timetable",
          "$0.adding(days: (7 - $0.weekday.index) % 7)",
          "$0.adding(days: (7 - $0.weekday.index) % 7 + 1)")],
        ["TimetableTests.ColombianHolidaysTests/`the holidays of a year are those of the official calendar`"]),
    (
        "Easter by a wrong correction for the moon",
        [("Sources/Timetable",
          "let correction = (8 * century + 13) / 25",
          "let correction = (8 * century + 13) / 24")],
        ["TimetableTests.ColombianHolidaysTests/`Easter falls on its Sunday`"]),
    (
        "the law's last minute is still open",
        [("Sources/Timetable",
          "return hours.contains(local.time) ? nil",
          "return hours.contains(local.time) || local.time == hours.end ? nil")],
        ["TimetableTests.SendingWindowsTests/`the law's hours begin with their first second and end before their last`"]),
    (
        "sends follow one another without a pause",
        [("Sources/Timetable",
          "max(spacing, Self.milliseconds(lastDelay))",
          "Self.milliseconds(lastDelay)")],
        ["TimetableTests.PaceTests/`attempts are evenly spaced, never closer than the hour divided by the rate`"]),
    (
        "max_per_recipient is ignored",
        [("Sources/Timetable",
          "workspace = rules.maxPerRecipient",
          "workspace = nil")],
        ["TimetableTests.ContactWindowTests/`the stricter of law and workspace decides`"]),
    (
        "a number's second row counts, too",
        [("Sources/Audience",
          "where keys[row] != NumberTable.noKey && details[row] != 0 {",
          "where keys[row] != NumberTable.noKey && details[row] == .max {")],
        ["AudienceTests.RowTests/`the first row of a number stays, even if it is excluded`"]),
    (
        "a probe a minute after the first attempt",
        [("Sources/Execution/ProbeJudge.swift", "static let window = 30.0", "static let window = 60.0")],
        ["ExecutionTests.ProbeTests/`thirty seconds after the first attempt it is too late`"]),
    (
        "a gateway that takes repeats is asked again",
        [("Sources/Execution", "reply.isAmbiguous && line.gateway.refusesRepeats", "reply.isAmbiguous")],
        ["ExecutionTests.ProbeTests/`a gateway that takes repeats is never asked again`"]),
    (
        "a probe leaves outside the hours",
        [("Sources/Execution/ProbeJudge.swift",
          "if let closed = windows.closedReason(at: now) {",
          "if let closed = windows.closedReason(at: now), now.milliseconds < 0 {")],
        ["ExecutionTests.ProbeTests/`a window that closed meanwhile forbids it`"]),
    (
        "what is sent leaves outside the hours",
        [("Sources/Execution/ClaimJudge.swift",
          "if let closed = windows.closedReason(at: now) {",
          "if let closed = windows.closedReason(at: now), now.milliseconds < 0 {")],
        ["ExecutionTests.PaceAtSendingTests/`nothing is sent outside the window, and the pass says when it goes on`"]),
    (
        "later for a recipient means a minute later",
        [("Sources/Execution", "static let later = 86_400.0", "static let later = 60.0")],
        ["ExecutionTests.ExecutorTests/`later for a recipient means a day later, and twice at the most`"]),
    (
        "a clock that is set forward begins a new hour",
        [("Sources/LedgerSQL/RecentAttempts.swift",
          "AND boot = ?3 AND began_monotonic > ?2 - 3600000000000\n",
          "AND boot = ?3 AND began_monotonic > ?2\n")],
        CONTRACT, "a wall clock that is set forward does not make attempts any older"),
    (
        "what the full disk refused is forgotten",
        [("Sources/LedgerSQLite/SQLiteLedger+Journal.swift",
          "let own = foreign.isEmpty ? contents.entries : []",
          "let own = foreign.isEmpty ? contents.entries.filter { $0.sequence < 0 } : []")],
        ["LedgerSQLiteTests.ResultJournalTests/`a result that a full disk keeps from the ledger is there at the next start`"]),
    (
        "two runners claim on one number without knowing of each other",
        [("Sources/LedgerSQL/ClaimSearch.swift",
          "        try database.lock([.sender(Int64(request.sender.digits))])\n",
          "")],
        [POSTGRES_CONTRACT], "a number's pace counts what another has claimed at the same moment"),
    (
        "a lease never ends",
        [("Sources/LedgerPostgres",
          "lease_until < \\(serverNow)",
          "lease_until < 0")],
        [POSTGRES_CONTRACT], "an attempt whose lease has run out is in doubt, never planned, though its runner lives"),
    (
        "what fails of the statements that were sent ahead is not said",
        [("Sources/LedgerPostgres/PostgresConnection+Statements.swift",
          "        try leavePipeline()\n        if let failure { throw failure }\n",
          "        try leavePipeline()\n        _ = failure\n")],
        ["LedgerPostgresTests.AheadTests/`the first failure is thrown by the statement that is waited for`"]),
    (
        "a lock is not waited for",
        [("Sources/LedgerPostgres/PostgresTransaction.swift",
          "        try lockAhead(things)\n        try connection.settleAhead()\n",
          "        try lockAhead(things)\n")],
        ["LedgerPostgresTests.AheadTests/`a lock that was asked for ahead is held, and not asked for again`"]),
    (
        "a result needs no token",
        [("Sources/LedgerSQL/SQLLedgerStore+Results.swift",
          "s.state = 'inflight' AND s.token = ?",
          "s.state <> 'planned' AND s.token IS DISTINCT FROM -?")],
        [POSTGRES_CONTRACT], "what a runner that is gone had in flight is in doubt, and its late result refused"),
    (
        "a plan is frozen that another runner has overtaken",
        [("Sources/LedgerSQL/SQLLedgerStore+Planning.swift",
          "guard seen == nil || seen == count else",
          "guard seen == nil || seen == count || count >= 0 else")],
        [POSTGRES_CONTRACT], "a plan that another runner has overtaken is refused whole, and is no damage"),
]
