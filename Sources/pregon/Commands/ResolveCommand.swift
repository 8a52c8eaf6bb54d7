import ArgumentParser
import CampaignModel
import Foundation
import Ledger
import Reporting
import Timetable

struct ResolveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resolve", abstract: "Settle sends that nobody can be sure of.",
        discussion: """
            A send is in doubt when the gateway's answer never came. Without `--as` everything that is known of \
            each is shown. Find out at the gateway or from the recipient whether it arrived. `sent` counts it as \
            accepted; `failed` lets `apply --retry-failed` send it once more, unless a webhook or the recipient's \
            reply proves before then that it arrived. Where several revisions or occurrences of a campaign left a \
            person in doubt, `--revision` and `--occurrence` settle them apart.
            """)

    enum Verdict: String, ExpressibleByArgument, CaseIterable { case sent, failed }

    @OptionGroup var options: GlobalOptions
    @Argument(help: "The campaign.")
    var campaign: String
    @Option(help: "The recipient's number, or `group`; all in doubt without it.")
    var recipient: String?
    @Option(name: .customLong("as"), help: "sent or failed; without it, what is known is shown.")
    var verdict: Verdict?
    @Option(help: "Only sends of this revision.")
    var revision: Int?
    @Option(help: "Only sends of this occurrence: its date, e.g. 2026-12-01, or `once`.")
    var occurrence: String?
    @Option(help: "For a group's creation that has happened: the group's chatId.")
    var chatID: String?
    @Option(
        help:
            "The group's invite link, for those who join later: with --as sent, or by itself for a group that is there."
    )
    var inviteLink: String?
    @Flag(help: "Show whole phone numbers.")
    var showNumbers = false

    func run() async throws {
        try await reporting {
            let session = try Session(options)
            let ledger = try session.ledgerOfRecord()
            let target = try self.target()
            let doubts = try ledger.sends(inState: .inDoubt, campaign: campaign, limit: .max)
                .filter { target == nil || $0.key.target == target }
                .filter { revision == nil || $0.key.revision == revision }
                .filter { occurrence == nil || $0.key.occurrence == occurrence }
            guard inviteLink?.hasPrefix("https://chat.whatsapp.com/") != false else {
                throw Failure(
                    .usage,
                    "--invite-link must be what the group's page in WhatsApp shows: https://chat.whatsapp.com/…"
                )
            }
            guard let verdict else {
                if chatID != nil {
                    throw Failure(.usage, "--chat-id settles a group's creation: add --as sent")
                }
                if let inviteLink { return try remember(inviteLink, in: ledger) }
                return try show(doubts, of: ledger, zone: session.zone)
            }
            guard !doubts.isEmpty else {
                throw Failure(.usage, "no send of `\(campaign)`\(which) is in doubt")
            }
            return try settle(doubts, as: verdict, in: ledger)
        }
    }

    /// The sends that were asked for, as it completes "no send of `pedidos`".
    private var which: String {
        [
            recipient == nil ? nil : " to that recipient", revision.map { " of revision \($0)" },
            occurrence.map { " of occurrence \($0)" },
        ].compactMap(\.self).joined()
    }

    private func settle(_ doubts: [LedgerSend], as verdict: Verdict, in ledger: any LedgerStore) throws
        -> ExitStatus
    {
        let needsChat = doubts.filter { $0.key.message == SendKey.groupCreation && verdict == .sent }
        guard needsChat.isEmpty || chatID?.hasSuffix("@g.us") == true else {
            throw Failure(
                .usage,
                "a group that was created needs --chat-id, e.g. 573123252394-1549415611@g.us, to be written to"
            )
        }
        let now = Instant(seconds: Date().timeIntervalSince1970)
        for send in doubts {
            let isCreation = send.key.message == SendKey.groupCreation && verdict == .sent
            let group = chatID.flatMap {
                isCreation ? GroupRecord(campaign: campaign, chatID: $0, inviteLink: inviteLink) : nil
            }
            try ledger.resolve(
                id: send.id, event: verdict == .sent ? .resolvedAsSent(messageID: nil) : .resolvedAsFailed,
                group: group, at: now)
        }
        if !needsChat.isEmpty, inviteLink == nil {
            options.console.note(
                """
                Nobody who joins \(campaign) later can be invited until its link is known: \
                `pregon resolve \(campaign) --invite-link https://chat.whatsapp.com/…`.
                """)
        }
        options.console.out(
            "\(Words.count(doubts.count, "send")) of \(campaign) settled as \(verdict.rawValue).")
        return .success
    }

    private func remember(_ link: String, in ledger: any LedgerStore) throws -> ExitStatus {
        guard try ledger.group(of: campaign) != nil else {
            throw Failure(
                .usage,
                "campaign `\(campaign)` has no group that is known to exist; where its creation is in doubt, "
                    + "settle it with --as sent, --chat-id and --invite-link")
        }
        try ledger.rememberInviteLink(link, of: campaign)
        options.console.out("Whoever joins \(campaign) from now on is invited by this link.")
        return .success
    }

    private func show(_ doubts: [LedgerSend], of ledger: any LedgerStore, zone: Zone) throws -> ExitStatus {
        if doubts.isEmpty, try ledger.tallies(campaign: campaign).isEmpty {
            throw Failure(.usage, "the ledger knows no campaign `\(campaign)`")
        }
        let attempts = try ledger.attempts(ofDoubtsIn: campaign)
        let known = try doubts.map { send in
            DoubtText.Doubt(
                send: send, attempts: attempts[send.id] ?? [], evidence: try ledger.evidence(ofSend: send.id))
        }
        let style = TextStyle(usesColor: options.console.usesColor, showsNumbers: showNumbers)
        options.console.out(
            DoubtText.render(
                known, campaign: campaign, zone: zone, now: Instant(seconds: Date().timeIntervalSince1970),
                style: style))
        return .success
    }

    private func target() throws -> SendTarget? {
        guard let recipient else { return nil }
        if recipient == "group" { return .group }
        guard let number = PhoneNumber(recipient) else {
            throw Failure(.usage, "--recipient must be 12 digits beginning with 57, or `group`")
        }
        return .person(number)
    }
}
