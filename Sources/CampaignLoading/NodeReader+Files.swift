import Diagnostics
import Foundation
import YAMLTree

extension NodeReader {
    /// The absolute path of a file that a value names, or nil with a finding.
    func existingFile(
        _ node: YAMLNode, _ text: String, root: WorkspaceRoot, what: String, isAudience: Bool = false
    ) -> String? {
        do {
            return try root.file(text, isAudience: isAudience)
        } catch {
            switch error {
            case .absolute, .outside:
                sink.report(
                    ReferenceRules.pathOutside, node, "\(what) `\(text)` lies outside the workspace",
                    remedy:
                        "put the file into the workspace and write its path from the folder of pregon.yaml")
            case .missing, .empty:
                sink.report(
                    ReferenceRules.fileMissing, node, "there is no file `\(root.shown(text))`",
                    remedy: Self.neighbours(of: text, root: root)
                        ?? "check the spelling; paths are relative to the folder of pregon.yaml")
            case .notAFile:
                sink.report(
                    ReferenceRules.fileMissing, node, "`\(root.shown(text))` is not a file",
                    remedy: "name a file, not a folder")
            }
            return nil
        }
    }

    /// "did you mean …?" with the file of the same folder whose name is nearest.
    private static func neighbours(of path: String, root: WorkspaceRoot) -> String? {
        let parts = path.split(separator: "/", omittingEmptySubsequences: true)
        guard let name = parts.last, !parts.contains("..") else { return nil }
        let folder = parts.dropLast().joined(separator: "/")
        let entries = try? FileManager.default.contentsOfDirectory(atPath: "\(root.path)/\(folder)")
        guard let entries, entries.count <= 10_000 else { return nil }
        let files = entries.filter { !$0.hasPrefix(".") }.sorted()
        return NearestName.question(String(name), in: files) {
            folder.isEmpty ? "`\($0)`" : "`\(folder)/\($0)`"
        }
    }
}
