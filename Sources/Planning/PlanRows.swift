import Audience
import CampaignModel
import Ledger

/// Takes an audience's rows and makes of each what the plan says of that person.
struct PlanRows: AudienceConsumer {
    private let comparison: Comparison
    private let mediaHashes: [MediaBytes: [UInt8]]
    private let contacts: ContactLimits
    private let inviteLink: String?
    private let templates: TemplateLock?
    private var filling: MessageFilling?
    private var invite: BoundTemplate?
    private let messageKeys: [String]

    private(set) var sends: [PlannedSend] = []
    private(set) var excluded: [ExcludedRow] = []
    private(set) var samples: [Sample] = []
    /// Everybody who is eligible, in the audience's order.
    private(set) var members: [PhoneNumber] = []
    /// Invitations to the group by person, filled.
    private(set) var invites: [PhoneNumber: String] = [:]
    /// Sends that a limit on contacts puts off, by line.
    private(set) var delays: [String: LineDelay] = [:]
    /// Set if messages were moved about after some were sent.
    private(set) var reordered: String?

    init(
        comparison: Comparison, mediaHashes: [MediaBytes: [UInt8]], contacts: ContactLimits,
        inviteLink: String?, templates: TemplateLock?
    ) {
        self.comparison = comparison
        self.mediaHashes = mediaHashes
        self.contacts = contacts
        self.inviteLink = inviteLink
        self.templates = templates
        messageKeys = comparison.campaign.messages.enumerated().map { $1.key(position: $0 + 1) }
    }

    mutating func begin(_ header: AudienceHeader) throws {
        filling = try MessageFilling(campaign: comparison.campaign, header: header) { media in
            mediaHashes[media] ?? []
        }
        if case .created(_, _, let invite?) = comparison.campaign.group?.origin, let inviteLink {
            self.invite = try BoundTemplate(invite, header, constants: ["group_invite_link": inviteLink])
        }
    }

    mutating func row(_ row: borrowing RecipientRow) throws {
        guard row.isEligible, let number = row.number else {
            if let reason = row.exclusion {
                excluded.append(ExcludedRow(line: row.line, number: row.number, reason: reason))
            }
            return
        }
        guard !contacts.blockedForGood.contains(number) else {
            excluded.append(ExcludedRow(line: row.line, number: number, reason: .frequencyCap))
            return
        }
        let contents: [SendContent]
        switch filling?.contents(for: row) ?? .success([]) {
        case .success(let filled): contents = filled
        case .failure(let reason):
            excluded.append(ExcludedRow(line: row.line, number: number, reason: reason))
            return
        }
        if let invite {
            switch invite.fill(row) {
            case .success(let text): invites[number] = text
            case .failure(let reason):
                excluded.append(ExcludedRow(line: row.line, number: number, reason: reason))
                return
            }
        }
        members.append(number)
        guard !contents.isEmpty, let line = comparison.line(for: number, messages: messageKeys) else {
            return
        }
        add(contents, for: number, line: line)
    }

    private mutating func add(_ contents: [SendContent], for number: PhoneNumber, line: Line) {
        let target = SendTarget.person(number)
        var after = Comparison.Followers.goOn
        var own: [PlannedSend] = []
        for (index, content) in contents.enumerated() {
            var verdict = comparison.compare(
                content, message: messageKeys[index], position: index + 1, target: target, line: line,
                after: after)
            after = verdict.followers
            if verdict.send.willSend, let until = contacts.delayed[number] {
                verdict.send.note =
                    "not before \(contacts.zone.short(until)): the person is contacted as often as is allowed before"
                delays[line.name, default: LineDelay(earliest: until, latest: until)].add(until)
            }
            own.append(verdict.send)
        }
        if samples.count < comparison.options.samples, own.contains(where: \.willSend) {
            samples.append(
                Sample(target: target, contents: contents, line: line.name, lock: templates))
        }
        if reordered == nil { reordered = comparison.movedMessage(own) }
        sends += own
    }
}
