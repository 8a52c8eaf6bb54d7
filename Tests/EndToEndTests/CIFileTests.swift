import Foundation
import Testing

extension EndToEnd {
    /// What `pregon init --ci` writes works as it stands there: its shell steps are run.
    @Suite struct CIFiles {
        private static let git = ["GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null"]

        @Test(arguments: ["github", "gitlab"])
        func `the documentation shows the files that init writes`(host: String) async throws {
            let repository = try await Repository()
            _ = try await repository.run("init", "--ci", host, "campaigns")
            let path = host == "github" ? ".github/workflows/pregon.yml" : ".gitlab-ci.yml"
            let written = try String(
                contentsOf: repository.folder.appendingPathComponent(path), encoding: .utf8)
            let page = try #require(Documentation.pages.first { $0.lastPathComponent == "ci.md" })
            let shown = try String(contentsOf: page, encoding: .utf8)
            #expect(
                shown.contains("```yaml\n\(written)```"), "docs/ci.md shows another file than init writes")
        }

        @Test func `init adds the CI file to a workspace that is there, and writes over nothing`()
            async throws
        {
            let repository = try await Repository()
            let first = try await repository.run("init", "campaigns")
            #expect(first.status == 0, "\(first)")
            let second = try await repository.run("init", "--ci", "github", "campaigns")
            #expect(second.status == 0 && second.verdict == "Made the CI file.", "\(second)")
            let third = try await repository.run("init", "--ci", "github", "campaigns")
            #expect(third.status == 64 && third.stderr.contains("is there already"), "\(third)")
        }

        @Test func `the steps of the GitHub action and workflow do what they say`() async throws {
            let repository = try await Repository()
            try await repository.branches("github")
            let action = Checkout.root.appendingPathComponent("action.yml")
            let steps = try ShellSteps.of(action)
            #expect(steps.keys.sorted() == ["Build pregon", "Plan", "Validate"])
            let environment = [
                "PREGON_WORKSPACE": "campaigns", "PREGON_STRICT": "false", "GITHUB_ACTIONS": "true",
                "GITHUB_BASE_REF": "main", "GITHUB_WORKSPACE": repository.folder.path,
                "GITHUB_STEP_SUMMARY": repository.folder.appendingPathComponent(".git/summary").path,
            ]
            let validate = try await repository.shell(steps["Validate"] ?? "", environment)
            #expect(validate.status == 0, "\(validate)")
            let plan = try await repository.shell(steps["Plan"] ?? "", environment)
            #expect(plan.status == 0, "\(plan)")
            let summary = try String(
                contentsOf: repository.folder.appendingPathComponent(".git/summary"), encoding: .utf8)
            #expect(summary.contains("bienvenida"), "\(summary)")
            try repository.write("campaigns/bienvenida.yaml", "campaign: bienvenida\n")
            let broken = try await repository.shell(steps["Validate"] ?? "", environment)
            #expect(broken.status == 1)
            #expect(broken.stdout.contains("::error file=campaigns/bienvenida.yaml,line=1"), "\(broken)")
        }

        @Test func `the steps of the GitLab pipeline do what they say`() async throws {
            let repository = try await Repository()
            try await repository.branches("gitlab")
            let file = repository.folder.appendingPathComponent(".gitlab-ci.yml")
            let steps = try ShellSteps.of(file)
            let base = try await repository.shell("git rev-parse main", [:]).stdout
            let environment = ["CI_MERGE_REQUEST_DIFF_BASE_SHA": base.trimmingCharacters(in: .newlines)]
            let check = try await repository.shell(steps["validate"] ?? "", environment)
            #expect(check.status == 0, "\(check)")
            let report = try Data(
                contentsOf: repository.folder.appendingPathComponent("gl-code-quality-report.json"))
            #expect(try JSONSerialization.jsonObject(with: report) is [Any])
            let plan = repository.folder.appendingPathComponent("plan.md")
            #expect(try String(contentsOf: plan, encoding: .utf8).contains("bienvenida"))
            // The scheduled job: nothing of the new workspace has a start, so there is nothing to send.
            let ledger = ["PREGON_LEDGER": "sqlite:\(repository.scratch.path)/ledger.sqlite", "CI": "true"]
            let missing = try await repository.shell(steps["run"] ?? "", ledger)
            #expect(missing.status == 65, "\(missing)")
            let made = try await repository.shell("pregon ledger init --workspace campaigns", ledger)
            #expect(made.status == 0, "\(made)")
            let run = try await repository.shell(steps["run"] ?? "", ledger)
            #expect(run.status == 0 && run.verdict == "Nothing is due.", "\(run)")
        }
    }
}

