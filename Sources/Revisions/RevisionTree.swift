/// The files below the workspace's folder in a commit.
enum RevisionTree {
    struct File: Sendable, Hashable {
        /// Relative to the workspace.
        var path: String
        var hash: String
        var isLink: Bool
    }

    static func list(_ tree: String, git: GitRun) async throws(RevisionError) -> [File] {
        let answer = try await git.ask("ls-tree", "-r", "-z", "--full-tree", tree, limit: 64 << 20)
        guard answer.isSuccess else { throw .failed(command: "ls-tree", words: answer.words) }
        return answer.output.split(separator: 0).compactMap(file)
    }

    /// `100644 blob HASH<tab>path`. Submodules, and paths that only a forged tree can hold, are left out.
    private static func file(_ record: ArraySlice<UInt8>) -> File? {
        guard let tab = record.firstIndex(of: 0x09) else { return nil }
        let words = record[..<tab].split(separator: 0x20).map { String(decoding: $0, as: UTF8.self) }
        let path = String(decoding: record[(tab + 1)...], as: UTF8.self)
        guard words.count == 3, words[1] == "blob", isOrdinary(path) else { return nil }
        return File(path: path, hash: words[2], isLink: words[0] == "120000")
    }

    private static func isOrdinary(_ path: String) -> Bool {
        path.split(separator: "/", omittingEmptySubsequences: false).allSatisfy {
            !$0.isEmpty && $0 != "." && $0 != ".."
        }
    }
}
