import ArgumentParser
import CampaignModel
import Foundation
import Ledger
import Reporting

struct ResolveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resolve", abstract: "Settle sends that nobody can be sure of.",
        discussion: """
            A send is in doubt when the gateway's answer never came. Find out at the gateway or from the \
            recipient whether it arrived. `sent` counts it as accepted; `failed` lets `apply --retry-failed` send it \
            once more. Where several revisions or occurrences of a campaign left a person in doubt, `--revision` and \
            `--occurrence` settle them apart.
            """)

    enum Verdict: String, ExpressibleByArgument, CaseIterable { case sent, failed }

    @OptionGroup var options: GlobalOptions
    @Argument(help: "The campaign.")
    var campaign: String
    @Option(help: "The recipient's number, or `group`; all in doubt without it.")
    var recipient: String?
    @Option(name: .customLong("as"), help: "sent or failed.")
    var verdict: Verdict
    @Option(help: "Only sends of this revision.")
    var revision: Int?
    @Option(help: "Only sends of this occurrence: its date, e.g. 2026-12-01, or `once`.")
    var occurrence: String?
    @Option(help: "For a group's creation that has happened: the group's chatId.")
    var chatID: String?
    @Option(help: "For a group's creation that has happened: its invite link, for those who join later.")
    var inviteLink: String?

    func run() async throws {
        try await reporting {
            let session = try Session(options)
            let ledger = try session.ledgerOfRecord()
            let target = try self.target()
            let doubts = try ledger.sends(inState: .inDoubt, campaign: campaign, limit: .max)
                .filter { target == nil || $0.key.target == target }
                .filter { revision == nil || $0.key.revision == revision }
                .filter { occurrence == nil || $0.key.occurrence == occurrence }
            guard !doubts.isEmpty else {
                throw Failure(
                    .usage,
                    "no send of `\(campaign)`\(recipient == nil ? "" : " to that recipient") is in doubt")
            }
            let needsChat = doubts.filter { $0.key.message == SendKey.groupCreation && verdict == .sent }
            guard needsChat.isEmpty || chatID?.hasSuffix("@g.us") == true else {
                throw Failure(
                    .usage,
                    "a group that was created needs --chat-id, e.g. 573123252394-1549415611@g.us, to be written to"
                )
            }
            guard inviteLink?.hasPrefix("https://chat.whatsapp.com/") != false else {
                throw Failure(
                    .usage,
                    "--invite-link must be what the group's page in WhatsApp shows: https://chat.whatsapp.com/…"
                )
            }
            let now = Instant(seconds: Date().timeIntervalSince1970)
            for send in doubts {
                let isCreation = send.key.message == SendKey.groupCreation && verdict == .sent
                let group = chatID.flatMap {
                    isCreation ? GroupRecord(campaign: campaign, chatID: $0, inviteLink: inviteLink) : nil
                }
                try ledger.resolve(
                    id: send.id,
                    event: verdict == .sent ? .resolvedAsSent(messageID: nil) : .resolvedAsFailed,
                    group: group, at: now)
            }
            if !needsChat.isEmpty, inviteLink == nil {
                options.console.note(
                    "Without --invite-link nobody who joins \(campaign) later is invited by the program.")
            }
            options.console.out(
                "\(Words.count(doubts.count, "send")) of \(campaign) settled as \(verdict.rawValue).")
            return .success
        }
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
