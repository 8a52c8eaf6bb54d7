import CampaignModel
import Execution
import Foundation
import Ledger
import Reporting
import Synchronization
import UnixSignals
import Watching

/// `pregon run --watch`: puts the watcher, its passes, its signals and its health together.
///
/// It holds the runner's role from its start to its end, also between passes: a second runner is told who holds it, and
/// nobody has to guess which of two would send.
final class RunWatch: Sendable {
    private let options: GlobalOptions
    private let makesNewLedger: Bool
    private let ignoresBalance: Bool
    private let console: Console
    private let clock = SystemClock()
    private let said = SaidBefore()
    private let signals = StopSignal()

    /// The role, and the file it is held for.
    private struct Held {
        var runner: Runner
        var path: String
        var file: FileStamps
    }

    private struct State {
        var held: Held?
        var files: WatchedFiles?
    }

    private let state = Mutex(State())

    init(options: GlobalOptions, makesNewLedger: Bool, ignoresBalance: Bool) {
        self.options = options
        self.makesNewLedger = makesNewLedger
        self.ignoresBalance = ignoresBalance
        console = options.console
    }

    func run(health address: ListenAddress?) async throws -> ExitStatus {
        let root = try WorkspaceFinder.find(options.workspace)
        state.withLock { $0.files = WatchedFiles(root: root.path) }
        // A ledger that is missing or somebody else's is for whoever starts this; a mistake in a file can be mended
        // while it waits, and the first pass says it.
        if let session = try? Session(options) { try takeRole(session, isStart: true) }
        defer { state.withLock { $0.held.take() }?.runner.lease.release() }
        let watcher = Watcher(
            Watcher.Parts(
                now: { [clock] in clock.reading().wall },
                sleep: { [clock] in try await clock.sleep(until: $0) }, look: { self.look() },
                pass: { await self.pass($0, $1) }),
            health: HealthBoard(startedAt: clock.reading().wall))
        let group = WatchServices.group(
            watcher, health: address.map { WatchServices.Address(host: $0.host, port: $0.port) }
        ) { [console] port in
            if let address { console.out("health on \(address.origin(port: port))/health") }
        }
        await signals.listen(endsOnHangup: false)
        defer { signals.stopListening() }
        signals.onStop { Task { await group.triggerGracefulShutdown() } }
        let hangups = await UnixSignalsSequence(trapping: .sighup)
        let listening = Task { for await _ in hangups { watcher.ask() } }
        defer { listening.cancel() }
        console.note("watching \(root.path); SIGHUP looks at once, SIGTERM ends")
        do {
            try await group.run()
        } catch {
            // Asked to end before it has begun, the group throws; that is no failure.
            if signals.signal == nil {
                guard let address else { throw error }
                throw Failure(.unreadable, "cannot listen on \(address.host):\(address.port): \(error)")
            }
        }
        return signals.signal == SIGINT ? .interrupted : .terminated
    }

    // MARK: Passing

    private func pass(_ cause: WatchCycle.Cause, _ passing: PassUnderWay) async -> WatchReport {
        switch cause {
        case .files, .released, .asked: console.note("\(cause.words): looking again")
        case .start, .due, .again: break
        }
        do {
            let session = try Session(options)
            let files = WatchedFiles(session.loaded)
            state.withLock { $0.files = files }
            passing.reading(named: files.namedStamps())
            let ledger = try takeRole(session, isStart: false)
            let stopping = StopSignal()
            passing.onEnd { [signals] ending in
                switch ending {
                case .stopping: stopping.stop(signals.signal ?? SIGTERM)
                case .makeRoom(let cause): stopping.stop(nil, saying: "\(cause.words), making room")
                }
            }
            let pass = RunPass(
                session: session, ledger: ledger, clock: clock, console: console,
                ignoresBalance: ignoresBalance, goesOn: "it goes on", said: said)
            let outcome = try await pass.run(stopping: stopping) { passing.planned(next: $0) }
            if said.forget(.failure) { console.note("what was wrong is mended") }
            return WatchReport(
                // A line that the gateway has made stop waits for a person, not for another try.
                WatchCycle.Result(next: outcome.next, isRetried: outcome.status == .bug),
                isFailed: [.gatewayRefuses, .bug].contains(outcome.status),
                status: Int(outcome.status.rawValue),
                message: outcome.verdict,
                ledger: (try? ledger.identity()).map { LedgerMark(id: $0.id, serial: $0.serial) })
        } catch {
            return failed(Failure(describing: error))
        }
    }

    private func failed(_ failure: Failure) -> WatchReport {
        let text = (failure.findings ?? "") + failure.message
        if said.isNews(text, about: .failure) {
            if let findings = failure.findings { console.detail(findings) }
            Console.error("pregon: \(failure.message)")
            console.note("nothing is sent until that is mended; it is tried again")
        }
        said.forget(.verdict)
        return WatchReport(
            WatchCycle.Result(next: nil, isRetried: true), isFailed: true,
            status: Int(failure.status.rawValue),
            message: String(failure.message.prefix { !$0.isNewline }))
    }

    // MARK: The ledger

    /// The ledger of the files as they are now, with its runner's role. It is opened anew where pregon.yaml names
    /// another, or the file was replaced: what is written to a file that is gone is known to nobody.
    @discardableResult
    private func takeRole(_ session: Session, isStart: Bool) throws -> any LedgerStore {
        let path = try session.ledgerPlace().name
        let held = state.withLock { $0.held }
        if let held, held.path == path, held.file == Self.file(path) {
            let id = try held.runner.ledger.identity().id
            guard let named = session.workspace.ledgerID, named != id else { return held.runner.ledger }
            throw LedgerError.foreign(place: path, expected: named, found: id)
        }
        if let held {
            held.runner.lease.release()
            state.withLock { $0.held = nil }
            console.note("the ledger is another one now: \(path)")
        }
        let ledger =
            isStart
            ? try session.ledgerForSending(makesNew: makesNewLedger, console: console)
            : try session.ledgerOfRecord()
        let runner = try Runner(ledger, command: "run --watch", clock: clock, console: console)
        state.withLock { $0.held = Held(runner: runner, path: path, file: Self.file(path)) }
        return ledger
    }

    /// Which file lies at a path, whatever is in it.
    private static func file(_ path: String) -> FileStamps { FileStamps(identityOf: path) }

    // MARK: Looking

    private func look() -> WatchCycle.Look {
        let (files, held) = state.withLock { ($0.files, $0.held) }
        let holds = held.flatMap { try? Self.holds($0.runner.ledger) }
        return WatchCycle.Look(
            files: files?.stamps() ?? FileStamps(), named: files?.namedStamps() ?? FileStamps(), holds: holds)
    }

    /// Most doubts that are looked at one by one.
    private static let mostDoubts = 200

    /// What waits for a person to decide.
    private static func holds(_ ledger: any LedgerStore) throws -> Set<String> {
        var holds = Set(try ledger.stops().map { "\($0.subject.kind) \($0.subject.name)" })
        holds.formUnion(try ledger.cancellations().map { "campaign \($0.campaign), cancelled before," })
        holds.formUnion(
            try ledger.sends(inState: .inDoubt, campaign: nil, limit: mostDoubts).map {
                "send \($0.id) of \($0.key.campaign), in doubt before,"
            })
        return holds
    }
}
