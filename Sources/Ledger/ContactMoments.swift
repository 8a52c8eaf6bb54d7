import CampaignModel

/// When people were, or will be, contacted: 16 bytes a contact.
package struct ContactMoments: Sendable {
    private struct Entry: Sendable {
        var number: UInt64
        var moment: Int64
    }

    private var entries: [Entry] = []
    private var isSorted = true

    package init() {}

    package var isEmpty: Bool { entries.isEmpty }

    /// `sort` makes it ready.
    package mutating func append(_ number: PhoneNumber, _ moment: Instant) {
        entries.append(Entry(number: number.digits, moment: moment.milliseconds))
        isSorted = false
    }

    package mutating func sort() {
        guard !isSorted else { return }
        entries.sort { ($0.number, $0.moment) < ($1.number, $1.moment) }
        isSorted = true
    }

    /// A person's, oldest first.
    package subscript(number: PhoneNumber) -> [Instant] {
        let place = place(of: number)
        return entries[place...].prefix { $0.number == number.digits }.map {
            Instant(milliseconds: $0.moment)
        }
    }

    /// A person's earliest.
    package func first(of number: PhoneNumber) -> Instant? {
        let place = place(of: number)
        guard place < entries.count, entries[place].number == number.digits else { return nil }
        return Instant(milliseconds: entries[place].moment)
    }

    /// Everybody's, by number.
    package func forEachPerson(_ body: (PhoneNumber, [Instant]) throws -> Void) rethrows {
        var start = 0
        while start < entries.count {
            let number = entries[start].number
            var end = start + 1
            while end < entries.count, entries[end].number == number { end += 1 }
            if let person = PhoneNumber(digits: number) {
                try body(person, entries[start..<end].map { Instant(milliseconds: $0.moment) })
            }
            start = end
        }
    }

    private func place(of number: PhoneNumber) -> Int {
        var (low, high) = (0, entries.count)
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].number < number.digits { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
