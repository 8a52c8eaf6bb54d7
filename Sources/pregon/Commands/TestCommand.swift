import ArgumentParser
import Audience
import CampaignLoading
import CampaignModel
import Checking
import Diagnostics
import Execution
import Foundation
import Gateway
import Ledger
import Planning
import Reporting
import Timetable

struct TestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "Send one real message to your own phone.",
        discussion: """
            The message is filled with the values of the first recipient, or of the row that begins on line N of the \
            audience's file. It counts nowhere: not in the ledger, not for the line's pace, not for hours \
            and days; the gateway takes it, and its price, like any other.
            """)

    @OptionGroup var options: GlobalOptions
    @Option(help: "The phone that gets the message: 12 digits that begin with 57.")
    var to: String
    @Option(help: "The line of the audience's file whose values are taken. Default: the first recipient's.")
    var row: Int?
    @Option(help: "Which message of the campaign: its id or its position, from 1.")
    var message: String = "1"
    @Option(help: "Which of the campaign's lines sends it. Default: its first.")
    var line: String?
    @Flag(help: "Do not ask.")
    var autoApprove = false
    @Argument(help: "The campaign.")
    var campaign: String

    func run() async throws {
        try await reporting {
            let console = options.console
            guard let number = PhoneNumber(to) else {
                throw Failure(.usage, "--to must be 12 digits that begin with 57")
            }
            guard autoApprove || Console.isInteractive else {
                throw Failure(
                    .usage, "test asks before it sends, and there is no terminal; pass --auto-approve")
            }
            let session = try Session(options)
            let ledger = try session.reachableLedger()
            let now = SystemClock().reading().wall
            guard let loaded = try session.campaigns([campaign], console: console).first else {
                return .usage
            }
            let position = try self.position(in: loaded.campaign)
            let line = try self.line(of: loaded.campaign, session)
            guard number != line.number else {
                throw Failure(
                    .usage, "--to is the number of line \(line.name) itself, which cannot write to itself")
            }
            let sources = try session.sources(now: now, ledger: ledger)
            let findings = WorkspaceChecker(root: session.loaded.root, sources: sources)
                .check(loaded, in: session.loaded).filter { $0.severity == .error }
            guard findings.isEmpty else {
                console.detail(HumanFormat(usesColor: console.usesColor).render(findings.sorted()))
                throw Failure(.findings, "the audience or templates have errors; `pregon validate` shows all")
            }
            let input = try sources.input(for: loaded)
            guard !input.optedOut.contains(number) else {
                throw Failure(
                    .usage, "\(number.masked) has opted out of every message and gets none, not even a test")
            }
            let hashes = try loaded.mediaHashes(in: session.loaded.root)
            let rendering = try render(loaded, input, hashes)
            let content = rendering.contents[position]
            console.detail(
                "To \(number.masked) by line \(line.name), with the values of line \(rendering.line):")
            console.detail(
                TestText.render(
                    rendering.sample(
                        of: position, to: number, line: line.name, lock: session.loaded.templates),
                    style: TextStyle(usesColor: console.usesColor)))
            try remark(session, loaded.campaign, line, ledger, now: now)
            let client = HTTPGatewayClient(line: try LineResolver(session: session).resolve(line))
            if !autoApprove {
                guard console.confirms("Send this message? It is a real one.") else {
                    throw Failure(.usage, "not confirmed; nothing was sent")
                }
            }
            let key = SendKey(
                campaign: campaign, revision: loaded.campaign.revision, occurrence: "test",
                message: loaded.campaign.messages[position].key(position: position + 1),
                target: .person(number))
            let reply = await client.send(
                try client.prepare(
                    SendRequest(
                        content: content, target: .person(number), key: key,
                        media: media(content, loaded, hashes, session.loaded.root))))
            return tell(reply, console)
        }
    }

    // MARK: What is sent

    private func position(in campaign: Campaign) throws -> Int {
        guard !campaign.messages.isEmpty else {
            throw Failure(
                .usage, "`\(campaign.name)` only writes to a group, and a test is a message to one phone")
        }
        let keys = campaign.messages.enumerated().map { $1.key(position: $0 + 1) }
        if let index = keys.firstIndex(of: message) { return index }
        if let number = Int(message), keys.indices.contains(number - 1) { return number - 1 }
        throw Failure(
            .usage, "`\(campaign.name)` has no message `\(message)`; it has: \(keys.joined(separator: ", "))")
    }

    private func line(of campaign: Campaign, _ session: Session) throws -> Line {
        let name = line ?? campaign.lines.first ?? ""
        guard campaign.lines.contains(name), let line = session.workspace.line(named: name) else {
            throw Failure(
                .usage,
                "`\(campaign.name)` has no line `\(name)`; it has: \(campaign.lines.joined(separator: ", "))")
        }
        return line
    }

    private func render(_ loaded: LoadedCampaign, _ input: AudienceInput, _ hashes: [MediaBytes: [UInt8]])
        throws -> TestRendering
    {
        do {
            return try TestRendering.render(loaded.campaign, audience: input, row: row, mediaHashes: hashes)
        } catch TestRendering.Refusal.nobodyEligible {
            throw Failure(
                .findings, "the audience has no recipient whose values could be taken; see `pregon plan`")
        } catch TestRendering.Refusal.noSuchRow(let row) {
            throw Failure(.usage, "no row of the audience begins on line \(row) of its file")
        } catch TestRendering.Refusal.excluded(let line, let reason) {
            throw Failure(
                .findings, "the row on line \(line) gets nothing: \(SafeText.line(reason.explanation))")
        }
    }

    private func media(
        _ content: SendContent, _ loaded: LoadedCampaign, _ hashes: [MediaBytes: [UInt8]],
        _ root: WorkspaceRoot
    ) -> EncodedMedia? {
        guard case .template(let filled) = content, case .bytes(let hash, _)? = filled.media,
            let origin = hashes.first(where: { $0.value == hash })?.key.origin,
            let bytes = MediaReading.bytes(of: origin, in: root), Digest.sha256(bytes) == hash
        else { return nil }
        return EncodedMedia(bytes)
    }

    // MARK: What is said

    /// What would hold a campaign back at this moment, and does not hold a test back.
    private func remark(
        _ session: Session, _ campaign: Campaign, _ line: Line, _ ledger: (any LedgerStore)?, now: Instant
    ) throws {
        let windows = SendingWindows(
            rules: session.workspace.sending, category: campaign.category, schedule: campaign.schedule,
            maintenance: session.workspace.maintenance.filter { $0.lines.contains(line.name) },
            zone: session.zone)
        if let closed = windows.closedReason(at: now) {
            options.console.note(
                "note: campaigns send nothing at this hour: \(closed.sentence) "
                    + "A test is sent all the same.")
        }
        for stop in try ledger?.stops() ?? [] where stop.holds(at: now) {
            guard stop.subject == .line(line.name) || stop.subject == .campaign(campaign.name) else {
                continue
            }
            let standing = stop.standing { session.zone.short($0, now: now) }
            options.console.note(
                "note: \(stop.subject.kind) \(stop.subject.name) is \(SafeText.line(standing)): "
                    + SafeText.line(stop.reason)
            )
        }
    }

    private func tell(_ reply: SendReply, _ console: Console) -> ExitStatus {
        if options.verbose, let raw = reply.raw {
            console.detail("HTTP \(reply.httpStatus ?? 0): \(SafeText.line(raw))")
        }
        switch reply.outcome {
        case .accepted(let accepted):
            let id = accepted.messageID.map { " as \(SafeText.line($0))" } ?? ""
            console.out("Accepted: the gateway took the message\(id). Whether it arrives, your phone says.")
            return .success
        case .notSent(let reason):
            console.out("Not sent: \(SafeText.line(reason)). Nothing has left this machine.")
        case .failed(let code):
            console.out(
                "Refused (\(SafeText.line(code.code))): \(SafeText.line(code.text)). \(code.class.consequence)"
            )
            // A campaign would try again by itself; a test does not.
            if code.class != .later { console.detail("  = \(SafeText.line(code.remedy))") }
        case .ambiguous(let reason):
            console.out(
                "In doubt: \(SafeText.line(reason)). The message may have gone out; "
                    + "look at your phone before you try again."
            )
        case .unrecognised(let reason, _):
            console.out(
                "Not understood: \(SafeText.line(reason)). The message may have gone out; "
                    + "in a campaign the line would stop."
            )
            if !options.verbose, let raw = reply.raw, !raw.isEmpty {
                console.detail("  the reply: \(SafeText.line(raw))")
            }
        }
        return .findings
    }
}

extension ReplyClass {
    /// What a reply of this class would mean for a campaign, as a sentence.
    fileprivate var consequence: String {
        switch self {
        case .accepted: "The message was taken."
        case .permanent: "In a campaign this recipient would not be tried again."
        case .later: "In a campaign this recipient would be tried again after a day."
        case .pauseLine: "In a campaign the line would pause and go on later."
        case .stopCampaign: "In a campaign nothing more of the campaign would be sent until `pregon resume`."
        case .stopLine: "In a campaign nothing more would be sent by this line until `pregon resume`."
        case .ambiguous: "Whether the message was taken nobody can say; look at your phone."
        case .repeatRefused: "Wait a minute before you send the same test again."
        }
    }
}
