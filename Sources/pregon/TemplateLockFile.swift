import CampaignLoading
import CampaignModel
import Foundation

/// `templates.lock.yaml` on the disk.
struct TemplateLockFile {
    let root: WorkspaceRoot

    var shown: String { root.shown(WorkspaceLoader.templatesFile) }

    /// Nil where there is none.
    func read() throws -> [UInt8]? {
        let path: String
        do {
            path = try root.file(WorkspaceLoader.templatesFile)
        } catch {
            if case .missing = error { return nil }
            throw Failure(.unreadable, "\(shown) is no file of the workspace; move it away and pull again")
        }
        do {
            return try FileReading.bytes(of: path, limit: 32 << 20)
        } catch {
            throw Failure(.unreadable, "\(shown) cannot be read: \(error.reason)")
        }
    }

    func lock() throws -> TemplateLock {
        guard let bytes = try read() else {
            throw Failure(.findings, "there is no \(shown); `pregon templates pull` writes it")
        }
        guard let lock = TemplateLock(text: bytes) else {
            throw Failure(
                .findings,
                "\(shown) has errors (`pregon validate` shows them); `pregon templates pull` writes it anew")
        }
        return lock
    }

    func write(_ bytes: [UInt8], over old: [UInt8]?) throws {
        do {
            if let old {
                try FileReplacing.replace(
                    try root.file(WorkspaceLoader.templatesFile), expecting: old, with: bytes)
            } else {
                let path = root.path + "/" + WorkspaceLoader.templatesFile
                try Data(bytes).write(to: URL(fileURLWithPath: path), options: .withoutOverwriting)
            }
        } catch let failure as FileReplacing.Failure {
            throw Failure(.unreadable, "\(shown) was not written: \(failure.reason)")
        } catch {
            throw Failure(.unreadable, "\(shown) was not written: \(error.localizedDescription)")
        }
    }
}
