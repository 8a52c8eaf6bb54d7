/// Why a revision cannot be read: what happened, and what to do.
package enum RevisionError: Error, Hashable, Sendable {
    case noGit
    /// Git's own words.
    case noRepository(String)
    /// Git refuses a repository that belongs to somebody else.
    case notTrusted(folder: String, words: String)
    /// The name cannot be one of a revision: it looks like an option, or holds a character git forbids.
    case badName(String)
    case unknown(String, isShallow: Bool)
    case tooLarge(String, bytes: Int)
    case tooManyFiles(String, count: Int)
    /// A blob is not there, or is no blob.
    case unreadable(path: String)
    /// The private copy cannot be written.
    case noCopy(reason: String)
    /// Anything else that git says.
    case failed(command: String, words: String)
}

extension RevisionError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .noGit:
            "git is not there: --base reads the earlier files through it. Install git, or put it on the PATH"
        case .noRepository(let words):
            """
            the workspace lies in no git repository, so there is nothing to compare it with (git says: \(words)). \
            Leave out --base, or check the workspace out with git
            """
        case .notTrusted(let folder, let words):
            """
            git does not trust this repository, because it belongs to another user, as it often does in a \
            container (git says: \(words)). Say that it may be read: git config --global --add safe.directory \
            \(folder)
            """
        case .badName(let name):
            "`\(name)` cannot name a revision; give --base a branch, a tag or a commit, e.g. origin/main"
        case .unknown(let name, true):
            """
            git knows no revision `\(name)` here, and this is a shallow clone, which holds the last commits only. \
            In GitHub Actions give actions/checkout `fetch-depth: 0`, in GitLab set GIT_DEPTH to 0; elsewhere: \
            git fetch --unshallow
            """
        case .unknown(let name, false):
            """
            git knows no revision `\(name)` here. Check the spelling; a branch that is only on the server is \
            `origin/\(name)` after `git fetch origin`
            """
        case .tooLarge(let name, let bytes):
            """
            the workspace's folder at `\(name)` holds more than \(bytes >> 20) MB, which is more than --base \
            reads. Keep large files that no campaign names outside the workspace
            """
        case .tooManyFiles(let name, let count):
            """
            the workspace's folder at `\(name)` holds more than \(count) files, which is more than --base reads. \
            Give the workspace a folder of its own
            """
        case .unreadable(let path):
            """
            git cannot give `\(path)` as it was. Is the clone complete? `git fetch --refetch` gets what is \
            missing, `git fsck` says what is broken
            """
        case .noCopy(let reason):
            "the earlier files cannot be put into a temporary folder: \(reason)"
        case .failed(let command, let words): "git \(command) failed: \(words)"
        }
    }
}
