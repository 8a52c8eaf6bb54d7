import Foundation
import Testing

extension EndToEnd {
    /// The runners of CI systems read every line of a step's output for commands: `::error::` at its beginning on
    /// GitHub, `##[error]` and `##vso[…]` on GitHub and Azure. No text of a file may become one.
    @Suite(.enabled(if: LedgerFile.isReadable)) struct HostileOutput {
        private static let moment = "2026-11-23 10:00"

        /// Texts that are commands where they begin a line.
        private static let texts = [
            "::add-mask::a", "##[error]a", "##vso[task.setvariable x=y]a", "  ::error::a",
            "\u{200B}::error::a",
            "\u{A0}##[group]a", "#\u{200D}#[error]a",
        ]

        /// All of them, each at the beginning of a line.
        private static let block = texts.joined(separator: "\n")

        /// A text as YAML's double quotes hold it.
        private static func quoted(_ text: String) -> String {
            let escaped = text.unicodeScalars.map { scalar in
                switch scalar {
                case "\n": "\\n"
                case "\"", "\\": "\\\(scalar)"
                default:
                    scalar.isASCII
                        ? String(scalar) : "\\u\(String(0x1_0000 + scalar.value, radix: 16).dropFirst())"
                }
            }
            return "\"\(escaped.joined())\""
        }

        /// The lines that a runner would take for a command.
        private static func commands(in output: String) -> [String] {
            output.split(whereSeparator: \.isNewline).map(String.init).filter { line in
                let shown = line.replacing(/\u{1B}\[[0-9;]*m/, with: "").unicodeScalars.filter {
                    !$0.properties.isDefaultIgnorableCodePoint && $0.value >= 0x20
                }
                let text = String(String.UnicodeScalarView(shown))
                let start = text.unicodeScalars.drop { $0.properties.isWhitespace }
                return String(start).hasPrefix("::") || text.contains("##[") || text.contains("##vso[")
            }
        }

        private static func expectNone(
            _ ending: Ending, sourceLocation: SourceLocation = #_sourceLocation
        ) {
            let found = commands(in: ending.stdout) + commands(in: ending.stderr)
            #expect(found.isEmpty, "\(ending.command)", sourceLocation: sourceLocation)
        }

        private static func campaign(_ text: String, line: String, group: String) -> String {
            """
            campaign: avisos
            version: 1
            description: \(quoted(text))
            category: utility
            lines: [\(quoted(line))]
            audience:
              file: audiences/avisos.csv
              phone: celular
              opt_in: autorizacion
              where: {\(quoted("::ciudad")): [\(quoted("::Cali"))]}
            messages:
              - text: \(quoted(text))
              - text: \(quoted("{{::nombre}} \(text)"))
              - image: \(quoted("https://cdn.example.com/##[x]::{{::nombre}}.png"))
            group:
              name: \(quoted(group))
              welcome: \(quoted(text))
              messages:
                - text: \(quoted(text))
                - file: {url: "https://cdn.example.com/##[x].png", name: \(quoted("::group::iris.png")),
                         title: \(quoted("::error::iris"))}
              invite: \(quoted("::error::{{group_invite_link}}"))

            """
        }

        /// A repository whose every text is hostile, on two branches.
        private func repository(_ name: String) throws -> TestWorkspace {
            let workspace = try TestWorkspace()
            let settings = workspace.folder.appendingPathComponent("pregon.yaml")
            let yaml = try String(contentsOf: settings, encoding: .utf8)
            try workspace.write("pregon.yaml", yaml.replacing("  equipo:", with: "  \(Self.quoted(name)):"))
            try workspace.write(".gitignore", ".pregon/\n")
            try workspace.write(
                "audiences/avisos.csv",
                "celular,::nombre,::ciudad,autorizacion\n573001000001,::error::Ana,::Cali,2026-01-05\n"
                    + "573001000002,\"\(Self.block)\",::Cali,2026-01-05\n573001000003,,::Cali,2026-01-05\n"
                    + "573001000004,##[error]x,::Cali,::error::\n")
            try workspace.git("init", "-q", "-b", "##main")
            try workspace.write(
                "avisos.yaml", Self.campaign("::antes\n\(Self.block)", line: name, group: "::antes"))
            try workspace.commit("main")
            try workspace.git("checkout", "-q", "-b", "cambios")
            try workspace.write(
                "avisos.yaml", Self.campaign("\(Self.block)\n::error::fin", line: name, group: Self.texts[0]))
            try workspace.write("##[error]x.yaml", Self.campaign(Self.block, line: name, group: "##[error]"))
            try workspace.write(
                "::error::y.yaml", "campaign: ::error::\n\(Self.quoted("::key")): ##[error]\n")
            try workspace.commit("cambios")
            return workspace
        }

        @Test(arguments: ["human", "json", "sarif", "gitlab", "junit", "github"])
        func `no text is a command in what validate prints`(format: String) async throws {
            let workspace = try repository("::error::equipo")
            let ending = try await workspace.run("validate", "--format", format, "--now", Self.moment)
            #expect(ending.status == 1)
            guard format == "github" else { return Self.expectNone(ending) }
            // The format's own commands name a file of the workspace, and hold no other.
            let lines = Self.commands(in: ending.stdout)
            #expect(!lines.isEmpty)
            for line in lines {
                #expect(line.contains(/^::(error|warning|notice) (file=)/), "\(line)")
                #expect(!line.contains("##["), "\(line)")
            }
        }

        @Test(arguments: ["human", "json", "markdown", "html"])
        func `no text is a command in what plan prints`(format: String) async throws {
            let workspace = try repository("##[group]::equipo")
            let now = ["--now", Self.moment]
            for more in [
                [], ["--verbose"], ["--base", "##main"], ["--base", "##main", "--color", "always"],
            ] {
                let child = try workspace.begin(["plan", "--format", format] + more + now)
                Self.expectNone(try await workspace.end(child))
                // Without the files that are wrong, so that there is a plan.
                let good = try workspace.begin(["plan", "avisos", "--format", format] + more + now)
                Self.expectNone(try await workspace.end(good))
            }
            // The same difference where nothing is wrong: it is the text itself that begins the lines.
            for file in ["##[error]x.yaml", "::error::y.yaml"] {
                try FileManager.default.removeItem(at: workspace.folder.appendingPathComponent(file))
            }
            let ending = try await workspace.expect(
                0, "plan", "--base", "##main", "--format", format, "--now", Self.moment)
            #expect(ending.stdout.contains("add-mask"), "\(ending)")
            Self.expectNone(ending)
        }

        @Test func `no text is a command in what the other commands print`() async throws {
            let (workspace, simulator) = try await TestWorkspace.simulated("--fault", "0.5", "--seed", "3")
            defer { simulator.stop() }
            try workspace.add(
                "avisos", Campaigns.notice("avisos", text: "::error::{{nombre}}\\n##[error]x"),
                to: Campaigns.numbers(6))
            try workspace.append(
                "audiences/avisos.csv", "573001009999,::error::Ana,x,::error::x,2026-01-05\n")
            Self.expectNone(
                try await workspace.run(
                    "apply", "--auto-approve", "--new-ledger", "--verbose", "--color", "always"))
            Self.expectNone(try await workspace.run("pause", "avisos"))
            for format in ["human", "json", "csv"] {
                Self.expectNone(try await workspace.run("status", "--verbose", "--format", format))
            }
            for format in ["human", "json"] {
                Self.expectNone(
                    try await workspace.run("rehearse", "--format", format, "--now", Self.moment, "--verbose")
                )
                Self.expectNone(
                    try await workspace.run("calendar", "avisos", "--format", format, "--now", Self.moment))
            }
            for arguments in [["status", "::error::"], ["calendar", "##[error]"], ["rehearse", "::x"]] {
                Self.expectNone(try await workspace.end(workspace.begin(arguments)))
            }
        }
    }
}
