import Audience
import CampaignModel
import Ledger

/// The sends of a campaign to the people of its audience: 16 bytes a person, 4 a send, and 8 where the ledger has one.
///
/// Each person gets all messages, so that a send's place says whose it is. What would go out is not kept, but rendered
/// from the person's row where it is shown, hashed or frozen.
package final class PlannedPeople: Sendable {
    /// Contents of so many people are kept, so that small campaigns need nothing of their files any more.
    static let kept = 2_000

    /// A person's number below the line that it was given.
    struct Person: Sendable {
        private let packed: UInt64
        let place: RowPlace

        private static let numberBits: UInt64 = 40

        init(_ number: PhoneNumber, line: Int, place: RowPlace) {
            packed = number.digits | UInt64(truncatingIfNeeded: line) << Person.numberBits
            self.place = place
        }

        var line: Int { Int(packed >> Person.numberBits) }
        var digits: UInt64 { packed & ((1 << Person.numberBits) - 1) }
    }

    /// What is gathered while the audience goes by.
    struct Builder {
        var people = LongColumn<Person>()
        var outcomeOf = LongColumn<UInt32>()
        /// Empty while the ledger has none of the sends; 0 for those that it does not have.
        var ids = LongColumn<Int64>()
        var contents: [[SendContent]] = []
        private(set) var outcomes: [SendOutcome] = []
        private var indices: [SendOutcome: UInt32] = [:]
        private var last: UInt32 = 0
        /// By outcome, and by line and outcome.
        private var counts: [Int] = []
        private(set) var toSend: [Int] = []

        mutating func add(_ outcome: SendOutcome, id: Int64?, line: Int) { add(index(of: outcome), id, line) }

        /// - Parameter outcome: one that was added before.
        mutating func add(_ outcome: UInt32, _ id: Int64?, _ line: Int) {
            if id != nil || !ids.isEmpty {
                while ids.count < outcomeOf.count { ids.append(0) }
                ids.append(id ?? 0)
            }
            outcomeOf.append(outcome)
            counts[Int(outcome)] += 1
            while toSend.count <= line { toSend.append(0) }
            if outcomes[Int(outcome)].willSend { toSend[line] += 1 }
        }

        mutating func index(of outcome: SendOutcome) -> UInt32 {
            if Int(last) < outcomes.count, outcomes[Int(last)] == outcome { return last }
            if let known = indices[outcome] {
                last = known
                return known
            }
            last = UInt32(truncatingIfNeeded: outcomes.count)
            outcomes.append(outcome)
            indices[outcome] = last
            counts.append(0)
            return last
        }

        var tallies: [(outcome: SendOutcome, count: Int)] { Array(zip(outcomes, counts)).map { ($0, $1) } }
    }

    let outcomes: [SendOutcome]
    let tallies: [(outcome: SendOutcome, count: Int)]
    let toSendByLine: [String: Int]
    let sendCount: Int
    private let people: LongColumn<Person>
    private let outcomeOf: LongColumn<UInt32>
    private let ids: LongColumn<Int64>
    private let contents: [[SendContent]]
    private let scope: CampaignScope
    private let messages: [String]
    private let lines: [Line]
    private let frames: [PlannedSend.Frame]
    private let filling: MessageFilling?
    /// Nil where everybody's content is kept, or the same.
    private let rows: RowReader?

    init(
        _ builder: Builder, scope: CampaignScope, messages: [String], lines: [Line],
        filling: MessageFilling?, rows: RowReader
    ) {
        people = builder.people
        outcomeOf = builder.outcomeOf
        ids = builder.ids
        contents = builder.contents
        outcomes = builder.outcomes
        tallies = builder.tallies
        var toSend: [String: Int] = [:]
        for (line, count) in zip(lines, builder.toSend) where count > 0 { toSend[line.name] = count }
        toSendByLine = toSend
        sendCount = builder.outcomeOf.count
        self.scope = scope
        self.messages = messages
        self.lines = lines
        frames = lines.map { PlannedSend.Frame($0) }
        self.filling = filling
        let needsRows = builder.people.count > builder.contents.count && filling?.contentsForAll == nil
        self.rows = needsRows ? rows : nil
    }

    /// The index of a send's outcome.
    func outcome(_ position: Int) -> Int { Int(outcomeOf[position]) }

    func send(_ position: Int) -> PlannedSend {
        let (index, message) = position.quotientAndRemainder(dividingBy: messages.count)
        let person = people[index]
        let outcome = outcomes[Int(outcomeOf[position])]
        let line = person.line
        // Numbers are stored as they were read.
        let target = PhoneNumber(digits: person.digits).map(SendTarget.person) ?? .group
        var known: PlannedSend.Known?
        if position < ids.count, let state = outcome.state {
            known = PlannedSend.Known(id: ids[position], state: state)
        }
        return PlannedSend(
            outcome: outcome,
            key: SendKey(
                campaign: scope.campaign, revision: scope.revision, occurrence: scope.occurrence,
                message: messages[message], target: target),
            position: message + 1, line: lines[line].name, known: known,
            source: .person(self, index: index, message: message), frame: frames[line])
    }

    func knownIDs(isIn state: SendState) -> [Int64] {
        let wanted = outcomes.map { $0.state == state }
        guard wanted.contains(true) else { return [] }
        return (0..<ids.count).lazy.filter { wanted[self.outcome($0)] }.map { self.ids[$0] }
    }

    /// What a person would get.
    /// - Throws: `AudienceError` where the file has changed since the plan was made.
    func content(of index: Int, message: Int) throws -> SendContent {
        if let same = filling?.contentsForAll { return same[message] }
        if index < contents.count { return contents[index][message] }
        guard let rows, let filling else { throw NotFilled() }
        return try rows.row(at: people[index].place) { try filling.contents(for: $0).get()[message] }
    }

    /// A row that could be filled when the plan was made, and cannot now.
    private struct NotFilled: Error {}
}