/// A git repository in a temporary folder, with `pregon` on the PATH.
private final class Repository {
    let scratch: URL
    let folder: URL

    init() async throws {
        scratch = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
            .appendingPathComponent("pregon-ci-\(UUID().uuidString.prefix(8))")
        folder = scratch.appendingPathComponent("repository")
        let bin = scratch.appendingPathComponent("bin")
        for made in [folder, bin] {
            try FileManager.default.createDirectory(at: made, withIntermediateDirectories: true)
        }
        try FileManager.default.createSymbolicLink(
            at: bin.appendingPathComponent("pregon"), withDestinationURL: PregonProgram.binary)
        let made = try await shell("git init --quiet --initial-branch=main", [:])
        #expect(made.status == 0, "\(made)")
    }

    deinit { try? FileManager.default.removeItem(at: scratch) }

    func write(_ path: String, _ text: String) throws {
        try Data(text.utf8).write(to: folder.appendingPathComponent(path))
    }

    /// A workspace on `main`, a change to it on the branch that is checked out, and `origin` as CI knows it.
    func branches(_ host: String) async throws {
        let made = try await run("init", "--ci", host, "campaigns")
        #expect(made.status == 0, "\(made)")
        let identity = "-c user.name=Ana -c user.email=ana@example.com"
        let ending = try await shell(
            """
            set -e
            git add --all
            git \(identity) commit --quiet --message "The workspace"
            git checkout --quiet -b cambio
            echo "573001112235,Luz,2026-03-01" >> campaigns/audiences/bienvenida.csv
            git \(identity) commit --quiet --all --message "Luz too"
            git clone --quiet --bare . ../origin
            git remote add origin ../origin
            """, [:])
        #expect(ending.status == 0, "\(ending)")
    }

    func run(_ arguments: String...) async throws -> Ending {
        try await child(PregonProgram.binary, arguments, [:])
    }

    /// Runs a step as CI hosts do: bash, which ends at the first command that fails.
    func shell(_ script: String, _ environment: [String: String]) async throws -> Ending {
        try await child(URL(fileURLWithPath: "/bin/bash"), ["-eo", "pipefail", "-c", script], environment)
    }

    private func child(_ program: URL, _ arguments: [String], _ own: [String: String]) async throws -> Ending
    {
        var environment = PregonProgram.environment(own)
        environment["PATH"] = "\(scratch.path)/bin:" + (environment["PATH"] ?? "/usr/bin:/bin")
        environment["HOME"] = scratch.path
        environment["GIT_CONFIG_SYSTEM"] = "/dev/null"
        return try await ChildProcess(
            program, arguments, environment: environment, folder: folder, scratch: scratch
        ).end(within: 60)
    }
}

/// The checkout that these tests belong to.
private enum Checkout {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
}

/// The shell scripts of a CI file, read by their layout: a key `run:` or a list `script:` with one block text.
private enum ShellSteps {
    static func of(_ file: URL) throws -> [String: String] {
        let lines = try String(contentsOf: file, encoding: .utf8).components(separatedBy: "\n")
        var steps: [String: String] = [:]
        var name = ""
        var index = 0
        while index < lines.count {
            let line = lines[index]
            let words = line.trimmingCharacters(in: .whitespaces)
            if words.hasPrefix("- name: ") {
                name = String(words.dropFirst("- name: ".count))
            } else if !line.hasPrefix(" "), line.hasSuffix(":") {
                name = String(line.dropLast())
            }
            index += 1
            let isScript = words == "script:" && index < lines.count && lines[index].hasSuffix("- |")
            guard words == "run: |" || isScript else { continue }
            if isScript { index += 1 }
            let indent = lines[index].prefix { $0 == " " }
            var body: [Substring] = []
            while index < lines.count, lines[index].hasPrefix(indent) || lines[index].isEmpty {
                body.append(lines[index].dropFirst(indent.count))
                index += 1
            }
            steps[name] = body.joined(separator: "\n")
        }
        return steps
    }
}
