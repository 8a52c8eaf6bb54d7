import Foundation
import Testing

extension EndToEnd {
    /// A secret and a number that nothing may give away, through every command and every failure.
    @Suite(.enabled(if: LedgerFile.isReadable)) struct Canaries {
        /// What each command is run with; one that is not listed here fails the test, so that none is forgotten.
        private static let commands: [String: [[String]]] = [
            "init": [["nuevo"], ["nuevo"]],
            "validate": [[], ["--strict", "--verbose"], ["no-such.yaml"]],
            "explain": [[], ["unknown-key"]],
            "plan": [
                [], ["--verbose", "--show-unchanged"], ["--out", "plan.json"], ["--now", "2026-12-01 09:00"],
                ["--base", "HEAD"], ["--retry-failed", "--quiet"], ["nadie"],
            ],
            "apply": [
                ["--auto-approve", "--verbose"], ["--auto-approve", "--retry-failed"], [],
                ["plan.json", "--auto-approve"],
                ["--auto-approve", "--max-recipients", "0"],
            ],
            "run": [["--verbose"], ["--ignore-balance"], ["--watch", "--health", "nowhere"]],
            "test": [
                ["cobro", "--to", Canary.number, "--auto-approve", "--verbose"],
                ["pedidos", "--to", Canary.number, "--auto-approve", "--verbose"],
                ["grupo", "--to", Canary.number, "--auto-approve"], ["cobro", "--to", Canary.number + "1"],
            ],
            "status": [[], ["--verbose"], ["cobro"]],
            "report": [[]],
            "pause": [["equipo", "--reason", "llamar a \(Canary.number)"], ["nadie"]],
            "resume": [["equipo"], ["cartera"], ["cobro"], ["pedidos"], ["nadie"]],
            "resolve": [
                ["cobro", "--recipient", Canary.number, "--as", "failed"],
                ["pedidos", "--recipient", Canary.number, "--as", "sent"], ["nadie", "--as", "sent"],
            ],
            "cancel": [
                ["pedidos", "--auto-approve", "--reason", "lo pide \(Canary.number)"],
                ["nadie", "--auto-approve"],
            ],
            "ledger": [
                ["check"], ["init"], ["check", "--verbose"], ["export"], ["export", "--format", "csv"],
                ["export", "--only", "attempts", "--format", "csv"], ["backup", "copia.sqlite"],
                ["backup", "copia.sqlite"], ["restore", "copia.sqlite"],
            ],
            "schema": [["campaign"], ["workspace"], ["plan"]],
            "templates": [["pull"], ["list"], ["check"]],
            "balance": [[], ["--verbose"]],
            "calendar": [[], ["cobro"], ["--year", "2027"], ["nadie"]],
            "rehearse": [[]],
            "webhooks": [["--listen", "127.0.0.1:99999"]],
            "simulate": [["--port", "99999"]],
            "demo": [["--verbose"]],
        ]
        /// Those that ask a gateway; the others need not be run for every kind of reply.
        private static let asking = ["balance", "templates", "test", "apply", "run", "status"]

        @Test
        func `every command keeps them to itself, and every format, where a gateway echoes the request`()
            async throws
        {
            let echo = try EchoGateway(.refusal)
            defer { echo.stop() }
            let workspace = try Self.workspace(origin: echo.origin)
            let known = try await Self.knownCommands(workspace)
            #expect(known.count > 12)
            // Sending comes first, so that everything else has something to tell.
            try await Self.run(["ledger", "init"], in: workspace)
            for command in known.sorted(by: { Self.order($0) < Self.order($1) }) {
                guard let variants = Self.commands[command] else {
                    Issue.record("`\(command)` is not run with the canaries: list it here")
                    continue
                }
                let formats = try await Self.formats(of: command, in: workspace)
                for variant in variants { try await Self.run([command] + variant, in: workspace) }
                for format in formats {
                    let first = variants.first ?? []
                    try await Self.run([command] + first + ["--format", format, "--verbose"], in: workspace)
                }
            }
            #expect(echo.count >= 4, "hardly anything was sent")
            try await Self.expectClean(workspace)
        }

        @Test(arguments: EchoGateway.Manner.allCases)
        func `every failure keeps them to itself`(manner: EchoGateway.Manner) async throws {
            let echo = try EchoGateway(manner)
            defer { echo.stop() }
            let workspace = try Self.workspace(origin: echo.origin)
            try await Self.ask(workspace)
            #expect(echo.count >= 2, "hardly anything was sent")
            try await Self.expectClean(workspace)
        }

        @Test func `a wrong token and a gateway that is not there keep them to themselves`() async throws {
            let scratch = try TestWorkspace()
            let simulator = try await Simulator.start(in: scratch.scratch)
            defer { simulator.stop() }
            for origin in [simulator.origin, "http://127.0.0.1:9"] {
                for query in [false, true] {
                    let workspace = try Self.workspace(origin: origin, query: query)
                    try await Self.ask(workspace)
                    try await Self.expectClean(workspace)
                }
            }
            #expect(try simulator.count() == 0)
        }

        // MARK: Doing

        private static func ask(_ workspace: TestWorkspace) async throws {
            let known = try await knownCommands(workspace)
            try await run(["ledger", "init"], in: workspace)
            for command in asking where known.contains(command) {
                for variant in commands[command] ?? [] {
                    try await run([command] + variant, in: workspace)
                    // What stopped the line must not keep the next from asking.
                    for name in ["cartera", "equipo", "cobro", "pedidos", "grupo"] where command == "apply" {
                        try await run(["resume", name], in: workspace)
                    }
                }
            }
        }

        /// A campaign for each kind of request, all to the same number, by lines with the canaries as secrets.
        private static func workspace(origin: String, query: Bool = false) throws -> TestWorkspace {
            let workspace = try TestWorkspace(
                origin: origin, sending: "  stop_after_failures: 2\nopt_out:\n  words: [BAJA]\n")
            let settings = workspace.folder.appendingPathComponent("pregon.yaml")
            var text = try String(contentsOf: settings, encoding: .utf8)
            let encoding = query ? ("query", "multipart") : ("form", "form")
            text = text.replacing("delay: 0s", with: "delay: 0s\n    encoding: \(encoding.0)")
                .replacing(
                    "url: \(origin)/contacto/", with: "url: \(origin)/contacto/\n    encoding: \(encoding.1)")
            for operation in ["message", "group", "group_message", "group_file"] {
                text = text.replacing(
                    "\(operation): \(origin)/setapp/\(operation)\n",
                    with: "\(operation): ${SETAPP_\(operation.uppercased())_URL}\n")
            }
            try workspace.write("pregon.yaml", text)
            try workspace.write("origin.txt", origin)
            let number = try #require(Int(Canary.number))
            for (name, campaign) in [
                ("cobro", Campaigns.reminder()),
                ("pedidos", Campaigns.orders(text: "Tu número es {{celular}}")),
                ("grupo", Campaigns.group("grupo")),
            ] {
                try workspace.add(name, campaign, to: [number, number + 1])
            }
            return workspace
        }

        private static func environment(_ workspace: TestWorkspace) throws -> [String: String] {
            let origin = try String(
                contentsOf: workspace.folder.appendingPathComponent("origin.txt"), encoding: .utf8)
            var environment = Canary.secrets
            for operation in ["MESSAGE", "GROUP", "GROUP_MESSAGE", "GROUP_FILE"] {
                environment["SETAPP_\(operation)_URL"] = "\(origin)/setapp/\(Canary.hook)"
            }
            return environment
        }

        private static func run(_ arguments: [String], in workspace: TestWorkspace) async throws {
            let child = try workspace.begin(arguments, environment: try environment(workspace))
            defer { child.stop() }
            let ending = try await child.end(within: 100)
            #expect(
                !ending.wasKilled && ending.status != 70, "\(arguments.first ?? ""): status \(ending.status)")
            for (stream, text) in [("stdout", ending.stdout), ("stderr", ending.stderr)] {
                for name in Canary.found(in: text) {
                    Issue.record("`\(arguments.joined(separator: " "))` shows \(name) on \(stream)")
                }
            }
        }

