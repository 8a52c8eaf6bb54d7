import Foundation
import Glibc
import Ledger
import LedgerSQL
import Synchronization

/// A file beside the ledger with room for results that the ledger could not take: the disk was full, or a write
/// failed. `….results`, mode 0600.
///
/// The room is written and synced before anything is sent, so that a record needs no new block of the disk. Each
/// record stands in a slot of its own, with the ledger it belongs to and a hash; a slot that was torn in the
/// middle of writing is told from an empty one.
final class ResultJournal: Sendable {
    /// Bytes of a slot; a page of every usual disk.
    static let slotSize = 4096
    /// A line that could not store a result sends nothing more, so a pass needs two slots for each line: for the
    /// result, and for the next send that was to be claimed by the same commit.
    static let slotCount = 256
    private static let magic = Array("PREGRES1".utf8)
    private static let headerSize = magic.count + 4 + 32

    let path: String
    private let ledgerID: String
    private let slots: Mutex<Slots>

    private struct Slots {
        var descriptor: Int32
        /// By token, the slots that are taken.
        var taken: [Int64: Int] = [:]
        var sequence = 0
    }

    /// What a slot holds.
    struct Entry: Codable, Sendable {
        var ledger_id: String
        /// In which order they were written.
        var sequence: Int
        var result: AttemptResult
    }

    /// What a journal held when it was opened.
    struct Contents: Sendable {
        /// In the order in which they were written.
        var entries: [Entry] = []
        /// Slots whose record cannot be read.
        var torn = 0

        var isEmpty: Bool { entries.isEmpty && torn == 0 }
    }

    static func path(ofLedger ledger: String) -> String { ledger + ".results" }

    /// Opens the journal, makes it where there is none, and sees to its room. What it holds is left as it is.
    init(ledger: String, id: String) throws(LedgerError) {
        path = Self.path(ofLedger: ledger)
        ledgerID = id
        let descriptor = open(path, O_CREAT | O_RDWR | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw Self.noRoom(path, errno) }
        slots = Mutex(Slots(descriptor: descriptor))
        try reserveRoom(descriptor)
    }

    deinit { _ = slots.withLock { close($0.descriptor) } }

    // MARK: Reading

    /// What a ledger's journal holds; nothing where there is none.
    static func contents(ofLedger ledger: String) throws(LedgerError) -> Contents {
        let path = path(ofLedger: ledger)
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        if descriptor < 0, errno == ENOENT { return Contents() }
        guard descriptor >= 0 else {
            throw .io(place: path, detail: "the results kept there cannot be read: \(words(errno))")
        }
        defer { close(descriptor) }
        var contents = Contents()
        var slot = [UInt8](repeating: 0, count: slotSize)
        // A file of ours is never longer, whatever version wrote it.
        for index in 0..<(32 * slotCount) {
            let count = pread(descriptor, &slot, slotSize, off_t(index * slotSize))
            guard count >= 0 else {
                throw .io(place: path, detail: "the results kept there cannot be read: \(words(errno))")
            }
            guard count > 0 else { break }
            let bytes = slot[..<count]
            guard bytes.contains(where: { $0 != 0 }) else { continue }
            if let entry = entry(in: bytes) { contents.entries.append(entry) } else { contents.torn += 1 }
        }
        contents.entries.sort { $0.sequence < $1.sequence }
        return contents
    }

    private static func entry(in slot: ArraySlice<UInt8>) -> Entry? {
        guard slot.count == slotSize, slot.starts(with: magic) else { return nil }
        let length = slot[magic.count..<(magic.count + 4)].reversed().reduce(0) { $0 << 8 | Int($1) }
        guard length <= slotSize - headerSize else { return nil }
        let payload = Array(slot[headerSize..<(headerSize + length)])
        guard Digest.sha256(payload).elementsEqual(slot[(magic.count + 4)..<headerSize]) else { return nil }
        return try? JSONDecoder().decode(Entry.self, from: Data(payload))
    }

    // MARK: Writing

