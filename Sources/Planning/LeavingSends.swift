import CampaignModel
import Ledger

/// Sends that wait in the ledger and that nobody wants any more, each with what an apply does about it: 60 bytes each.
struct LeavingSends: Sendable {
    private var sends = WaitingSends()
    private var outcomeOf = LongColumn<UInt32>()
    private var outcomes: [SendOutcome] = []
    private var counts: [Int] = []
    private var indices: [SendOutcome: Int] = [:]

    var count: Int { sends.count }

    subscript(index: Int) -> PlannedSend {
        PlannedSend(sends[index], outcomes[Int(outcomeOf[index])])
    }

    var tallies: [(outcome: SendOutcome, count: Int)] {
        zip(outcomes, counts).map { (outcome: $0, count: $1) }
    }

    mutating func append(_ send: WaitingSend, _ outcome: SendOutcome) {
        let index = indices[outcome] ?? outcomes.count
        if index == outcomes.count {
            outcomes.append(outcome)
            counts.append(0)
            indices[outcome] = index
        }
        sends.append(send)
        outcomeOf.append(UInt32(truncatingIfNeeded: index))
        counts[index] += 1
    }

    func forEach(where isWanted: (SendOutcome) -> Bool, _ body: (PlannedSend) throws -> Void) rethrows {
        let wanted = outcomes.map(isWanted)
        guard wanted.contains(true) else { return }
        for index in 0..<count where wanted[Int(outcomeOf[index])] { try body(self[index]) }
    }
}