        private static func knownCommands(_ workspace: TestWorkspace) async throws -> [String] {
            let help = try await workspace.begin(["--help"]).end().stdout
            let list = help.components(separatedBy: "SUBCOMMANDS:").last ?? ""
            return list.matches(of: /(?m)^  ([a-z]+)/).map { String($0.1) }
        }

        /// The values of `--format` that the command's help names.
        private static func formats(of command: String, in workspace: TestWorkspace) async throws -> [String]
        {
            let help = try await workspace.begin([command, "--help"]).end().stdout
            guard let line = help.firstMatch(of: /(?s)--format <format>(.*?)\n  -/)?.1 else { return [] }
            let names = [
                "human", "text", "json", "jsonl", "csv", "markdown", "html", "sarif", "github", "gitlab",
                "junit",
            ]
            return names.filter { line.contains($0) }
        }

        private static func order(_ command: String) -> Int {
            let first = ["init", "validate", "plan", "apply", "test", "status", "run"]
            return first.firstIndex(of: command) ?? (command == "demo" ? 99 : 50)
        }

        // MARK: Looking

        /// Nothing in any file, and in the ledger the number in no text.
        private static func expectClean(_ workspace: TestWorkspace) async throws {
            let files = FileManager.default.enumerator(at: workspace.scratch, includingPropertiesForKeys: nil)
            var looked = 0
            for case let file as URL in files ?? .init() {
                guard let bytes = try? Data(contentsOf: file) else { continue }
                // The audience is where the number belongs; in the ledger it stands as a recipient.
                let isNumberWelcome = file.pathExtension == "csv" || file.lastPathComponent.contains("sqlite")
                let text = String(decoding: bytes, as: UTF8.self)
                for name in Canary.found(in: text, numbers: !isNumberWelcome) {
                    Issue.record("\(file.lastPathComponent) holds \(name)")
                }
                looked += 1
            }
            #expect(looked > 8)
            let texts = try await workspace.ledger.texts()
            #expect(texts.contains { $0.place == "sends.campaign" && $0.value == "cobro" })
            for text in texts {
                for name in Canary.found(in: text.value) { Issue.record("\(text.place) holds \(name)") }
            }
        }
    }
}
