import CampaignLoading
import CampaignModel
import Foundation
import Watching

/// The files that decide what a pass does: every YAML file of the workspace, and the audiences, lists and media that
/// campaigns name. Nothing else, or a log that is written into the workspace would begin a pass after each pass.
struct WatchedFiles: Sendable {
    /// The workspace's folder.
    let root: String
    /// Files that are no YAML, relative to the workspace or to the folder of audiences.
    private var named: Set<String> = []
    private var audiences: String?

    /// Before anything could be read.
    init(root: String) { self.root = root }

    init(_ loaded: LoadedWorkspace) {
        root = loaded.root.path
        audiences = loaded.root.audiences
        named = Set(loaded.workspace?.optOut.lists ?? [])
        for loaded in loaded.campaigns {
            if case .file(let path) = loaded.campaign.audience.origin { named.insert(path) }
            named.formUnion(loaded.campaign.audience.exclude)
            for media in loaded.media {
                if case .file(let path) = media.origin { named.insert(path) }
            }
        }
    }

    /// What every YAML file looks like now.
    func stamps() -> FileStamps { FileStamps(of: yaml().map { ($0, "\(root)/\($0)") }) }

    /// What the files look like now that those name.
    func namedStamps() -> FileStamps {
        FileStamps(
            of: named.flatMap { name in
                [(name, "\(root)/\(name)")]
                    + [audiences].compactMap(\.self).map { ("\($0)/\(name)", "\($0)/\(name)") }
            })
    }

    /// Relative to the workspace; folders whose name begins with a dot are none of it.
    private func yaml() -> [String] {
        var found: [String] = []
        guard let walk = FileManager.default.enumerator(atPath: root) else { return [] }
        while let path = walk.nextObject() as? String {
            let name = path.split(separator: "/").last ?? ""
            if name.hasPrefix(".") {
                walk.skipDescendants()
            } else if [".yaml", ".yml"].contains(where: name.lowercased().hasSuffix) {
                found.append(path)
            }
        }
        return found
    }
}
