import CampaignModel

/// A set of phone numbers, which also remembers a line for each. A number takes about 11 bytes where it is known
/// beforehand how many there will be, else up to 19.
package struct NumberSet: Sendable {
    private(set) var table: NumberTable

    package init() { table = NumberTable() }

    /// Room for so many numbers, so that adding them moves nothing.
    package init(expecting count: Int) { table = NumberTable(expecting: count) }

    package init(_ numbers: some Sequence<PhoneNumber>) {
        self.init()
        for number in numbers { insert(number) }
    }

    /// Makes room for so many numbers in all, so that adding them moves nothing.
    package mutating func reserve(_ count: Int) {
        if !isKnownUniquelyReferenced(&table) { table = table.copy() }
        table.reserve(count)
    }

    package var count: Int { table.count }

    package var isEmpty: Bool { count == 0 }

    package func contains(_ number: PhoneNumber) -> Bool { line(of: number) != nil }

    /// The line with which the number was first added, or nil if it was not.
    package func line(of number: PhoneNumber) -> Int? { table.line(of: NumberTable.key(number.digits)) }

    /// Adds a number; gives the line of its first appearance if it is already there. Lines are kept from 1 to
    /// 1,073,741,823; what lies outside becomes the nearest of these.
    @discardableResult
    package mutating func insert(_ number: PhoneNumber, line: Int = 1) -> Int? {
        if !isKnownUniquelyReferenced(&table) { table = table.copy() }
        var key = NumberTable.key(number.digits)
        var line = line
        var first: UInt32 = 0
        table.insert(&key, lines: &line, firstLines: &first, count: 1)
        return first == 0 ? nil : Int(first)
    }
}
