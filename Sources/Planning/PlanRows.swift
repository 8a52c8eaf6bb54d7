import Audience
import CampaignModel
import Ledger

/// Takes an audience's rows and makes of each what the plan says of that person.
struct PlanRows: AudienceConsumer {
    private let comparison: Comparison
    private let mediaHashes: [MediaBytes: [UInt8]]
    private let contacts: ContactLimits
    private let hasLimits: Bool
    private let inviteLink: String?
    private let templates: TemplateLock?
    private(set) var filling: MessageFilling?
    private var check: FillingCheck?
    private var invite: BoundTemplate?
    let messageKeys: [String]
    /// The campaign's lines, which people are given.
    let lines: [Line]

    private(set) var people = PlannedPeople.Builder()
    private(set) var excluded = ExcludedRows()
    private(set) var samples: [Sample] = []
    private(set) var eligible = 0
    /// Everybody who is eligible, in the audience's order, where there is a group to put them into.
    private(set) var members: [PhoneNumber] = []
    /// Invitations to the group by person, filled.
    private(set) var invites: [PhoneNumber: String] = [:]
    /// Sends that a limit on contacts puts off, by line.
    private(set) var delays: [String: LineDelay] = [:]
    /// Set if messages were moved about after some were sent.
    private(set) var reordered: String?

    private var writer = CanonicalWriter()
    /// What is said of somebody of whom nothing is known, message by message, by the line's index.
    private var newcomers: [Int: [UInt32]] = [:]
    /// What is said of a send that stands like this, twice for each standing: with another content, with the same.
    /// People who may be left out, by what the plan sends them before.
    private(set) var unlikely = 0
    private var quick: [Quick?] = []
    private var quickOutcomes: [UInt32] = []

    /// What is said of a known send whose person's earlier messages went well.
    private enum Quick {
        case closely
        case said(message: Int, line: Int, outcome: UInt32, goesOn: Bool)
    }

    init(
        comparison: Comparison, mediaHashes: [MediaBytes: [UInt8]], contacts: ContactLimits,
        inviteLink: String?, templates: TemplateLock?
    ) {
        self.comparison = comparison
        self.mediaHashes = mediaHashes
        self.contacts = contacts
        hasLimits = !contacts.isEmpty
        self.inviteLink = inviteLink
        self.templates = templates
        messageKeys = comparison.campaign.messages.enumerated().map { $1.key(position: $0 + 1) }
        lines = comparison.campaign.lines.compactMap(comparison.workspace.line)
    }

    mutating func begin(_ header: AudienceHeader) throws {
        let filling = try MessageFilling(campaign: comparison.campaign, header: header) { media in
            mediaHashes[media] ?? []
        }
        self.filling = filling
        check = FillingCheck(filling)
        if case .created(_, _, let invite?) = comparison.campaign.group?.origin, let inviteLink {
            self.invite = try BoundTemplate(invite, header, constants: ["group_invite_link": inviteLink])
        }
    }

    mutating func row(_ row: borrowing RecipientRow) throws {
        guard row.isEligible, let number = row.number else {
            if let reason = row.exclusion {
                excluded.append(line: row.line, number: row.number, reason: reason)
            }
            return
        }
        if hasLimits, contacts[number] == .blocked {
            excluded.append(line: row.line, number: number, reason: .frequencyCap)
            return
        }
        if let reason = check?.exclusion(of: row) {
            excluded.append(line: row.line, number: number, reason: reason)
            return
        }
        if let invite {
            switch invite.fill(row) {
            case .success(let text): invites[number] = text
            case .failure(let reason):
                excluded.append(line: row.line, number: number, reason: reason)
                return
            }
        }
        eligible += 1
        if comparison.campaign.group != nil { members.append(number) }
        guard !messageKeys.isEmpty, let filling else { return }
        let places = comparison.people.places(of: number)
        if places.isEmpty, !hasLimits {
            try addNewcomer(row, number, filling)
        } else if try !addQuickly(row, number, places, filling) {
            try add(row, number, places, filling)
        }
    }

    /// Somebody whose sends all stand as those of others before: nearly everybody.
    /// - Returns: false where it needs a closer look; nothing has happened then.
    private mutating func addQuickly(
        _ row: borrowing RecipientRow, _ number: PhoneNumber, _ places: Range<Int>, _ filling: MessageFilling
    ) throws -> Bool {
        let count = messageKeys.count
        guard !hasLimits, places.count == count, comparison.snapshot.undelivered.isEmpty else { return false }
        quickOutcomes.removeAll(keepingCapacity: true)
        var line: Int?
        for message in 0..<count {
            let place = comparison.people.row(at: places.lowerBound + message)
            let isSame = comparison.people.start(place) == start(of: message, row, filling)
            // With several messages, one that is another might have been moved.
            guard isSame || count == 1,
                case .said(message, let own, let outcome, let goesOn) = quick(place, isSame: isSame),
                line ?? own == own, goesOn || message == count - 1
            else { return false }
            line = own
            quickOutcomes.append(outcome)
        }
        guard let line else { return false }
        try keep(
            row, number, line, filling,
            willSend: quickOutcomes.contains { people.outcomes[Int($0)].willSend })
        for (message, outcome) in quickOutcomes.enumerated() {
            let id = comparison.people.id(comparison.people.row(at: places.lowerBound + message))
            people.add(outcome, id, line)
        }
        return true
    }

