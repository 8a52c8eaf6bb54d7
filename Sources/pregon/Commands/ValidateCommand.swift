import AddressProbing
import ArgumentParser
import CampaignLoading
import CampaignModel
import Checking
import Diagnostics
import Foundation
import Reporting
import Timetable

struct ValidateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate",
        abstract: "Find every mistake in the campaign files; offline (but for --online), without secrets.")

    @OptionGroup var options: GlobalOptions
    @Option(
        help:
            "human, json, sarif, github, gitlab or junit. Default: github where GITHUB_ACTIONS is set, else human."
    )
    var format: FindingFormat?
    @Flag(help: "Warnings count as errors.")
    var strict = false
    @Flag(help: "Correct in the files what has one safe remedy, and say what was changed.")
    var fix = false
    @Flag(
        help: "Also ask the media's addresses, each once with HEAD; never one of this machine or its network."
    )
    var online = false
    @Option(help: "Validate as of this moment, e.g. \"2026-12-01 09:00\".")
    var now: String?
    @Argument(help: "A workspace's folder, campaign files, or - for a campaign on standard input.")
    var paths: [String] = []

    func run() throws {
        HugePages.prefer()
        try reportingAtOnce { try validate() }
    }

    private func validate() throws -> ExitStatus {
        let console = options.console
        let selection = try select()
        var report = FixReport()
        if fix {
            guard case .workspace(let loader, let only) = selection else {
                throw Failure(
                    .usage, "--fix changes files, and - is none; save the text as a file and name that")
            }
            // A --now that is no moment ends the command before a file is changed.
            if let zone = Zone(identifier: "UTC") { _ = try Moment.parse(now, zone: zone) }
            report = WorkspaceFixer(loader).fix(only: only)
            for failure in report.failures { Console.error(failure) }
        }
        var loaded = selection.load()
        if online {
            let answers = OnlineMediaCheck(probe: AddressProbe()).findingsAtOnce(of: loaded)
            loaded.findings += answers.findings
            console.note(
                "asked \(Words.count(answers.asked, "media address", "media addresses"))"
                    + (answers.passedOver > 0
                        ? "; \(answers.passedOver) with values of the recipient were not asked" : ""))
        }
        let findings: [Finding]
        if let workspace = loaded.workspace, let zone = Zone(identifier: workspace.timezone) {
            let sources = AudienceSources(
                root: loaded.root, workspace: workspace,
                today: zone.date(try Moment.parse(now, zone: zone)), suppressed: [])
            let progress = StepProgress(console)
            defer { progress.end() }
            progress.follow(sources)
            findings = WorkspaceChecker(root: loaded.root, sources: sources).findings(of: loaded)
        } else {
            findings = Silencing.apply(
                to: loaded.findings.map { Silencing.Candidate($0) }, ignores: loaded.ignores,
                isComplete: false)
        }
        let isActions = ProcessInfo.processInfo.environment["GITHUB_ACTIONS"] == "true"
        let format = format ?? (isActions ? .github : .human)
        switch format {
        case .human:
            for change in report.changes { console.detail(change.line) }
            console.detail(HumanFormat(usesColor: console.usesColor).render(findings))
            if let hint = hint(findings) { console.detail(hint) }
            console.out(verdict(findings, loaded, fixed: report.changes.count))
        case .github, .json, .sarif, .gitlab, .junit:
            // The document is for programs; what was changed is for whoever looks on.
            for change in report.changes { console.note(change.line) }
            let document = FindingReport(
                findings: findings, fileCount: loaded.fileCount, toolVersion: Pregon.version,
                warningsFail: strict)
            let text = try format.render(document)
            if format == .github { console.commands(text) } else { console.out(text) }
            if format == .github { console.out(verdict(findings, loaded, fixed: report.changes.count)) }
        }
        // The program ends now; giving the memory of a large workspace back piece by piece would only cost time.
        _ = Unmanaged.passRetained(Kept(loaded))
        let fails = findings.contains { $0.severity == .error || strict && $0.severity == .warning }
        return fails || !report.failures.isEmpty ? .findings : .success
    }

    /// How many findings need no person; nil where `--fix` has just done what it can, or there are none.
    private func hint(_ findings: [Finding]) -> String? {
        let count = findings.count { $0.fix != nil }
        guard !fix, count > 0, paths != ["-"] else { return nil }
        return "\(count) of these can be fixed with `pregon validate --fix`."
    }

    private func verdict(_ findings: [Finding], _ loaded: LoadedWorkspace, fixed: Int) -> String {
        func words(_ severity: Severity) -> String {
            let count = findings.count(of: severity)
            return "\(count) \(severity.rawValue)\(count == 1 ? "" : "s")"
        }
        let files = "\(loaded.fileCount) campaign file\(loaded.fileCount == 1 ? "" : "s")"
        let done = fix ? ", fixed \(fixed)" : ""
        return "Validated \(files): \(words(.error)), \(words(.warning))\(done)."
    }

    /// What is validated.
    private enum Selection {
        /// All campaign files, or some of them by their paths relative to the workspace.
        case workspace(WorkspaceLoader, only: [String]?)
        case text(WorkspaceLoader, SourceText)

        func load() -> LoadedWorkspace {
            switch self {
            case .workspace(let loader, let only): loader.load(only: only)
            case .text(let loader, let source): loader.load(text: source)
            }
        }
    }

    private func select() throws -> Selection {
        let environment = ProcessInfo.processInfo.environment
        if paths == ["-"] {
            let root = try WorkspaceFinder.find(options.workspace)
            // With --fix it is refused before anybody has to type it.
            let bytes = fix ? [] : Array(FileHandle.standardInput.readDataToEndOfFile())
            return .text(
                WorkspaceLoader(root: root, environment: environment),
                SourceText(path: "<stdin>", bytes: bytes))
        }
        if paths.count == 1, let path = paths.first, let root = WorkspaceFinder.root(path) {
            return .workspace(WorkspaceLoader(root: root, environment: environment), only: nil)
        }
        guard !paths.isEmpty else {
            let root = try WorkspaceFinder.find(options.workspace)
            return .workspace(WorkspaceLoader(root: root, environment: environment), only: nil)
        }
        let first = WorkspaceRoot.realPath(paths[0]) ?? paths[0]
        let root = try options.workspace.map { try WorkspaceFinder.find($0) } ?? workspace(above: first)
        let relative = try paths.map { path in
            guard let real = WorkspaceRoot.realPath(path) else {
                throw Failure(.unreadable, "there is no file \(path)")
            }
            guard real.hasPrefix(root.path + "/") else {
                throw Failure(.usage, "\(path) lies outside the workspace \(root.path)")
            }
            return String(real.dropFirst(root.path.count + 1))
        }
        for (path, name) in zip(paths, relative)
        where !name.hasSuffix(".yaml") && !name.hasSuffix(".yml") || name == WorkspaceLoader.workspaceFile {
            throw Failure(
                .usage,
                "\(path) is not a campaign file (*.yaml); name campaign files or the workspace's folder")
        }
        return .workspace(WorkspaceLoader(root: root, environment: environment), only: relative)
    }

    private func workspace(above path: String) throws -> WorkspaceRoot {
        var folder = (path as NSString).deletingLastPathComponent
        while !folder.isEmpty {
            if let root = WorkspaceFinder.root(folder) { return root }
            guard folder != "/" else { break }
            folder = (folder as NSString).deletingLastPathComponent
        }
        throw Failure(.unreadable, "no pregon.yaml in a folder above \(paths[0]); --workspace names one")
    }
}

