import Foundation
import Testing

extension EndToEnd {
    /// `plan --base`: what a reviewer of a pull request sees.
    @Suite struct Base {
        private static let moment = "2026-11-23 10:00"

        private func campaign(_ name: String, text: String, start: String) -> String {
            """
            campaign: \(name)
            version: 1
            category: utility
            lines: [equipo]
            audience: {file: audiences/\(name).csv, phone: celular, opt_in: autorizacion}
            messages:
              - id: aviso
                text: "\(text)"
            schedule:
              start: \(start)

            """
        }

        /// `main`, and a branch that lets one join and one leave, changes a word, moves a schedule and adds a
        /// campaign.
        private func repository() throws -> TestWorkspace {
            let workspace = try TestWorkspace()
            try workspace.write(".gitignore", ".pregon/\n")
            try workspace.git("init", "-q", "-b", "main")
            try workspace.add(
                "pagos",
                campaign("pagos", text: "Hola {{nombre}}, pagas el viernes.", start: "2026-12-01 09:00"),
                to: 573_001_000_001...573_001_000_003)
            try workspace.add(
                "igual", campaign("igual", text: "Nada cambia", start: "2026-11-30 09:00"),
                to: [573_001_000_009])
            try workspace.commit("main")
            try workspace.git("checkout", "-q", "-b", "cambios")
            try workspace.add(
                "pagos",
                campaign("pagos", text: "Hola {{nombre}}, pagas el lunes.", start: "2026-12-02 09:30"),
                to: 573_001_000_002...573_001_000_004)
            try workspace.add(
                "navidad", campaign("navidad", text: "Felices fiestas", start: "2026-12-23 09:00"),
                to: [573_001_000_002])
            try workspace.commit("cambios")
            return workspace
        }

        @Test(arguments: ["human", "json", "markdown"])
        func `two branches are compared as the goldens say`(format: String) async throws {
            let workspace = try repository()
            let ending = try await workspace.expect(
                0, "plan", "--base", "main", "--format", format, "--now", Self.moment)
            #expect(ending.stderr.isEmpty)
            let file = URL(filePath: #filePath).deletingLastPathComponent()
                .appending(path: "Fixtures/base-\(format).txt")
            if ProcessInfo.processInfo.environment["UPDATE_GOLDENS"] == "1" {
                try Data(ending.stdout.utf8).write(to: file)
            }
            #expect(try ending.stdout == String(contentsOf: file, encoding: .utf8))
        }

        @Test func `the page is one file without a script`() async throws {
            let workspace = try repository()
            let page = try await workspace.expect(
                0, "plan", "--base", "main", "--format", "html", "--now", Self.moment
            ).stdout
            #expect(page.hasPrefix("<!doctype html>"))
            #expect(page.contains("<del>viernes</del><ins>lunes</ins>"))
            for part in ["<script", "src=", "href=", "@import", "url("] { #expect(!page.contains(part)) }
        }

        @Test func `neither secrets nor a known ledger are needed`() async throws {
            let workspace = try repository()
            let settings = workspace.folder.appendingPathComponent("pregon.yaml")
            let text = try String(contentsOf: settings, encoding: .utf8)
            try workspace.write(
                "pregon.yaml",
                text.replacing("ledger: sqlite:.pregon/ledger.sqlite", with: "ledger: ${PREGON_LEDGER}"))
            let ending = try await workspace.expect(
                0, "plan", "--base", "main", "--now", Self.moment,
                environment: ["CONTACTO_TOKEN": "", "SETAPP_TOKEN": "", "SETAPP_CLIENT": ""])
            #expect(ending.stdout.contains("without a ledger nobody knows what has gone out already"))
            #expect(ending.verdict.hasPrefix("Compared with main ("))
            // Without a base it is an error that its place is not known.
            try await workspace.expect(65, "plan", "--now", Self.moment)
        }

        @Test func `the work tree and the index stay as they are`() async throws {
            let workspace = try repository()
            try workspace.write("navidad.yaml", "campaign: navidad\nversion: 1\n")
            let index = workspace.scratch.appendingPathComponent(".git/index")
            let before = try Data(contentsOf: index)
            let ending = try await workspace.expect(1, "plan", "--base", "main", "--now", Self.moment)
            #expect(ending.stdout.contains("navidad  broken now"))
            #expect(ending.stdout.contains("pagos  changed"))
            #expect(try Data(contentsOf: index) == before)
        }

        @Test func `editing what has gone out is called out`() async throws {
            let (workspace, simulator) = try await TestWorkspace.simulated()
            defer { simulator.stop() }
            try workspace.write(".gitignore", ".pregon/\n")
            try workspace.git("init", "-q", "-b", "main")
            try workspace.add("pedidos", Campaigns.notice("pedidos"), to: Campaigns.numbers(2))
            try workspace.commit("main")
            try await workspace.expect(0, "ledger", "init")
            try await workspace.expect(0, "apply", "--auto-approve")
            try workspace.add(
                "pedidos", Campaigns.notice("pedidos", text: "Hola {{nombre}}, cerramos el {{dia}}."),
                to: Campaigns.numbers(3))
            let ending = try await workspace.expect(0, "plan", "--base", "main", "--format", "markdown")
            #expect(ending.stdout.contains("2 messages have already gone out and say something else now"))
            #expect(ending.stdout.contains("<del>abrimos</del><ins><b>cerramos</b></ins>"))
            #expect(ending.stdout.contains("1 to send, 2 already sent"))
        }

        @Test(
            arguments: [
                ("nope", 65, "git knows no revision `nope` here"),
                ("--upload-pack=x", 64, "cannot name a revision"),
            ] as [(String, Int32, String)])
        func `what is no revision is refused in clear words`(name: String, status: Int32, words: String)
            async throws
        {
            let workspace = try repository()
            let ending = try await workspace.expect(status, "plan", "--base=\(name)", "--now", Self.moment)
            #expect(ending.stderr.contains(words))
        }
    }
}
