import CampaignModel

/// What a plan compares a wanted send with.
package struct KnownSend: Sendable, Hashable {
    package var id: Int64
    package var message: String
    package var line: String
    package var position: Int
    package var state: SendState
    package var reason: String?
    package var isPermanent: Bool
    /// The first eight bytes of its fingerprint.
    package var start: UInt64

    package init(
        id: Int64, message: String, line: String, position: Int, state: SendState, reason: String?,
        isPermanent: Bool, start: UInt64
    ) {
        self.id = id
        self.message = message
        self.line = line
        self.position = position
        self.state = state
        self.reason = reason
        self.isPermanent = isPermanent
        self.start = start
    }

    package init(_ send: LedgerSend) {
        self.init(
            id: send.id, message: send.key.message, line: send.line, position: send.position,
            state: send.life.state, reason: send.life.reason, isPermanent: send.life.isPermanent,
            start: send.fingerprint.start)
    }
}

/// The sends of a scope to people, to be found by their numbers: 28 bytes each, and 36 more for one that waits.
///
/// They are added in whatever order the ledger reads them fastest, and `sort` makes them ready.
package struct KnownSends: Sendable {
    /// Everything about a send that it shares with most others.
    package struct Standing: Sendable, Hashable {
        package var message: String
        package var line: String
        package var position: Int
        package var state: SendState
        package var reason: String?
        package var isPermanent: Bool

        package init(
            message: String, line: String, position: Int, state: SendState, reason: String?, isPermanent: Bool
        ) {
            self.message = message
            self.line = line
            self.position = position
            self.state = state
            self.reason = reason
            self.isPermanent = isPermanent
        }
    }

    /// In order of the numbers: a number less 570000000000 above the row that is meant, of which there may be 2³⁰.
    private var order: [UInt64] = []
    /// Where in `order` each stretch of numbers begins, so that a look-up touches few places of memory.
    private var stretches: [UInt32] = []
    private var lowest: UInt64 = 0
    private var shift: UInt64 = 0
    private var ids = LongColumn<Int64>()
    private var starts = LongColumn<UInt64>()
    private var standingOf = LongColumn<UInt32>()
    private var standings: [Standing] = []
    private var indices: [Standing: UInt32] = [:]
    private var lastIndex: UInt32?
    /// Those that wait, whose whole fingerprint a plan shows if nobody wants them any more.
    private var waiting = LongColumn<UInt32>()
    private var wholes = LongColumn<FingerprintWords>()

    private static let rowBits: UInt64 = 30

    package init() {}

    package var count: Int { order.count }
    package var isEmpty: Bool { order.isEmpty }

    /// The keys of all messages that occur.
    package var messages: Set<String> { Set(standings.map(\.message)) }

    /// Room for so many, so that adding them moves nothing.
    package mutating func reserve(_ count: Int) { order.reserveCapacity(count) }

    /// Adds a send.
    /// - Parameter fingerprint: 32 bytes.
    /// - Returns: false where the fingerprint is none, or there is no more room.
    package mutating func append(
        to number: PhoneNumber, id: Int64, standing: Standing, fingerprint: UnsafeRawBufferPointer
    ) -> Bool {
        let row = UInt64(order.count)
        guard fingerprint.count == 32, row >> Self.rowBits == 0 else { return false }
        let whole = FingerprintWords(fingerprint)
        if standing.state == .planned {
            waiting.append(UInt32(row))
            wholes.append(whole)
        }
        order.append(Self.key(number) << Self.rowBits | row)
        ids.append(id)
        starts.append(whole.start)
        standingOf.append(index(of: standing))
        return true
    }

    private static func key(_ number: PhoneNumber) -> UInt64 { number.digits - 570_000_000_000 }

    /// Makes ready what was added.
    package mutating func sort() {
        order.sort()
        guard let first = order.first, let last = order.last else { return }
        lowest = first >> Self.rowBits
        let span = last >> Self.rowBits - lowest
        // Some eight numbers in each stretch, if they are spread evenly.
        while span >> shift > UInt64(order.count / 8) { shift += 1 }
        stretches = []
        stretches.reserveCapacity(Int(span >> shift) + 2)
        for (position, packed) in order.enumerated() {
            let stretch = Int((packed >> Self.rowBits - lowest) >> shift)
            while stretches.count <= stretch { stretches.append(UInt32(position)) }
        }
        stretches.append(UInt32(order.count))
    }

    /// The places of a person's sends.
    package func places(of number: PhoneNumber) -> Range<Int> {
        let key = Self.key(number)
        guard key >= lowest, case let stretch = Int((key - lowest) >> shift), stretch < stretches.count - 1
        else { return 0..<0 }
        var low = Int(stretches[stretch])
        var high = Int(stretches[stretch + 1])
        while low < high {
            let middle = (low + high) / 2
            if order[middle] >> Self.rowBits < key { low = middle + 1 } else { high = middle }
        }
        while high < order.count, order[high] >> Self.rowBits == key { high += 1 }
        return low..<high
    }

    /// The row of a place.
    package func row(at place: Int) -> Int { Int(order[place] & (1 << Self.rowBits - 1)) }

    private mutating func index(of standing: Standing) -> UInt32 {
        if let last = lastIndex, standings[Int(last)] == standing { return last }
        if let known = indices[standing] {
            lastIndex = known
            return known
        }
        let fresh = UInt32(truncatingIfNeeded: standings.count)
        standings.append(standing)
        indices[standing] = fresh
        lastIndex = fresh
        return fresh
    }

    package subscript(_ row: Int) -> KnownSend {
        let standing = standings[Int(standingOf[row])]
        return KnownSend(
            id: ids[row], message: standing.message, line: standing.line, position: standing.position,
            state: standing.state, reason: standing.reason, isPermanent: standing.isPermanent,
            start: starts[row])
    }

    package func id(_ row: Int) -> Int64 { ids[row] }
    package func start(_ row: Int) -> UInt64 { starts[row] }
    /// Two rows whose standing has the same index stand alike.
    package func standing(_ row: Int) -> Int { Int(standingOf[row]) }

    package var hasWaiting: Bool { !waiting.isEmpty }

    /// The rows that wait, by number, with the whole fingerprint of each.
    package func forEachWaiting(_ body: (Int, PhoneNumber, Fingerprint) -> Void) {
        guard hasWaiting else { return }
        for packed in order {
            let row = packed & (1 << Self.rowBits - 1)
            guard standings[Int(standingOf[Int(row)])].state == .planned,
                let number = PhoneNumber(digits: packed >> Self.rowBits + 570_000_000_000)
            else { continue }
            var (low, high) = (0, waiting.count)
            while low < high {
                let middle = (low + high) / 2
                if waiting[middle] < row { low = middle + 1 } else { high = middle }
            }
            body(Int(row), number, wholes[low].fingerprint)
        }
    }
}
