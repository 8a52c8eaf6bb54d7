import CampaignModel
import Ledger

/// The sends of a campaign: those to the people of the audience, in its order, those to its group, then those that wait in
/// the ledger and that nobody wants any more.
///
/// There may be millions of the first and of the last kind, which are kept as a few bytes each (`PlannedPeople`,
/// `LeavingSends`) and become values when
/// they are looked at.
package struct PlannedSends: Sendable, RandomAccessCollection {
    private(set) var people: PlannedPeople?
    private var others: [PlannedSend] = []
    private var leaving = LeavingSends()

    package init() {}

    init(_ people: PlannedPeople) { self.people = people }

    package var startIndex: Int { 0 }
    package var endIndex: Int { peopleCount + others.count + leaving.count }
    private var peopleCount: Int { people?.sendCount ?? 0 }

    package subscript(position: Int) -> PlannedSend {
        if let people, position < people.sendCount { return people.send(position) }
        let position = position - peopleCount
        return position < others.count ? others[position] : leaving[position - others.count]
    }

    mutating func append(_ send: PlannedSend) { others.append(send) }

    mutating func append(leaving send: WaitingSend, _ outcome: SendOutcome) { leaving.append(send, outcome) }

    static func += (sends: inout PlannedSends, more: [PlannedSend]) { sends.others += more }

    /// The ledger's ids of those that stand there like this; without those that nobody wants any more.
    func knownIDs(isIn state: SendState) -> [Int64] {
        (people?.knownIDs(isIn: state) ?? [])
            + others.compactMap(\.known).filter { $0.state == state }.map(\.id)
    }

    /// How many stand alike. Cheap, whatever there are.
    package var tallies: [(outcome: SendOutcome, count: Int)] {
        (people?.tallies ?? []) + others.map { ($0.outcome, 1) } + leaving.tallies
    }

    /// How many sends of each line would go out.
    package var toSendByLine: [String: Int] {
        var counts: [String: Int] = [:]
        for (line, count) in people?.toSendByLine ?? [:] { counts[line, default: 0] += count }
        for send in others where send.willSend { counts[send.line, default: 0] += 1 }
        return counts
    }

    /// How many are of a kind.
    package func count(of kind: SendClass) -> Int {
        tallies.reduce(0) { $0 + ($1.outcome.kind == kind ? $1.count : 0) }
    }

    /// Those whose outcome is wanted, at the most so many. The others are not made into values.
    package func all(limit: Int = .max, where isWanted: (SendOutcome) -> Bool) -> [PlannedSend] {
        var found: [PlannedSend] = []
        try? forEach(where: isWanted) { send in
            guard found.count < limit else { throw Enough() }
            found.append(send)
        }
        return found
    }

    private struct Enough: Error {}

    /// Those whose outcome is wanted, one after another.
    package func forEach(
        where isWanted: (SendOutcome) -> Bool, _ body: (PlannedSend) throws -> Void
    ) rethrows {
        if let people {
            let wanted = people.outcomes.map(isWanted)
            if wanted.contains(true) {
                for position in 0..<people.sendCount where wanted[people.outcome(position)] {
                    try body(people.send(position))
                }
            }
        }
        for send in others where isWanted(send.outcome) { try body(send) }
        try leaving.forEach(where: isWanted, body)
    }
}