    /// Keeps a result, durably when this returns true. One result of an attempt replaces another.
    func keep(_ result: AttemptResult) -> Bool {
        slots.withLock { slots in
            guard let index = slots.taken[result.token] ?? Self.free(slots.taken),
                let bytes = Self.encoded(result, ledgerID: ledgerID, sequence: slots.sequence + 1),
                Self.write(bytes, to: slots.descriptor, at: index * Self.slotSize),
                fdatasync(slots.descriptor) == 0
            else { return false }
            slots.sequence += 1
            slots.taken[result.token] = index
            return true
        }
    }

    /// Forgets the result of an attempt that the ledger has taken after all.
    func forget(token: Int64) {
        slots.withLock { slots in
            guard let index = slots.taken[token] else { return }
            // Left there, it would only be recognised at the next start as one that the ledger has already.
            let zeros = [UInt8](repeating: 0, count: Self.slotSize)
            if Self.write(zeros, to: slots.descriptor, at: index * Self.slotSize) { slots.taken[token] = nil }
        }
    }

    /// Empties every slot, durably.
    func clear() throws(LedgerError) {
        let descriptor = slots.withLock { slots in
            slots.taken = [:]
            return slots.descriptor
        }
        let zeros = [UInt8](repeating: 0, count: Self.slotCount * Self.slotSize)
        guard Self.write(zeros, to: descriptor, at: 0),
            ftruncate(descriptor, off_t(zeros.count)) == 0, fsync(descriptor) == 0
        else {
            throw .io(place: path, detail: "the results kept there cannot be cleared: \(Self.words(errno))")
        }
    }

    private static func free(_ taken: [Int64: Int]) -> Int? {
        let used = Set(taken.values)
        return (0..<slotCount).first { !used.contains($0) }
    }

    /// A whole slot; the gateway's own words give way where they are too long for it.
    private static func encoded(_ result: AttemptResult, ledgerID: String, sequence: Int) -> [UInt8]? {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        for limit in [2000, 600, 0] {
            var result = result
            result.reply = limit == 0 ? nil : result.reply.map { String($0.prefix(limit)) }
            let entry = Entry(ledger_id: ledgerID, sequence: sequence, result: result)
            guard let payload = (try? encoder.encode(entry)).map(Array.init) else { return nil }
            guard payload.count <= slotSize - headerSize else { continue }
            let length = (0..<4).map { UInt8(payload.count >> (8 * $0) & 0xff) }
            let bytes = magic + length + Digest.sha256(payload) + payload
            return bytes + [UInt8](repeating: 0, count: slotSize - bytes.count)
        }
        return nil
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32, at offset: Int) -> Bool {
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes {
                pwrite(
                    descriptor, $0.baseAddress?.advanced(by: done), bytes.count - done, off_t(offset + done))
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            done += count
        }
        return true
    }

    // MARK: Room

    /// Bytes are written, not only promised: a block that was promised may need another one when it is written.
    private func reserveRoom(_ descriptor: Int32) throws(LedgerError) {
        let size = Self.slotCount * Self.slotSize
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw Self.noRoom(path, errno) }
        let known = Int(status.st_size)
        if known >= size, Int(status.st_blocks) * 512 >= size { return }
        let promised = posix_fallocate(descriptor, 0, off_t(size))
        // Some file systems promise nothing; then only what is written counts.
        guard promised == 0 || promised == EOPNOTSUPP || promised == EINVAL else {
            throw Self.noRoom(path, promised)
        }
        var bytes = [UInt8](repeating: 0, count: size)
        let count = pread(descriptor, &bytes, size, 0)
        guard count >= 0, fchmod(descriptor, 0o600) == 0, Self.write(bytes, to: descriptor, at: 0),
            fsync(descriptor) == 0, Self.syncFolder(of: path)
        else { throw Self.noRoom(path, errno) }
    }

    private static func noRoom(_ path: String, _ code: Int32) -> LedgerError {
        .io(
            place: path,
            detail:
                "room for results in case of a full disk cannot be reserved (\(words(code))); nothing was sent"
        )
    }

    private static func words(_ code: Int32) -> String { String(cString: strerror(code)) }

    /// Makes a new or renamed file's name durable.
    static func syncFolder(of path: String) -> Bool {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return fsync(descriptor) == 0
    }
}
