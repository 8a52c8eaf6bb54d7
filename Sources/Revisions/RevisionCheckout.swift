import Foundation

/// Writes a revision's files into a folder, all through one `git cat-file --batch`.
struct RevisionCheckout: Sendable {
    let git: GitRun
    let folder: RevisionFolder
    let limits: Revision.Limits
    /// The revision as it was asked for.
    let name: String

    /// - Returns: files that are pointers of git LFS instead of the content itself.
    func write(_ files: [RevisionTree.File]) async throws -> [String] {
        guard files.count <= limits.files else {
            throw RevisionError.tooManyFiles(name, count: limits.files)
        }
        // Links last: no file may be written through one.
        let ordered = files.filter { !$0.isLink } + files.filter(\.isLink)
        let answers = BatchAnswers(ordered, folder: folder, limits: limits, name: name)
        defer { answers.close() }
        let input = Array(ordered.map { $0.hash + "\n" }.joined().utf8)
        try await git.stream("cat-file", "--batch", input: input) { piece in try answers.take(piece) }
        try answers.finish()
        return answers.pointers
    }
}

/// Takes git's answers, `HASH blob SIZE`, the bytes, a line break, in pieces of any size.
final class BatchAnswers {
    private let files: [RevisionTree.File]
    private let folder: RevisionFolder
    private let limits: Revision.Limits
    private let name: String
    private var next = 0
    private var total = 0
    private var header: [UInt8] = []
    /// Bytes of the current file that are still to come; nil while its header is read.
    private var missing: Int?
    private var descriptor: Int32 = -1
    /// The first bytes of the current file; all of a link.
    private var beginning: [UInt8] = []
    private(set) var pointers: [String] = []

    private static let pointer = Array("version https://git-lfs.github.com/spec/".utf8)
    /// Longer than any path the system takes.
    private static let keptBytes = 4096

    init(_ files: [RevisionTree.File], folder: RevisionFolder, limits: Revision.Limits, name: String) {
        self.files = files
        self.folder = folder
        self.limits = limits
        self.name = name
    }

    func close() {
        if descriptor >= 0 { _ = Foundation.close(descriptor) }
        descriptor = -1
    }

    func take(_ piece: [UInt8]) throws {
        var rest = piece[...]
        while !rest.isEmpty {
            if let missing {
                // The line break after the bytes belongs to the answer, not to the file.
                let own = rest.prefix(missing)
                try keep(own)
                rest = rest.dropFirst(own.count)
                self.missing = missing - own.count
                if missing == own.count, let end = rest.first {
                    guard end == 0x0A else { throw broken }
                    rest = rest.dropFirst()
                    try complete()
                }
            } else {
                let end = rest.firstIndex(of: 0x0A)
                header += rest[..<(end ?? rest.endIndex)]
                guard header.count < Self.keptBytes else { throw broken }
                guard let end else { return }
                rest = rest[(end + 1)...]
                try begin()
            }
        }
    }

    func finish() throws(RevisionError) { guard next == files.count, missing == nil else { throw broken } }

    private var broken: RevisionError {
        .unreadable(path: next < files.count ? files[next].path : name)
    }

    private func begin() throws {
        let words = header.split(separator: 0x20).map { String(decoding: $0, as: UTF8.self) }
        header = []
        guard next < files.count, words.count == 3, words[0] == files[next].hash, words[1] == "blob",
            let size = Int(words[2]), size >= 0
        else { throw broken }
        total += size
        guard total <= limits.bytes else { throw RevisionError.tooLarge(name, bytes: limits.bytes) }
        missing = size
        beginning = []
        if !files[next].isLink { descriptor = try folder.create(files[next].path) }
    }

    private func keep(_ bytes: ArraySlice<UInt8>) throws {
        if beginning.count < Self.keptBytes { beginning += bytes.prefix(Self.keptBytes - beginning.count) }
        guard descriptor >= 0 else { return }
        var rest = bytes
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if written < 0 {
                if errno == EINTR { continue }
                throw RevisionError.noCopy(reason: String(cString: strerror(errno)))
            }
            rest = rest.dropFirst(written)
        }
    }

    private func complete() throws {
        let file = files[next]
        if file.isLink {
            try folder.link(file.path, to: beginning)
        } else if beginning.starts(with: Self.pointer) {
            pointers.append(file.path)
        }
        close()
        missing = nil
        next += 1
    }
}
