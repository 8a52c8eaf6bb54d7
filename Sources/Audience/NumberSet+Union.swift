import CampaignModel

extension NumberSet {
    /// Adds every number of another set.
    package mutating func formUnion(_ other: NumberSet) {
        // Slots come in the order of their hashes: in a table that has to grow they would crowd at its beginning.
        reserve(count + other.count)
        for index in 0..<other.table.capacity {
            let slot = other.table.slots[index]
            guard slot != 0, let number = PhoneNumber(digits: (slot & NumberTable.keyMask) + 570_000_000_000)
            else { continue }
            insert(number, line: Int(slot >> 34))
        }
    }
}
