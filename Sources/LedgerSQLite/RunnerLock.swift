import Foundation
import Ledger
import Synchronization

/// The runner's role on one machine: an exclusive `flock` on a file of its own, which the system drops when
/// the process ends, however it ends. The file says who holds it.
final class RunnerLock: Sendable {
    private let descriptor: Mutex<Int32?>
    private let onRelease: @Sendable () -> Void

    /// Takes the lock at once or says who holds it.
    init(ledger: String, description: String, onRelease: @escaping @Sendable () -> Void)
        throws(LedgerError)
    {
        let path = ledger + ".runner"
        let opened = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        guard opened >= 0 else { throw .io(place: path, detail: String(cString: strerror(errno))) }
        guard flock(opened, LOCK_EX | LOCK_NB) == 0 else {
            // Who has just taken the lock writes its name a moment later.
            var holder = RunnerLock.content(of: opened)
            for _ in 0..<20 where holder.isEmpty {
                usleep(10_000)
                holder = RunnerLock.content(of: opened)
            }
            close(opened)
            throw .held(place: ledger, by: holder.isEmpty ? "a runner that has just started" : holder)
        }
        ftruncate(opened, 0)
        let text = Array(description.utf8)
        text.withUnsafeBytes { _ = pwrite(opened, $0.baseAddress, $0.count, 0) }
        descriptor = Mutex(opened)
        self.onRelease = onRelease
    }

    func release() {
        let taken = descriptor.withLock { held in
            defer { held = nil }
            return held
        }
        guard let taken else { return }
        onRelease()
        ftruncate(taken, 0)
        flock(taken, LOCK_UN)
        close(taken)
    }

    deinit { release() }

    private static func content(of descriptor: Int32) -> String {
        var buffer = [UInt8](repeating: 0, count: 400)
        let count = pread(descriptor, &buffer, buffer.count, 0)
        return String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
    }
}

/// The runner's role, and what was found when it was taken.
struct SQLiteLease: RunnerLease {
    let lock: RunnerLock
    let notes: [String]

    func release() { lock.release() }
}
