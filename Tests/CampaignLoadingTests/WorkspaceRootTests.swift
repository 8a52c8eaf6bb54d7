import Foundation
import Testing

@testable import CampaignLoading

/// A folder that lives as long as one test.
private struct Folder {
    let path: String

    init() throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "pregon-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = try #require(WorkspaceRoot.realPath(url.path(percentEncoded: false)))
    }

    func write(_ name: String) throws {
        let url = URL(filePath: path).appending(path: name)
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data("x".utf8).write(to: url)
    }

    func link(_ name: String, to target: String) throws {
        try FileManager.default.createSymbolicLink(atPath: "\(path)/\(name)", withDestinationPath: target)
    }

    func remove() { try? FileManager.default.removeItem(atPath: path) }
}

@Suite struct WorkspaceRootTests {
    @Test func `a file of the workspace is found, however it is written`() throws {
        let folder = try Folder()
        defer { folder.remove() }
        try folder.write("audiences/a.csv")
        let root = WorkspaceRoot(path: folder.path, shownPath: "")
        for path in [
            "audiences/a.csv", "./audiences/a.csv", "audiences/../audiences/a.csv", "audiences//a.csv",
        ] {
            #expect(try root.file(path) == "\(folder.path)/audiences/a.csv")
        }
    }

    @Test(arguments: [
        ("", WorkspaceRoot.PathMistake.empty), ("/etc/passwd", .absolute), ("~/a.csv", .absolute),
        ("../a.csv", .outside), ("a/../../b.csv", .outside), ("./../a.csv", .outside),
        ("audiences/nada.csv", .missing), ("audiences", .notAFile), (".", .notAFile),
    ])
    func `other paths are refused`(_ path: String, _ mistake: WorkspaceRoot.PathMistake) throws {
        let folder = try Folder()
        defer { folder.remove() }
        try folder.write("audiences/a.csv")
        let root = WorkspaceRoot(path: folder.path, shownPath: "")
        #expect(throws: mistake) { try root.file(path) }
    }

    @Test func `a symbolic link may stay inside and may not lead out`() throws {
        let folder = try Folder()
        let other = try Folder()
        defer {
            folder.remove()
            other.remove()
        }
        try folder.write("a.csv")
        try other.write("b.csv")
        try folder.link("in.csv", to: "a.csv")
        try folder.link("out.csv", to: "\(other.path)/b.csv")
        try folder.link("folder", to: other.path)
        try folder.link("nowhere.csv", to: "nada.csv")
        let root = WorkspaceRoot(path: folder.path, shownPath: "")
        #expect(try root.file("in.csv") == "\(folder.path)/a.csv")
        #expect(throws: WorkspaceRoot.PathMistake.outside) { try root.file("out.csv") }
        #expect(throws: WorkspaceRoot.PathMistake.outside) { try root.file("folder/b.csv") }
        #expect(throws: WorkspaceRoot.PathMistake.missing) { try root.file("nowhere.csv") }
    }

    @Test func `a folder whose name begins with the workspace's is outside`() throws {
        let folder = try Folder()
        defer { folder.remove() }
        try folder.write("work/a.csv")
        try folder.write("work-other/b.csv")
        try folder.link("work/b.csv", to: "\(folder.path)/work-other/b.csv")
        let root = WorkspaceRoot(path: "\(folder.path)/work", shownPath: "")
        #expect(throws: WorkspaceRoot.PathMistake.outside) { try root.file("b.csv") }
    }

    @Test func `only audiences may live in the one folder outside`() throws {
        let folder = try Folder()
        let people = try Folder()
        defer {
            folder.remove()
            people.remove()
        }
        try people.write("noviembre.csv")
        var root = WorkspaceRoot(path: folder.path, shownPath: "")
        root.audiences = people.path
        #expect(try root.file("noviembre.csv", isAudience: true) == "\(people.path)/noviembre.csv")
        #expect(throws: WorkspaceRoot.PathMistake.missing) { try root.file("noviembre.csv") }
        #expect(throws: WorkspaceRoot.PathMistake.outside) {
            try root.file("../noviembre.csv", isAudience: true)
        }
    }

    @Test func `messages name files from where the user stands`() {
        #expect(
            WorkspaceRoot(path: "/x/campaigns", shownPath: "campaigns").shown("a.csv") == "campaigns/a.csv")
        #expect(WorkspaceRoot(path: "/x", shownPath: "").shown("a.csv") == "a.csv")
        #expect(WorkspaceRoot(path: "/x", shownPath: ".").shown("a.csv") == "a.csv")
    }
}

@Suite struct WorkspaceFilesTests {
    private func listing(_ files: [String], ignore: [String] = []) throws -> [String] {
        let folder = try Folder()
        defer { folder.remove() }
        for file in files { try folder.write(file) }
        return WorkspaceFiles(root: WorkspaceRoot(path: folder.path, shownPath: ""), ignore: ignore).list()
            .files
    }

    @Test func `every YAML file is a campaign but the workspace's own`() throws {
        let files = [
            "pregon.yaml", "templates.lock.yaml", "a.yaml", "b.yml", "c.txt", "x/d.yaml", "x/pregon.yaml",
            ".git/e.yaml", "x/.oculto/f.yaml", ".g.yaml", "yaml", "x.yaml.bak",
        ]
        // Below the top a file with the workspace's name is a campaign file, and will be found to be none.
        #expect(try listing(files) == ["a.yaml", "b.yml", "x/d.yaml", "x/pregon.yaml"])
    }

    @Test(arguments: [
        (["notas"], ["a.yaml", "b/notas.yaml"]),
        (["notas/"], ["a.yaml", "b/notas.yaml"]),
        (["a.yaml", "notas/x.yaml"], ["b/notas.yaml"]),
        (["*.yaml"], []),
        (["b/*"], ["a.yaml", "notas/x.yaml"]),
        (["nota"], ["a.yaml", "b/notas.yaml", "notas/x.yaml"]),
        (["*notas*"], ["a.yaml"]),
    ])
    func `ignore takes paths, folders and patterns`(_ ignore: [String], _ expected: [String]) throws {
        #expect(try listing(["a.yaml", "b/notas.yaml", "notas/x.yaml"], ignore: ignore) == expected)
    }

    @Test func `links that lead out are named, links to folders above do not go on for ever`() throws {
        let folder = try Folder()
        let other = try Folder()
        defer {
            folder.remove()
            other.remove()
        }
        try folder.write("x/a.yaml")
        try other.write("b.yaml")
        try folder.link("x/loop", to: folder.path)
        try folder.link("out.yaml", to: "\(other.path)/b.yaml")
        try folder.link("outer", to: other.path)
        try folder.link("same.yaml", to: "x/a.yaml")
        let root = WorkspaceRoot(path: folder.path, shownPath: "")
        let listing = WorkspaceFiles(root: root, ignore: []).list()
        #expect(listing.files == ["same.yaml", "x/a.yaml"])
        #expect(listing.linksOut == ["out.yaml", "outer", "x/loop"])
        #expect(WorkspaceFiles(root: root, ignore: ["out*", "x/loop"]).list().linksOut == [])
    }
}
