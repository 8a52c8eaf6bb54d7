import CampaignLoading
import Foundation
import Revisions
import Testing

@Suite struct RevisionTests {
    private struct Seen: Sendable {
        var commit: String
        var names: [String]?
        var findings: [String]
        var folder: String?
        var mode: Int?
        var notes: [String]
        var source: String?
    }

    private func read(
        _ name: String, _ root: WorkspaceRoot, environment: [String: String] = [:],
        limits: Revision.Limits = .standard
    ) async throws -> Seen {
        let own = GitRepository.environment.merging(environment) { $1 }
        return try await Revision.read(name, of: root, environment: own, limits: limits) { revision in
            let folder = revision.workspace?.root.path
            let attributes = try folder.map(FileManager.default.attributesOfItem)
            return Seen(
                commit: revision.commit, names: revision.workspace?.campaigns.map(\.campaign.name),
                findings: revision.workspace?.findings.map(\.message) ?? [], folder: folder,
                mode: (attributes?[.posixPermissions] as? NSNumber)?.intValue, notes: revision.notes,
                source: (revision.workspace?.campaigns.first?.source.bytes).map {
                    String(decoding: $0, as: UTF8.self)
                })
        }
    }

    @Test(arguments: ["campaigns", "", "a/b c/ñ"])
    func `a revision is read wherever the workspace lies, and the work tree stays`(folder: String)
        async throws
    {
        let repository = try GitRepository()
        try repository.addWorkspace(in: folder, saying: "Antes")
        let commit = try repository.commit()
        try repository.addWorkspace(in: folder, saying: "Ahora")
        let before = try repository.git("status", "--porcelain")
        let seen = try await read("main", repository.root(folder))
        #expect(seen.commit == commit)
        #expect(seen.names == ["aviso"])
        #expect(seen.findings.isEmpty)
        #expect(seen.source?.contains("Antes") == true)
        #expect(try repository.git("status", "--porcelain") == before)
    }

    @Test func `the copy is private, and gone afterwards`() async throws {
        let repository = try GitRepository()
        try repository.addWorkspace()
        try repository.commit()
        let seen = try await read("HEAD", repository.root())
        #expect(seen.mode == 0o700)
        let folder = try #require(seen.folder)
        #expect(!FileManager.default.fileExists(atPath: folder))
        #expect(!folder.hasPrefix(repository.path))
    }

    @Test func `the copy is gone after an error, too`() async throws {
        let repository = try GitRepository()
        try repository.addWorkspace()
        try repository.commit()
        struct Stop: Error { var folder: String }
        do {
            try await Revision.read("HEAD", of: repository.root(), environment: GitRepository.environment) {
                throw Stop(folder: $0.workspace?.root.path ?? "")
            }
            Issue.record("it did not throw")
        } catch let stop as Stop {
            #expect(!stop.folder.isEmpty)
            #expect(!FileManager.default.fileExists(atPath: stop.folder))
        }
    }

    @Test(
        arguments: [
            "--upload-pack=touch /tmp/x", "-n", "--help", "", "main\n--all", "\u{7F}",
        ])
    func `a hostile name is refused`(name: String) async throws {
        let repository = try GitRepository()
        try repository.addWorkspace()
        try repository.commit()
        await #expect(throws: RevisionError.badName(name)) { try await read(name, repository.root()) }
    }

