import Foundation
import Testing

extension EndToEnd {
    /// Commands that the documentation shows exist, with the options it shows them with.
    @Suite struct DocumentedCommands {
        @Test(.enabled(if: !Documentation.pages.isEmpty))
        func `every pregon command of the documentation exists, with its options`() async throws {
            var checked = 0
            var help: [[String]: Ending] = [:]
            for page in Documentation.pages {
                let text = try String(contentsOf: page, encoding: .utf8)
                for command in Documentation.commands(in: text) {
                    let names = Array(command.dropFirst().prefix(2).prefix { !$0.hasPrefix("-") })
                    // `pregon ledger check` has two names, `pregon plan promo` one and a campaign.
                    let path = ["ledger", "templates"].contains(names.first) ? names : Array(names.prefix(1))
                    let known: Ending
                    if let asked = help[path] {
                        known = asked
                    } else {
                        known = try await self.help(path)
                        help[path] = known
                    }
                    let shown = "\(page.lastPathComponent): \(command.joined(separator: " "))"
                    #expect(known.status == 0, "\(shown)\n\(known)")
                    for option in command where option.hasPrefix("--") {
                        let name = String(option.prefix { $0 != "=" })
                        #expect(
                            known.stdout.firstRange(of: name) != nil, "\(shown): there is no \(name)")
                    }
                    checked += 1
                }
            }
            #expect(checked > 0, "the documentation shows no command")
        }

        @Test func `commands are found in fenced blocks only, up to a pipe or a remark`() {
            let text = """
                Say `pregon plan`, or:
                ```console
                $ pregon plan --out plan.json   # saved
                Plan: 2 campaigns
                $ PREGON_X=1 pregon apply 'a b' --auto-approve | tee log && pregon status
                ```
                pregon nothing
                ```sh
                pregon run \\
                  --watch
                ```
                ```yaml
                pregon: yes
                ```
                ```crontab
                */5 * * * * root . /etc/env; /usr/local/bin/pregon run --quiet
                ```
                ```ini
                # ExecStart=pregon no
                Description=pregon no
                ExecStart=/usr/local/bin/pregon run --watch
                ```
                """
            #expect(
                Documentation.commands(in: text) == [
                    ["pregon", "plan", "--out", "plan.json"], ["pregon", "apply", "a b", "--auto-approve"],
                    ["pregon", "status"], ["pregon", "run", "--watch"], ["pregon", "run", "--quiet"],
                    ["pregon", "run", "--watch"],
                ])
        }

        private func help(_ path: [String]) async throws -> Ending {
            let scratch = FileManager.default.temporaryDirectory
            let arguments = path.isEmpty ? ["--help"] : ["help"] + path
            return try await ChildProcess(
                PregonProgram.binary, arguments, environment: PregonProgram.environment([:]), folder: scratch,
                scratch: scratch
            ).end()
        }
    }
}

/// The pages that users read, and the commands in them.
enum Documentation {
    static let pages: [URL] = {
        let tests = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        let root = tests.deletingLastPathComponent().deletingLastPathComponent()
        let docs = root.appendingPathComponent("docs")
        let inDocs = (try? FileManager.default.contentsOfDirectory(atPath: docs.path)) ?? []
        let pages = inDocs.sorted().filter { $0.hasSuffix(".md") }.map { docs.appendingPathComponent($0) }
        return ([root.appendingPathComponent("README.md")] + pages).filter {
            FileManager.default.fileExists(atPath: $0.path)
        }
    }()

    /// The words of each `pregon …` in the blocks of a page that are for a shell, cron or systemd.
    static func commands(in text: String) -> [[String]] {
        var commands: [[String]] = []
        var language: String?
        for line in text.replacing("\\\n", with: " ").split(separator: "\n") {
            let trimmed = line.trimmingCharacters(in: .whitespaces)
            if trimmed.hasPrefix("```") {
                language = language == nil ? String(trimmed.dropFirst(3)) : nil
            } else if let language, ["crontab", "ini"].contains(language) {
                // Times and users come before it, and it is named by its path.
                guard !trimmed.hasPrefix("#"), language == "crontab" || trimmed.hasPrefix("ExecStart=") else {
                    continue
                }
                commands += simpleCommands(of: trimmed.replacing("ExecStart=", with: "")).compactMap {
                    words in
                    words.firstIndex { $0 == "pregon" || $0.hasSuffix("/pregon") }
                        .map { ["pregon"] + words[($0 + 1)...] }
                }
            } else if let language, ["console", "sh", "bash", "shell"].contains(language) {
                commands += simpleCommands(of: trimmed).compactMap { words in
                    words.firstIndex(of: "pregon").flatMap { index in
                        // Before it only settings of variables; `cat pregon` is another command.
                        words[..<index].allSatisfy { $0.contains("=") } ? Array(words[index...]) : nil
                    }
                }
            }
        }
        return commands
    }

    /// A shell line as words, cut at `|`, `;` and `&&`, without prompt, remark and redirections.
    private static func simpleCommands(of line: String) -> [[String]] {
        var commands: [[String]] = [[]]
        var word: String?
        var quote: Character?
        func finish(_ word: inout String?) {
            if let done = word { commands[commands.count - 1].append(done) }
            word = nil
        }
        loop: for character in line.hasPrefix("$ ") ? line.dropFirst(2) : line[...] {
            if let open = quote {
                if character == open { quote = nil } else { word = (word ?? "") + String(character) }
                continue
            }
            switch character {
            case "'", "\"":
                quote = character
                word = word ?? ""
            case " ", "\t": finish(&word)
            case "#" where word == nil: break loop
            case ">", "<": break loop
            case "|", ";", "&":
                finish(&word)
                commands.append([])
            default: word = (word ?? "") + String(character)
            }
        }
        finish(&word)
        return commands.filter { !$0.isEmpty }
    }
}
