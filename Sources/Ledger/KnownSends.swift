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

/// The sends of a scope to people, in order of their numbers: 28 bytes each, and 36 more for one that waits.
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

    /// All of a fingerprint.
    private struct Whole: Sendable {
        var words: (UInt64, UInt64, UInt64, UInt64)
    }

    private var numbers = LongColumn<UInt64>()
    private var ids = LongColumn<Int64>()
    private var starts = LongColumn<UInt64>()
    private var standingOf = LongColumn<UInt32>()
    private var standings: [Standing] = []
    private var indices: [Standing: UInt32] = [:]
    /// Those that wait, whose whole fingerprint a plan shows if nobody wants them any more.
    private var waiting = LongColumn<UInt32>()
    private var wholes = LongColumn<Whole>()

    package init() {}

    package var count: Int { numbers.count }
    package var isEmpty: Bool { numbers.isEmpty }

    /// The keys of all messages that occur.
    package var messages: Set<String> { Set(standings.map(\.message)) }

    /// Adds the next send; numbers never fall.
    /// - Parameter fingerprint: 32 bytes.
    /// - Returns: false where the number is lower than the one before, or the fingerprint none.
    package mutating func append(
        number: UInt64, id: Int64, standing: Standing, fingerprint: UnsafeRawBufferPointer
    ) -> Bool {
        guard fingerprint.count == 32, numbers.isEmpty || numbers[numbers.count - 1] <= number else {
            return false
        }
        func word(_ index: Int) -> UInt64 {
            UInt64(bigEndian: fingerprint.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self))
        }
        if standing.state == .planned {
            waiting.append(UInt32(truncatingIfNeeded: numbers.count))
            wholes.append(Whole(words: (word(0), word(1), word(2), word(3))))
        }
        numbers.append(number)
        ids.append(id)
        starts.append(word(0))
        standingOf.append(index(of: standing))
        return true
    }

    private mutating func index(of standing: Standing) -> UInt32 {
        if let last = standingOf.isEmpty ? nil : standingOf[standingOf.count - 1],
            standings[Int(last)] == standing
        {
            return last
        }
        if let known = indices[standing] { return known }
        let fresh = UInt32(truncatingIfNeeded: standings.count)
        standings.append(standing)
        indices[standing] = fresh
        return fresh
    }

    package subscript(_ row: Int) -> KnownSend {
        let standing = standings[Int(standingOf[row])]
        return KnownSend(
            id: ids[row], message: standing.message, line: standing.line, position: standing.position,
            state: standing.state, reason: standing.reason, isPermanent: standing.isPermanent,
            start: starts[row])
    }

    /// The number of a row's person.
    package func number(_ row: Int) -> UInt64 { numbers[row] }

    package func id(_ row: Int) -> Int64 { ids[row] }

    /// The rows of a person.
    /// - Parameter hint: where the last search ended; one after another in the order of numbers costs a step each.
    package func rows(of number: UInt64, hint: inout Int) -> Range<Int> {
        let end = numbers.count
        var low = 0
        if hint < end, numbers[hint] <= number {
            if numbers[hint] == number, hint == 0 || numbers[hint - 1] < number {
                low = hint
            } else {
                low = search(number, from: hint, to: end)
                // The hint may stand within the person's rows.
                if low == hint { low = search(number, from: 0, to: end) }
            }
        } else if end > 0 {
            low = search(number, from: 0, to: min(hint, end))
        }
        var high = low
        while high < end, numbers[high] == number { high += 1 }
        hint = high
        return low..<high
    }

    /// The first row whose number is not lower; near ones are found in few steps.
    private func search(_ number: UInt64, from start: Int, to end: Int) -> Int {
        var low = start
        var step = 1
        while low + step < end, numbers[low + step] < number {
            low += step
            step *= 2
        }
        var high = min(end, low + step)
        while low < high {
            let middle = (low + high) / 2
            if numbers[middle] < number { low = middle + 1 } else { high = middle }
        }
        return low
    }

    package var hasWaiting: Bool { !waiting.isEmpty }

    /// The rows that wait, in order, with the whole fingerprint of each.
    package func forEachWaiting(_ body: (Int, Fingerprint) -> Void) {
        for index in 0..<waiting.count {
            let words = wholes[index].words
            var bytes: [UInt8] = []
            for word in [words.0, words.1, words.2, words.3] {
                withUnsafeBytes(of: word.bigEndian) { bytes += $0 }
            }
            if let fingerprint = Fingerprint(stored: bytes) { body(Int(waiting[index]), fingerprint) }
        }
    }
}