    @Test(arguments: ["nope", "main..HEAD", "HEAD:campaigns", "main --all", "$(id)", "^main"])
    func `what is no commit is unknown`(name: String) async throws {
        let repository = try GitRepository()
        try repository.addWorkspace()
        try repository.commit()
        await #expect(throws: RevisionError.unknown(name, isShallow: false)) {
            try await read(name, repository.root())
        }
    }

    @Test func `in a shallow clone it is said what to do`() async throws {
        let origin = try GitRepository()
        try origin.addWorkspace()
        let first = try origin.commit("first")
        try origin.commit("second")
        let clone = try GitRepository()
        try clone.git("fetch", "-q", "--depth=1", "file://\(origin.path)", "main")
        try clone.git("checkout", "-q", "FETCH_HEAD")
        await #expect(throws: RevisionError.unknown(first, isShallow: true)) {
            try await read(first, clone.root())
        }
        #expect("\(RevisionError.unknown(first, isShallow: true))".contains("fetch-depth: 0"))
    }

    @Test func `a folder that was not there yet`() async throws {
        let repository = try GitRepository()
        try repository.commit("empty")
        try repository.addWorkspace()
        #expect(try await read("HEAD", repository.root()).names == nil)
    }

    @Test func `a folder without pregon.yaml is no workspace`() async throws {
        let repository = try GitRepository()
        try repository.write("campaigns/readme.md", "soon")
        try repository.commit()
        try repository.addWorkspace()
        #expect(try await read("HEAD", repository.root()).names == nil)
    }

    @Test func `outside a repository`() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("pregon-none-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let root = WorkspaceRoot(path: folder.path, shownPath: "")
        do {
            _ = try await read("HEAD", root)
            Issue.record("it did not throw")
        } catch let error as RevisionError {
            #expect("\(error)".contains("in no git repository"))
        }
    }

    @Test func `without git`() async throws {
        let repository = try GitRepository()
        await #expect(throws: RevisionError.noGit) {
            try await read("HEAD", repository.root(""), environment: ["PATH": "/nowhere"])
        }
    }

    @Test func `what a hook sets leads nowhere else`() async throws {
        let (repository, other) = (try GitRepository(), try GitRepository())
        try repository.addWorkspace()
        let commit = try repository.commit()
        try other.commit("other")
        let seen = try await read(
            "main", repository.root(),
            environment: ["GIT_DIR": other.path + "/.git", "GIT_WORK_TREE": other.path])
        #expect(seen.commit == commit)
    }

    @Test func `a repository of somebody else is not read, and it is said how to allow it`() throws {
        let error = RevisionError.notTrusted(folder: "/w", words: "detected dubious ownership")
        #expect("\(error)".contains("git config --global --add safe.directory /w"))
    }

    @Test func `a link that leads out is not followed`() async throws {
        let repository = try GitRepository()
        try repository.addWorkspace()
        let file = "\(repository.path)/campaigns/audiences/gente.csv"
        try FileManager.default.removeItem(atPath: file)
        try repository.write("elsewhere.csv", "celular,nombre,autorizacion\n573001112233,Ana,2026-01-05\n")
        try FileManager.default.createSymbolicLink(
            atPath: file, withDestinationPath: "\(repository.path)/elsewhere.csv")
        try repository.commit()
        let seen = try await read("main", repository.root())
        #expect(seen.names == [])
        #expect(seen.findings.count == 1)
    }

    @Test func `a link within the workspace is followed`() async throws {
        let repository = try GitRepository()
        try repository.addWorkspace()
        let folder = "\(repository.path)/campaigns/audiences"
        try FileManager.default.moveItem(atPath: folder + "/gente.csv", toPath: folder + "/real.csv")
        try FileManager.default.createSymbolicLink(
            atPath: folder + "/gente.csv", withDestinationPath: "real.csv")
        try repository.commit()
        #expect(try await read("main", repository.root()).names == ["aviso"])
    }

    @Test func `too much is refused in clear words`() async throws {
        let repository = try GitRepository()
        try repository.addWorkspace()
        try repository.write("campaigns/media/big.bin", String(repeating: "x", count: 3_000_000))
        try repository.commit()
        await #expect(throws: RevisionError.tooLarge("main", bytes: 1 << 20)) {
            try await read("main", repository.root(), limits: .init(bytes: 1 << 20, files: 100))
        }
        await #expect(throws: RevisionError.tooManyFiles("main", count: 3)) {
            try await read("main", repository.root(), limits: .init(bytes: 1 << 30, files: 3))
        }
    }

    @Test func `many and empty files and those without a last line break arrive byte by byte`() async throws {
        let repository = try GitRepository()
        try repository.addWorkspace()
        for index in 0..<300 {
            try repository.write(
                "campaigns/x/\(index).txt", String(repeating: "\(index)\n", count: index * 7))
        }
        try repository.write("campaigns/x/end.txt", "no line break")
        try repository.commit()
        let work = "\(repository.path)/campaigns"
        let same = try await Revision.read(
            "main", of: repository.root(), environment: GitRepository.environment
        ) { revision in
            let copy = revision.workspace?.root.path ?? ""
            return FileManager.default.enumerator(atPath: work)?.compactMap { $0 as? String }.allSatisfy {
                FileManager.default.contents(atPath: "\(work)/\($0)")
                    == FileManager.default.contents(atPath: "\(copy)/\($0)")
            }
        }
        #expect(same == true)
    }

    @Test func `pointers of git LFS are named`() async throws {
        let repository = try GitRepository()
        try repository.addWorkspace()
        try repository.write(
            "campaigns/audiences/gente.csv",
            "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12\n")
        try repository.commit()
        let notes = try await read("main", repository.root()).notes
        #expect(notes.count == 1)
        #expect(notes.first?.contains("`audiences/gente.csv`") == true)
    }

    @Test func `a relative folder of outside audiences is found from where the workspace lies`() async throws
    {
        let repository = try GitRepository()
        try repository.addWorkspace()
        let settings = "\(repository.path)/campaigns/pregon.yaml"
        let text = try String(contentsOfFile: settings, encoding: .utf8)
        try repository.write("campaigns/pregon.yaml", text + "\naudiences: ../private\n")
        try repository.write(".gitignore", "private/\n")
        try FileManager.default.createDirectory(
            atPath: "\(repository.path)/private", withIntermediateDirectories: true)
        try FileManager.default.moveItem(
            atPath: "\(repository.path)/campaigns/audiences", toPath: "\(repository.path)/private/audiences")
        try repository.commit()
        #expect(try await read("main", repository.root()).names == ["aviso"])
    }
}
