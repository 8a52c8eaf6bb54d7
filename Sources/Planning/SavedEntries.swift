import Ledger

/// What a saved plan says of one send.
package struct SavedEntry: Sendable, Hashable {
    /// Of the send's key.
    package var send: KeyedName
    /// What the plan says of it, e.g. `new`.
    package var kind: String
    /// Of the fingerprint of what would go out.
    package var content: KeyedName
    package var line: String

    package init(send: KeyedName, kind: String, content: KeyedName, line: String) {
        self.send = send
        self.kind = kind
        self.content = content
        self.line = line
    }
}

/// The sends of a saved plan, as they are compared with those of another: 36 bytes each.
package struct SavedEntries: Sendable {
    /// A kind and a line, which thousands share.
    struct Standing: Sendable, Hashable {
        var kind: String
        var line: String
    }

    /// What is found of an entry.
    struct Found {
        var content: KeyedName.Half
        var standing: Standing
    }

    private struct Entry: Sendable {
        var send: KeyedName.Half
        var content: KeyedName.Half
    }

    private var entries = LongColumn<Entry>()
    private var standingOf = LongColumn<UInt32>()
    private var standings: [Standing] = []
    private var indices: [Standing: UInt32] = [:]
    private var last: UInt32 = 0

    package init() {}

    package var count: Int { entries.count }

    package mutating func append(_ entry: SavedEntry) {
        entries.append(Entry(send: entry.send.half, content: entry.content.half))
        let standing = Standing(kind: entry.kind, line: entry.line)
        if Int(last) >= standings.count || standings[Int(last)] != standing {
            if let known = indices[standing] {
                last = known
            } else {
                last = UInt32(truncatingIfNeeded: standings.count)
                standings.append(standing)
                indices[standing] = last
            }
        }
        standingOf.append(last)
    }

    /// Finds entries by their sends. Where nothing has changed each is where the one before ends.
    struct Search {
        private let entries: SavedEntries
        private var next = 0
        private var isFound: [Bool]
        /// Places in the order of the sends' names, made when one is not where it is expected.
        private var order: [UInt32] = []

        init(_ entries: SavedEntries) {
            self.entries = entries
            isFound = Array(repeating: false, count: entries.count)
        }

        /// Entries that were asked for by nobody.
        var unfound: Int { isFound.count { !$0 } }

        mutating func find(_ send: KeyedName) -> Found? {
            guard let place = place(of: send.half) else { return nil }
            next = place + 1
            isFound[place] = true
            return Found(
                content: entries.entries[place].content,
                standing: entries.standings[Int(entries.standingOf[place])])
        }

        private mutating func place(of send: KeyedName.Half) -> Int? {
            if next < entries.count, entries.entries[next].send == send { return next }
            let all = entries.entries
            if order.isEmpty {
                order = (0..<UInt32(truncatingIfNeeded: all.count)).map(\.self)
                order.sort { (all[Int($0)].send, $0) < (all[Int($1)].send, $1) }
            }
            var (low, high) = (0, order.count)
            while low < high {
                let middle = (low + high) / 2
                if all[Int(order[middle])].send < send { low = middle + 1 } else { high = middle }
            }
            guard low < order.count, all[Int(order[low])].send == send else { return nil }
            return Int(order[low])
        }
    }
}
