import CampaignModel

/// A send that waits: as much of it as is said of one that nobody wants any more.
package struct WaitingSend: Sendable, Hashable {
    package var id: Int64
    package var key: SendKey
    package var position: Int
    package var line: String
    package var fingerprint: Fingerprint

    package init(id: Int64, key: SendKey, position: Int, line: String, fingerprint: Fingerprint) {
        self.id = id
        self.key = key
        self.position = position
        self.line = line
        self.fingerprint = fingerprint
    }

    package init(_ send: LedgerSend) {
        self.init(
            id: send.id, key: send.key, position: send.position, line: send.line,
            fingerprint: send.fingerprint)
    }
}

/// Many of them, 56 bytes each: an audience that is emptied, or a revision that is raised, leaves a million.
package struct WaitingSends: Sendable, RandomAccessCollection {
    private struct Entry: Sendable {
        var id: Int64
        /// A person's number; 0 for a group.
        var number: UInt64
        var fingerprint: FingerprintWords
        var kind: UInt32
    }

    /// What a send shares with others.
    private struct Kind: Sendable, Hashable {
        var campaign: String
        var revision: Int
        var occurrence: String
        var message: String
        var position: Int
        var line: String
    }

    private var entries = LongColumn<Entry>()
    private var kinds: [Kind] = []
    private var indices: [Kind: UInt32] = [:]

    package init() {}

    package var startIndex: Int { 0 }
    package var endIndex: Int { entries.count }

    package subscript(index: Int) -> WaitingSend {
        let entry = entries[index]
        let kind = kinds[Int(entry.kind)]
        return WaitingSend(
            id: entry.id,
            key: SendKey(
                campaign: kind.campaign, revision: kind.revision, occurrence: kind.occurrence,
                message: kind.message,
                target: PhoneNumber(digits: entry.number).map(SendTarget.person) ?? .group),
            position: kind.position, line: kind.line, fingerprint: entry.fingerprint.fingerprint)
    }

    package func id(_ index: Int) -> Int64 { entries[index].id }

    package mutating func append(_ send: WaitingSend) {
        let kind = Kind(
            campaign: send.key.campaign, revision: send.key.revision, occurrence: send.key.occurrence,
            message: send.key.message, position: send.position, line: send.line)
        let index = indices[kind] ?? UInt32(truncatingIfNeeded: kinds.count)
        if index == kinds.count {
            kinds.append(kind)
            indices[kind] = index
        }
        let number =
            switch send.key.target {
            case .person(let number): number.digits
            case .group: 0 as UInt64
            }
        entries.append(
            Entry(
                id: send.id, number: number, fingerprint: FingerprintWords(send.fingerprint), kind: index))
    }
}