/// Holds a workspace to the end of the program.
private final class Kept {
    let loaded: LoadedWorkspace

    init(_ loaded: LoadedWorkspace) { self.loaded = loaded }
}

/// The moment that `--now` names.
enum Moment {
    static func parse(_ text: String?, zone: Zone) throws -> Instant {
        guard let text else { return Instant(seconds: Date().timeIntervalSince1970) }
        return try parse(text, zone: zone, option: "--now")
    }

    /// From 1984 to 2100 by any zone: for other years Colombia's public holidays are not known.
    private static let known = 441_763_200.0...4_133_980_800.0

    /// - Parameter option: what gave it, for the message where it is none.
    static func parse(_ text: String, zone: Zone, option: String) throws -> Instant {
        let moment = try read(text, zone: zone, option: option)
        guard known.contains(moment.seconds) else {
            throw Failure(
                .usage,
                "\(option) `\(text)` lies outside of 1984 to 2100, for which the public holidays are known")
        }
        return moment
    }

    private static func read(_ text: String, zone: Zone, option: String) throws -> Instant {
        let local = text.replacing("T", with: " ")
        let parts = local.split(separator: " ", omittingEmptySubsequences: false)
        if parts.count <= 2, let date = LocalDate(iso: parts[0]) {
            // Every field must be a number: in `12:30:00Z` the last one is not, and its zone must not be lost.
            let clock = (parts.count == 2 ? parts[1] : "00:00")
                .split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
            if clock.count == 2, let hour = clock[0], let minute = clock[1],
                let time = LocalTime(hour: hour, minute: minute)
            {
                return zone.instant(LocalDateTime(date: date, time: time))
            }
        }
        let strategy = Date.ISO8601FormatStyle(includingFractionalSeconds: text.contains("."))
        if let date = try? strategy.parse(text) { return Instant(seconds: date.timeIntervalSince1970) }
        throw Failure(
            .usage,
            "\(option) `\(text)` is no moment; write \"2026-12-01 09:00\" (local) or 2026-12-01T09:00:00-05:00"
        )
    }
}

extension FindingFormat: ExpressibleByArgument {}
