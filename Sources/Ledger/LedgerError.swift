/// Why the ledger could not do what was asked: what, where, and what to do.
package enum LedgerError: Error, Sendable, Hashable {
    /// There is none at this place.
    case missing(place: String)
    /// There is none, but one is known to have been here.
    case lost(place: String, identityFile: String, serial: Int64)
    case exists(place: String)
    case foreign(place: String, expected: String, found: String)
    /// Older than the last one used here.
    case older(place: String, identityFile: String, serial: Int64, known: Int64)
    /// A backup that has not come as far as the ledger whose place it would take.
    case olderBackup(place: String, backup: String, serial: Int64, known: Int64?)
    /// There is a ledger in its place that needs no restoring.
    case sound(place: String, serial: Int64)
    case damaged(place: String, detail: String)
    /// Written by a newer program.
    case newer(place: String)
    /// The file has another name, under which another runner could work at the same time.
    case linked(place: String, names: Int)
    /// It was taken over into another one, or is being: sending by it would send again.
    case takenOver(place: String, by: String, isDone: Bool)
    /// Another runner holds it.
    case held(place: String, by: String)
    /// A short transaction did not get its turn.
    case busy(place: String)
    /// Another runner has planned or sent since a plan was made.
    case changed(place: String)
    case io(place: String, detail: String)
    /// The server that keeps it does not answer, or has gone away. Of a change that was being committed then nobody
    /// knows whether it holds.
    case unreachable(place: String, detail: String)
    /// It must not be used like this: its address, its server's settings or the rights of its user.
    case unfit(place: String, detail: String)
    /// The server's clock, by which leases run, goes before (> 0) or after this machine's by so many milliseconds.
    case clockOff(place: String, milliseconds: Int64)
    /// A result could not be stored, and is safe in a journal until the next runner takes it in.
    case journaled(place: String, journal: String, detail: String)
    /// What was planned cannot be had any more.
    case withdrawn(reason: String)
    /// The result of an attempt that is no longer this runner's.
    case staleToken
    case notFound(String)
    case forbidden(ForbiddenTransition)
}

extension LedgerError {
    /// With a full stop, unless another mark ends it.
    private static func ended(_ detail: String) -> String {
        detail.last.map { ".?!".contains($0) } ?? true ? detail : detail + "."
    }

    /// How a backup of a ledger is put back: of a file with a command, of a server's database with the server's own.
    package static func backup(of place: String) -> String {
        place.contains("://")
            ? "a backup of its database, made by PostgreSQL's own programs, puts it back"
            : "`pregon ledger restore FILE` puts a backup back"
    }
}

extension LedgerError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .missing(let place):
            """
            there is no ledger at \(place). A new one would mean that nobody has got anything yet. If that is \
            true, create it with `pregon ledger init` or pass --new-ledger; if not, put the ledger back first\
            \(place.contains("://") ? ", or take a file's over with `pregon ledger import FILE`" : "")
            """
        case .lost(let place, let identityFile, let serial):
            """
            the ledger at \(place) is gone, but \(identityFile) says that one was in use here (serial \
            \(serial)). Put it back, or a backup of it with `pregon ledger restore FILE`. Only if it is lost for \
            good, and everybody may get everything again, delete \(identityFile) and create a new one
            """
        case .exists(let place):
            "\(place) is there already; it was left as it is"
        case .foreign(let place, let expected, let found):
            """
            the ledger at \(place) is another one (\(found)) than the one that belongs here (\(expected)). \
            Sending by it could repeat messages. Put the right one back, or correct `ledger` or `ledger_id` \
            in pregon.yaml
            """
        case .older(let place, _, let serial, let known):
            """
            the ledger at \(place) is older than the one last used here (serial \(serial), last was \
            \(known)): what was sent since would be sent again. Put the newest copy back. If it is lost for good, \
            `pregon ledger restore FILE --older` puts an older one in and holds every line until you know what was \
            sent since
            """
        case .olderBackup(let place, let backup, let serial, let known):
            """
            the backup \(backup) has come to serial \(serial), and \
            \(known.map { "the ledger at \(place) had come to \($0)" } ?? "nobody knows how far \(place) had come"): \
            what was sent, answered or opted out since is not in it, and would be sent again. Restore a newer \
            backup. If there is none, --older restores this one and holds every line until you resume it
            """
        case .sound(let place, let serial):
            """
            the ledger at \(place) is sound (serial \(serial)), and nothing is restored over it. If it is to go \
            all the same, move it away first
            """
        case .damaged(let place, let detail):
            """
            the ledger at \(place) is damaged (\(detail)), and nothing more is sent by it. `pregon ledger check` \
            looks at all of it, \(Self.backup(of: place))
            """
        case .newer(let place):
            """
            the ledger at \(place) was written by a newer pregon, or its first bytes are damaged. Use that version or a \
            later one; if there is none, \(Self.backup(of: place))
            """
        case .linked(let place, let names):
            """
            the ledger at \(place) has \(names) names (hard links), and two runners could send by it without \
            knowing of each other. Keep one name: `find . -samefile \(place)` shows the others. Copies are made \
            with `pregon ledger backup`
            """
        case .takenOver(let place, let by, true):
            """
            the ledger at \(place) was taken over into \(by), and nothing is sent by it any more: it would be sent \
            again. Write that address into pregon.yaml
            """
        case .takenOver(let place, let by, false):
            """
            the ledger at \(place) is being taken over into \(by). If that was interrupted, repeat \
            `pregon ledger import`; nothing is sent by the file meanwhile
            """
        case .held(let place, let by):
            "another runner holds the ledger at \(place): \(by). Wait for it to end, or stop it"
        case .busy(let place):
            "the ledger at \(place) is busy with another program's change. Try again"
        case .changed(let place):
            """
            another runner has planned or sent since this plan was made, and nothing of it was taken into the \
            ledger at \(place). Try again: it is planned anew
            """
        case .io(let place, let detail):
            """
            the ledger at \(place) could not be read or written: \(detail). Make room or mend the disk, look at \
            it with `pregon ledger check`, then try again; nothing is sent twice
            """
        case .unreachable(let place, let detail):
            """
            the ledger at \(place) cannot be reached: \(Self.ended(detail)) Look whether the server runs, whether the network \
            leads to it and whether its address is right, then try again; nothing is sent twice
            """
        case .unfit(let place, let detail):
            "the ledger at \(place) cannot be used: \(detail)"
        case .clockOff(let place, let milliseconds):
            """
            the clock of the server that keeps the ledger at \(place) goes \
            \(Self.seconds(milliseconds.magnitude)) \(milliseconds > 0 ? "before" : "after") this machine's, and the \
            two may differ by 2 s: windows and pace go by one, leases by the other. Have both keep the right \
            time (NTP), then try again
            """
        case .journaled(let place, let journal, let detail):
            """
            the ledger at \(place) could not store a result: \(detail). The result is safe in \(journal), and \
            nothing more was sent here. Make room or mend the disk, then try again: it is taken in first
            """
        case .withdrawn(let reason):
            "\(reason); nothing was frozen, and nothing is sent"
        case .staleToken:
            "the result of an attempt came too late: the attempt was taken over and is in doubt"
        case .notFound(let what): "the ledger knows no \(what)"
        case .forbidden(let transition): transition.description
        }
    }

    /// `12.3 s`.
    private static func seconds(_ milliseconds: UInt64) -> String {
        "\(milliseconds / 1000).\(milliseconds % 1000 / 100) s"
    }
}
