import CampaignLoading
import Diagnostics
import Foundation
import Testing

@testable import Checking

/// Campaigns that read the same file are checked in one reading, and each gets what it would get alone.
struct SharedAudienceTests {
    static let workspace = """
        version: 1
        lines:
          equipo:
            gateway: setapp
            client: ${SETAPP_CLIENT}
            token: ${SETAPP_TOKEN}
            number: "573123252394"
            endpoints: {message: "${SETAPP_MESSAGE_URL}"}

        """

    /// Campaigns that differ in what is wrong with them, and one with another reading of the same file.
    static let campaigns = [
        "correcta": ("Hola {{nombre}}", "opt_in: autorizacion"),
        "sin-columna": ("Hola {{nombr}}, {{apellido}}", "opt_in: autorizacion"),
        "muy-larga": (
            String(repeating: "palabra ", count: 122) + "{{nota}}", "opt_in: autorizacion"
        ),
        "igual-para-todos": ("Hola", "opt_in: autorizacion"),
        "otra-lectura": ("Hola {{nombre}}", "opt_in: permiso"),
        "con-filtro": ("Hola {{nombre}}", "opt_in: autorizacion\n  where: {nombre: [Ana]}"),
        "nadie": ("Hola {{nombre}}", "opt_in: autorizacion\n  where: {nombre: [Zoila]}"),
    ]

    static let rows = """
        celular;nombre;nota;autorizacion
        573001112233;Ana;corta;2026-01-05
        573001112234;José;\(String(repeating: "x", count: 100));2026-01-05
        573001112235;;corta;2026-01-05
        57300111;Luis;corta;2026-01-05

        """

    @Test(arguments: [
        ("rows of all kinds", Data(rows.utf8)),
        ("another encoding", rows.data(using: .windowsCP1252) ?? Data()),
        ("a mistake at the end", Data((rows + "573001112236;\"Eva;corta;2026-01-05\n").utf8)),
        ("no rows", Data("celular;nombre;nota;autorizacion\n".utf8)),
        ("no columns", Data("\n".utf8)),
    ])
    func `each campaign gets the findings it would get alone`(_ name: String, _ csv: Data) throws {
        let folder = try TemporaryWorkspace()
        defer { folder.remove() }
        try folder.write("pregon.yaml", Self.workspace)
        try folder.write("audiences/a.csv", csv)
        for (campaign, (text, reading)) in Self.campaigns {
            try folder.write(
                "\(campaign).yaml",
                """
                campaign: \(campaign)
                version: 1
                category: utility
                lines: [equipo]
                audience:
                  file: audiences/a.csv
                  phone: celular
                  \(reading)
                messages:
                  - text: "\(text)"

                """)
        }
        let loaded = try TemporaryWorkspace.load(root: folder.path)
        #expect(loaded.findings.isEmpty)
        #expect(loaded.campaigns.count == Self.campaigns.count)
        let sources = AudienceSources(
            root: loaded.root, workspace: try #require(loaded.workspace), today: CorpusCase.today,
            suppressed: [])
        let checker = WorkspaceChecker(root: loaded.root, sources: sources)
        let together = checker.checkAudiences(of: loaded.campaigns).map { $0.sorted() }
        let alone = loaded.campaigns.map { checker.checkAudiences(of: [$0]).flatMap(\.self).sorted() }
        #expect(together == alone)
        let found = together.joined().map(\.rule.name)
        #expect(!found.isEmpty)
    }
}
