import CampaignModel

/// Who joins and who leaves an audience, by number.
package struct AudienceDiff: Sendable, Hashable {
    /// One of those who join or leave.
    package struct Person: Sendable, Hashable {
        package var number: PhoneNumber
        /// For one who leaves: why its row gets nothing now; for one who joins: why it got nothing before. Nil
        /// where there is no such row.
        package var reason: String?

        package init(number: PhoneNumber, reason: String?) {
            self.number = number
            self.reason = reason
        }
    }

    /// People who are named, of those who join and of those who leave.
    package static let shown = 5

    package var before = 0
    package var after = 0
    package var joined = 0
    package var left = 0
    package var joinedSamples: [Person] = []
    package var leftSamples: [Person] = []
    /// Of those who leave: how many by reason; the empty name: their rows are gone.
    package var leftByReason: [String: Int] = [:]
    /// People in both whose messages say something else now.
    package var changed = 0
    package var changedSamples: [PhoneNumber] = []

    package var isEmpty: Bool { joined == 0 && left == 0 && changed == 0 }

    init(from old: AudienceRoll?, to new: AudienceRoll?) {
        let oldEntries = old?.entries ?? []
        let newEntries = new?.entries ?? []
        before = oldEntries.count
        after = newEntries.count
        var (i, j) = (0, 0)
        while i < oldEntries.count || j < newEntries.count {
            if j == newEntries.count || (i < oldEntries.count && oldEntries[i].number < newEntries[j].number)
            {
                leave(oldEntries[i].number, new)
                i += 1
            } else if i == oldEntries.count || newEntries[j].number < oldEntries[i].number {
                join(newEntries[j].number, old)
                j += 1
            } else {
                if oldEntries[i].content != newEntries[j].content { change(newEntries[j].number) }
                i += 1
                j += 1
            }
        }
    }

    /// People who are in both.
    package var common: Int { after - joined }

    private mutating func leave(_ digits: UInt64, _ new: AudienceRoll?) {
        left += 1
        let reason = new?.exclusion(of: digits)
        leftByReason[reason ?? "", default: 0] += 1
        if leftSamples.count < Self.shown, let number = PhoneNumber(digits: digits) {
            leftSamples.append(Person(number: number, reason: reason))
        }
    }

    private mutating func join(_ digits: UInt64, _ old: AudienceRoll?) {
        joined += 1
        if joinedSamples.count < Self.shown, let number = PhoneNumber(digits: digits) {
            joinedSamples.append(Person(number: number, reason: old?.exclusion(of: digits)))
        }
    }

    private mutating func change(_ digits: UInt64) {
        changed += 1
        if changedSamples.count < Self.shown, let number = PhoneNumber(digits: digits) {
            changedSamples.append(number)
        }
    }
}