    private mutating func quick(_ place: Int, isSame: Bool) -> Quick {
        let index = comparison.people.standing(place) * 2 + (isSame ? 1 : 0)
        if index < quick.count, let known = quick[index] { return known }
        while quick.count <= index { quick.append(nil) }
        let known = comparison.people[place]
        var found = Quick.closely
        // Where the line is no longer the campaign's, each person is given one of their own.
        if let message = messageKeys.firstIndex(of: known.message),
            let line = lines.firstIndex(where: { $0.name == known.line })
        {
            let verdict = comparison.judge(
                known, line: known.line, position: message + 1, start: isSame ? known.start : ~known.start,
                isUndelivered: false, after: .goOn)
            found = .said(
                message: message, line: line, outcome: people.index(of: verdict.outcome),
                goesOn: verdict.followers == .goOn)
        }
        quick[index] = found
        return found
    }

    /// Somebody whom the ledger does not know: what is said of them depends on their line alone.
    private mutating func addNewcomer(
        _ row: borrowing RecipientRow, _ number: PhoneNumber, _ filling: MessageFilling
    ) throws {
        guard let line = lineIndex(number, known: []) else { return }
        let outcomes: [UInt32]
        if let known = newcomers[line] {
            outcomes = known
        } else {
            var after = Comparison.Followers.goOn
            outcomes = messageKeys.indices.map { index in
                let verdict = comparison.judge(
                    nil, line: lines[line].name, position: index + 1, start: 0, isUndelivered: false,
                    after: after)
                after = verdict.followers
                return people.index(of: verdict.outcome)
            }
            newcomers[line] = outcomes
        }
        try keep(
            row, number, line, filling, willSend: outcomes.contains { people.outcomes[Int($0)].willSend })
        for outcome in outcomes { people.add(outcome, nil, line) }
    }

    /// Somebody of whom something is known, or whose turn comes later.
    private mutating func add(
        _ row: borrowing RecipientRow, _ number: PhoneNumber, _ places: Range<Int>, _ filling: MessageFilling
    ) throws {
        let known = places.map { comparison.people[comparison.people.row(at: $0)] }
        let own = messageKeys.map { key in known.first { $0.message == key } }
        guard let line = lineIndex(number, known: own) else { return }
        let starts = known.isEmpty ? [] : messageKeys.indices.map { start(of: $0, row, filling) }
        let limit = hasLimits ? contacts[number] : .free
        var after = Comparison.Followers.goOn
        var outcomes: [SendOutcome] = []
        for index in messageKeys.indices {
            let slot = LedgerSnapshot.Slot(message: messageKeys[index], target: .person(number))
            var verdict = comparison.judge(
                own[index], line: lines[line].name, position: index + 1,
                start: starts.isEmpty ? 0 : starts[index],
                isUndelivered: comparison.snapshot.undelivered.contains(slot), after: after)
            after = verdict.followers
            if verdict.outcome.willSend, case .putOff(let delay) = limit {
                verdict.outcome.note =
                    "not before \(contacts.zone.short(delay)): the person is contacted as often as is allowed before"
                delays[lines[line].name, default: LineDelay(earliest: delay, latest: delay)].add(delay)
            } else if verdict.outcome.willSend, limit == .unlikely {
                verdict.outcome.note =
                    "may be left out: the person is contacted as often as is allowed until the campaign ends"
            }
            outcomes.append(verdict.outcome)
        }
        if reordered == nil, !known.isEmpty {
            let compared = messageKeys.indices.map {
                Comparison.Own(message: messageKeys[$0], start: starts[$0], known: own[$0])
            }
            reordered = comparison.movedMessage(
                compared,
                retired: known.filter { !comparison.currentMessages.contains($0.message) }
                    .sorted { $0.message < $1.message })
        }
        let willSend = outcomes.contains(where: \.willSend)
        if willSend, limit == .unlikely { unlikely += 1 }
        try keep(row, number, line, filling, willSend: willSend)
        for (index, outcome) in outcomes.enumerated() {
            people.add(people.index(of: outcome), own[index]?.id, line)
        }
    }

    /// Keeps who it is, and the contents where they are few or shown.
    private mutating func keep(
        _ row: borrowing RecipientRow, _ number: PhoneNumber, _ line: Int, _ filling: MessageFilling,
        willSend: Bool
    ) throws {
        let isSample = samples.count < comparison.options.samples && willSend
        let isKept = people.people.count < PlannedPeople.kept && filling.contentsForAll == nil
        if isSample || isKept {
            let contents = try filling.contents(for: row).get()
            if isKept { people.contents.append(contents) }
            if isSample {
                samples.append(
                    Sample(
                        target: .person(number), contents: contents, line: lines[line].name, lock: templates))
            }
        }
        people.people.append(PlannedPeople.Person(number, line: line, place: row.place))
    }

    private func lineIndex(_ number: PhoneNumber, known: [KnownSend?]) -> Int? {
        if known.isEmpty, lines.count == 1, comparison.campaign.lines.count == 1 { return 0 }
        guard let line = comparison.line(for: number, known: known) else { return nil }
        return lines.firstIndex { $0.name == line.name }
    }

    /// The beginning of the fingerprint of a message to the person in a row.
    private mutating func start(
        of message: Int, _ row: borrowing RecipientRow, _ filling: MessageFilling
    ) -> UInt64 {
        writer.clear()
        filling.write(message: message, of: row, to: &writer)
        return Fingerprint.start(ofBytes: writer.bytes)
    }
}
