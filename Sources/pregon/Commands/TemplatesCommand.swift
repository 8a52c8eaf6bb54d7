import ArgumentParser
import CampaignLoading
import CampaignModel
import Diagnostics
import Foundation
import Gateway
import Reporting
import Timetable

struct TemplatesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "templates", abstract: "What the gateways have approved: templates.lock.yaml.",
        discussion: """
            With the lock file in git, `validate` and `plan` check every template offline: that it exists, is \
            approved, and gets the values it needs. SetApp has no templates.
            """,
        subcommands: [Pull.self, List.self, Check.self])

    struct Pull: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "pull", abstract: "Write templates.lock.yaml as the gateways have it now.",
            discussion: """
                What has not changed keeps its place, its bytes and its comments. A line that cannot be asked keeps \
                what the file says of it.
                """)

        @OptionGroup var options: GlobalOptions
        @Argument(help: "Lines; all without one.")
        var lines: [String] = []

        func run() async throws {
            try await reporting {
                let console = options.console
                let session = try Session(options)
                let asking = TemplateQuestions(session: session, console: console)
                let file = TemplateLockFile(root: session.loaded.root)
                let old = try file.read()
                let (answers, status) = try await asking.ask(lines)
                let now = Instant(seconds: Date().timeIntervalSince1970)
                let update = TemplateLockUpdate(
                    pulled: answers.map {
                        TemplateLockUpdate.PulledLine(
                            name: $0.line, now: .init(pulled: now, templates: $0.templates))
                    },
                    known: asking.known, utcOffset: session.zone.offset(at: now) / 60 * 60)
                guard !answers.isEmpty else { return status }
                let text: String
                do throws(TemplateLockUpdate.Mistake) {
                    text = try update.text(from: old)
                } catch {
                    switch error {
                    case .unreadableAndIncomplete(let missing):
                        throw Failure(
                            .unreadable,
                            """
                            \(file.shown) has errors, and only a pull of every line can write it anew; missing: \
                            \(missing.joined(separator: ", "))
                            """)
                    }
                }
                let known = old.flatMap { TemplateLock(text: $0) } ?? TemplateLock()
                for answer in answers {
                    let drift = TemplateDrift(
                        from: known.lines[answer.line]?.templates ?? [:], to: answer.templates)
                    console.detail("\(answer.line): \(drift.summary)")
                    for line in drift.lines { console.detail("  " + line) }
                }
                if old == Array(text.utf8) {
                    console.out("\(file.shown) is up to date.")
                } else {
                    try file.write(Array(text.utf8), over: old)
                    console.out("Wrote \(file.shown).")
                }
                return status
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List the templates of templates.lock.yaml; offline.")

        @OptionGroup var options: GlobalOptions
        @Flag(help: "Ask the gateways instead of reading the file.")
        var online = false
        @Argument(help: "Lines; all without one.")
        var lines: [String] = []

        func run() async throws {
            try await reporting {
                let console = options.console
                let session = try Session(options)
                let asking = TemplateQuestions(session: session, console: console)
                var status = ExitStatus.success
                var answers: [TemplateQuestions.Answer]
                if online {
                    (answers, status) = try await asking.ask(lines)
                } else {
                    let lock = try TemplateLockFile(root: session.loaded.root).lock()
                    answers = try asking.chosen(lines).compactMap { line in
                        lock.lines[line.name].map { .init(line: line.name, templates: $0.templates) }
                    }
                }
                var count = 0
                for answer in answers {
                    console.detail("\(answer.line):")
                    for (number, template) in TemplateLock.sorted(answer.templates) {
                        console.detail("  " + TemplateDrift.words(number, template))
                        if options.verbose, let body = template.body {
                            for line in body.split(separator: "\n", omittingEmptySubsequences: false) {
                                console.detail("    | " + SafeText.line(String(line)))
                            }
                        }
                        count += 1
                    }
                }
                console.out("\(Words.count(count, "template")) on \(Words.count(answers.count, "line")).")
                return status
            }
        }
    }

    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check",
            abstract: "Compare templates.lock.yaml with the gateways; status 1 where they differ.")

        @OptionGroup var options: GlobalOptions
        @Argument(help: "Lines; all without one.")
        var lines: [String] = []

        func run() async throws {
            try await reporting {
                let console = options.console
                let session = try Session(options)
                let asking = TemplateQuestions(session: session, console: console)
                let file = TemplateLockFile(root: session.loaded.root)
                let lock = try file.lock()
                var (answers, status) = try await asking.ask(lines)
                var drifts = 0
                for answer in answers {
                    let drift = TemplateDrift(
                        from: lock.lines[answer.line]?.templates ?? [:], to: answer.templates)
                    let isMissing = lock.lines[answer.line] == nil
                    guard isMissing || !drift.isEmpty else { continue }
                    drifts += 1
                    console.detail("\(answer.line): \(isMissing ? "not in the file; " : "")\(drift.summary)")
                    for line in drift.lines { console.detail("  " + line) }
                }
                if drifts > 0 {
                    status = max(status, .findings)
                    console.out("\(file.shown) is out of date; write it anew: pregon templates pull")
                } else if !answers.isEmpty {
                    console.out(
                        "\(file.shown) says what the \(answers.count == 1 ? "gateway says" : "gateways say")."
                    )
                }
                return status
            }
        }
    }
}
