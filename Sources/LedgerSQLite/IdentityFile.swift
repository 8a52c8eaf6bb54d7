import Foundation
import Ledger

/// The small file beside a ledger that says which one was last used here and how far it had come, so that a
/// foreign or restored older ledger is noticed.
struct IdentityFile: Sendable {
    let path: String

    init(ledger: String) { path = ledger + ".identity" }

    private struct Content: Codable {
        var ledger_id: String
        var serial: Int64
    }

    /// Nil where there is none.
    func read() throws(LedgerError) -> LedgerIdentity? {
        guard let data = FileManager.default.contents(atPath: path) else { return nil }
        do {
            let content = try JSONDecoder().decode(Content.self, from: data)
            return LedgerIdentity(id: content.ledger_id, serial: content.serial)
        } catch {
            throw .damaged(
                place: path,
                detail: """
                    this file, which says how far the ledger had come, is not what pregon wrote there; if you are \
                    sure that the ledger beside it is the newest one, delete this file
                    """)
        }
    }

    /// Replaces the file in one step; a crash leaves the old one or the new one.
    func write(_ identity: LedgerIdentity) throws(LedgerError) {
        do {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys]
            let data = try encoder.encode(Content(ledger_id: identity.id, serial: identity.serial))
            try data.write(to: URL(fileURLWithPath: path), options: .atomic)
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        } catch {
            throw .io(place: path, detail: error.localizedDescription)
        }
    }
}
