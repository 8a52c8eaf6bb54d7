import Audience
import CampaignModel
import Ledger

/// Who is in an audience, and what each would read: two numbers of eight bytes a person, in order of the phone
/// number, so that two rolls are compared in one walk.
package struct AudienceRoll: Sendable {
    package struct Entry: Sendable {
        package var number: UInt64
        /// The beginning of the hash over everything the person would get.
        package var content: UInt64
    }

    /// A number that is in the audience's rows and gets nothing.
    struct Excluded: Sendable {
        var number: UInt64
        var reason: UInt8
    }

    package private(set) var entries: [Entry] = []
    private(set) var excluded: [Excluded] = []
    /// The reasons' names, which `Excluded` counts.
    private(set) var reasons: [String] = []
    package private(set) var rows = 0

    /// Reads an audience. What the ledger knows of people changes nothing in it.
    /// - Throws: `AudienceError`: the audience cannot be used, or the campaign's placeholders do not fit it.
    package init(_ request: Planner.Request) throws(AudienceError) {
        let (reading, rows) = try AudienceReader.read(request.audience) {
            RollRows(campaign: request.campaign, mediaHashes: request.mediaHashes)
        }
        entries = rows.entries
        excluded = rows.excluded
        reasons = rows.reasons
        self.rows = reading.rows
        entries.sort { $0.number < $1.number }
        excluded.sort { $0.number < $1.number }
    }

    /// Why a number that is not among the entries gets nothing; nil if it does not occur at all.
    func exclusion(of number: UInt64) -> String? {
        var low = 0
        var high = excluded.count
        while low < high {
            let middle = (low + high) / 2
            if excluded[middle].number < number { low = middle + 1 } else { high = middle }
        }
        guard low < excluded.count, excluded[low].number == number else { return nil }
        return reasons[Int(excluded[low].reason)]
    }
}

private struct RollRows: AudienceConsumer {
    let campaign: Campaign
    let mediaHashes: [MediaBytes: [UInt8]]
    var entries: [AudienceRoll.Entry] = []
    var excluded: [AudienceRoll.Excluded] = []
    var reasons: [String] = []
    private var filling: MessageFilling?
    /// What everybody gets, where it is the same for all.
    private var constant: UInt64?

    init(campaign: Campaign, mediaHashes: [MediaBytes: [UInt8]]) {
        self.campaign = campaign
        self.mediaHashes = mediaHashes
    }

    mutating func begin(_ header: AudienceHeader) throws {
        filling = try MessageFilling(campaign: campaign, header: header) { mediaHashes[$0] ?? [] }
    }

    mutating func row(_ row: borrowing RecipientRow) {
        guard let number = row.number else { return }
        guard row.isEligible else {
            // A repeated row says nothing of the person, who is judged by the first one.
            if let reason = row.exclusion, reason.name != "duplicate_row" { exclude(number, reason) }
            return
        }
        switch filling?.contents(for: row) ?? .success([]) {
        case .success(let contents): entries.append(.init(number: number.digits, content: hash(contents)))
        case .failure(let reason): exclude(number, reason)
        }
    }

    private mutating func hash(_ contents: [SendContent]) -> UInt64 {
        if let constant { return constant }
        var bytes: [UInt8] = []
        for content in contents { bytes += Fingerprint(of: content).bytes }
        let whole = Digest.sha256(bytes)
        let value = whole.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        if filling?.isSameForAll == true { constant = value }
        return value
    }

    private mutating func exclude(_ number: PhoneNumber, _ reason: ExclusionReason) {
        let name = reason.name
        let index = reasons.firstIndex(of: name) ?? reasons.count
        if index == reasons.count { reasons.append(name) }
        excluded.append(.init(number: number.digits, reason: UInt8(truncatingIfNeeded: index)))
    }
}
