// Revisions: the workspace as it was at a git revision, for `plan --base`.
//
// In: a workspace's folder and what names a revision. Out: the workspace as that revision's files say it, loaded by
// the ordinary loader from a private copy that is removed afterwards. The work tree is not touched, and nothing in
// it is looked at but where it lies in its repository.
import CampaignLoading

/// The workspace's files as of a revision. Its folder is there only as long as the call that hands it out.
package struct Revision: Sendable {
    /// As it was asked for, e.g. `origin/main`.
    package let name: String
    /// The commit's full hash.
    package let commit: String
    /// Nil where the revision has no such folder, or no `pregon.yaml` in it: everything is then new.
    package let workspace: LoadedWorkspace?
    /// What keeps some files from being compared, in words.
    package let notes: [String]

    /// Reads the workspace as of a revision and hands it to `body`.
    ///
    /// - Parameters:
    ///   - name: anything that git takes for a commit: a branch, a tag, a hash.
    ///   - root: the workspace's folder, within a git repository.
    ///   - environment: for the folder of outside audiences; of it git gets only what it needs to run.
    ///   - limits: how much is read at most.
    /// - Throws: `RevisionError`, and what `body` throws. The copy is removed in each case.
    package static func read<Result: Sendable>(
        _ name: String, of root: WorkspaceRoot, environment: [String: String], limits: Limits = .standard,
        body: (Revision) async throws -> Result
    ) async throws -> Result {
        let git = GitRun(folder: root.path, environment: environment)
        let place = try await RevisionPlace.find(name, git: git)
        guard let tree = place.tree else {
            return try await body(Revision(name: name, commit: place.commit, workspace: nil, notes: []))
        }
        let files = try await RevisionTree.list(tree, git: git)
        guard files.contains(where: { $0.path == WorkspaceLoader.workspaceFile }) else {
            return try await body(Revision(name: name, commit: place.commit, workspace: nil, notes: []))
        }
        let folder = try RevisionFolder()
        defer { folder.remove() }
        let pointers = try await RevisionCheckout(git: git, folder: folder, limits: limits, name: name)
            .write(files)
        let copy = WorkspaceRoot(path: folder.path, shownPath: root.shownPath)
        let loaded = WorkspaceLoader(root: copy, environment: environment, home: root.path).load()
        return try await body(
            Revision(name: name, commit: place.commit, workspace: loaded, notes: Self.notes(pointers)))
    }

    /// How much of a revision is read at most.
    package struct Limits: Sendable {
        /// All files together, in bytes.
        package var bytes: Int
        package var files: Int

        package init(bytes: Int, files: Int) {
            self.bytes = bytes
            self.files = files
        }

        package static let standard = Limits(bytes: 512 << 20, files: 100_000)
    }

    private static func notes(_ pointers: [String]) -> [String] {
        guard let first = pointers.sorted().first else { return [] }
        let more = pointers.count > 1 ? " and \(pointers.count - 1) more" : ""
        return [
            "git LFS keeps `\(first)`\(more) outside the repository; what stood there cannot be compared"
        ]
    }
}
