import CampaignLoading
import CampaignModel
import Checking
import Diagnostics
import Foundation
import Testing

/// What `templates.lock.yaml` says against campaigns, where the corpus of files does not show it.
@Suite struct TemplateCheckTests {
    private static let workspace = """
        version: 1
        lines:
          cartera:
            gateway: contacto
            login: ${CONTACTO_LOGIN}
            token: ${CONTACTO_TOKEN}
            number: "573005202020"

        """

    private static func lock(category: String = "utility", status: String = "approved") -> String {
        """
        version: 1
        lines:
          cartera:
            pulled: 2026-11-20T14:03:00-05:00
            templates:
              "1042": {name: aviso, status: \(status), category: \(category), variables: 0, body: Hola}

        """
    }

    private static func campaign(category: String = "utility") -> String {
        """
        campaign: caso
        version: 1
        category: \(category)
        lines: [cartera]
        audience: {recipients: [{phone: 573001112233, opt_in: 2026-01-05}]}
        messages:
          - template: "1042"

        """
    }

    private func folder(_ files: [String: String]) throws -> TemporaryWorkspace {
        let folder = try TemporaryWorkspace()
        try folder.write("pregon.yaml", Self.workspace)
        try folder.write("caso.yaml", Self.campaign())
        for (name, text) in files { try folder.write(name, text) }
        return folder
    }

    /// Ley 2300 holds marketing and collection alike; utility follows the workspace's hours, authentication none.
    @Test(arguments: [
        ("marketing", "marketing", true), ("marketing", "collection", true), ("marketing", "utility", false),
        ("marketing", "authentication", false), ("utility", "marketing", true),
        ("utility", "collection", true),
        ("utility", "utility", true), ("utility", "authentication", false),
        ("authentication", "marketing", true), ("authentication", "collection", true),
        ("authentication", "utility", true), ("authentication", "authentication", true),
        ("unknown", "authentication", true), ("unknown", "marketing", true),
    ])
    func `no campaign escapes what holds its template`(_ template: String, _ own: String, _ isRight: Bool)
        throws
    {
        let folder = try folder([
            "templates.lock.yaml": Self.lock(category: template), "caso.yaml": Self.campaign(category: own),
        ])
        defer { folder.remove() }
        let expected: [Rule] = isRight ? [] : [CategoryLooserThanTemplate.rule]
        #expect(try folder.findings().map(\.rule) == expected)
    }

    @Test func `without the file nothing is said of templates`() throws {
        let folder = try folder([:])
        defer { folder.remove() }
        #expect(try folder.findings().isEmpty)
        #expect(try TemporaryWorkspace.load(root: folder.path).templates == nil)
    }

    @Test func `the file is read as the gateway said it`() throws {
        let folder = try folder(["templates.lock.yaml": Self.lock()])
        defer { folder.remove() }
        let template = LockedTemplate(
            name: "aviso", status: .approved, category: .utility, variables: 0, body: "Hola")
        // 2026-11-20T19:03:00Z
        let line = TemplateLock.LineTemplates(
            pulled: Instant(milliseconds: 1_795_201_380_000), templates: ["1042": template])
        let loaded = try TemporaryWorkspace.load(root: folder.path)
        #expect(loaded.templates == TemplateLock(lines: ["cartera": line]))
        #expect(loaded.fileCount == 1)
    }

    @Test(arguments: [lock(status: "paused"), "version: 1\nlines: {cartera: {\n", lock(category: "otra")])
    func `one campaign is not planned against a list that is wrong or says no`(_ lock: String) throws {
        let folder = try folder(["templates.lock.yaml": lock])
        defer { folder.remove() }
        let loaded = try TemporaryWorkspace.load(root: folder.path)
        let sources = AudienceSources(
            root: loaded.root, workspace: try #require(loaded.workspace), today: CorpusCase.today,
            suppressed: [])
        let campaign = try #require(loaded.campaign(named: "caso"))
        let found = WorkspaceChecker(root: loaded.root, sources: sources).check(campaign, in: loaded)
        #expect(found.hasErrors)
    }

    @Test func `a file that is named with all others is not taken for a campaign`() throws {
        let folder = try folder(["templates.lock.yaml": Self.lock(status: "paused")])
        defer { folder.remove() }
        let real = try #require(WorkspaceRoot.realPath(folder.path))
        let loaded = WorkspaceLoader(root: WorkspaceRoot(path: real, shownPath: ""))
            .load(only: ["caso.yaml", "templates.lock.yaml"])
        #expect(loaded.findings.isEmpty)
        #expect(loaded.fileCount == 1)
        #expect(loaded.templates?.template("1042", onLine: "cartera")?.status == .paused)
    }

    @Test func `a symbolic link out of the workspace is refused`() throws {
        let outside = try TemporaryWorkspace()
        defer { outside.remove() }
        try outside.write("otro.yaml", Self.lock())
        let folder = try folder([:])
        defer { folder.remove() }
        try FileManager.default.createSymbolicLink(
            atPath: "\(folder.path)/templates.lock.yaml", withDestinationPath: "\(outside.path)/otro.yaml")
        let found = try folder.findings()
        #expect(found.map(\.rule) == [ReferenceRules.pathOutside])
        #expect(found.map(\.place.file) == ["templates.lock.yaml"])
    }

    @Test func `the example workspace's campaigns fit its templates`() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "campaigns").path(percentEncoded: false)
        let loaded = try TemporaryWorkspace.load(root: root)
        #expect(Set(loaded.templates?.lines.keys.map(\.self) ?? []) == ["cartera", "promociones"])
        #expect(try TemporaryWorkspace.findings(root: root).filter { $0.severity == .error }.isEmpty)
    }
}
