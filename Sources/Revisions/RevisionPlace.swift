/// A commit, and the workspace's folder in it.
struct RevisionPlace: Sendable {
    /// The full hash.
    var commit: String
    /// The hash of the folder's tree; nil where the commit has no such folder.
    var tree: String?

    static func find(_ name: String, git: GitRun) async throws(RevisionError) -> RevisionPlace {
        // git would take it for an option; no branch, tag or hash begins so or holds one of these.
        guard !name.isEmpty, !name.hasPrefix("-"), !name.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F })
        else { throw .badName(name) }
        let prefix = try await git.ask("rev-parse", "--show-prefix")
        guard prefix.isSuccess else {
            if prefix.words.contains("dubious ownership") {
                throw .notTrusted(folder: git.folder, words: prefix.words)
            }
            throw .noRepository(prefix.words)
        }
        let commit = try await git.ask("rev-parse", "--verify", "--end-of-options", name + "^{commit}")
        guard commit.isSuccess, isHash(commit.text) else {
            let shallow = try await git.ask("rev-parse", "--is-shallow-repository")
            throw .unknown(name, isShallow: shallow.text == "true")
        }
        // Within its repository, e.g. `campaigns/`; empty at the top.
        let folder = prefix.text.hasSuffix("/") ? String(prefix.text.dropLast()) : prefix.text
        let tree = try await git.ask(
            "rev-parse", "--verify", "--quiet", "--end-of-options", "\(commit.text):\(folder)")
        guard tree.isSuccess, isHash(tree.text) else {
            return RevisionPlace(commit: commit.text, tree: nil)
        }
        let kind = try await git.ask("cat-file", "-t", tree.text)
        return RevisionPlace(commit: commit.text, tree: kind.text == "tree" ? tree.text : nil)
    }

    private static func isHash(_ text: String) -> Bool {
        text.utf8.count >= 40 && text.allSatisfy { "0123456789abcdef".contains($0) }
    }
}
