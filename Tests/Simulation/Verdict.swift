import CampaignModel
import Foundation
import Ledger
import Rehearsal

/// Holds a story to the promise. It looks at what the gateways saw and at the ledger's rows, and at nothing in
/// between.
struct Verdict {
    private let story: Story
    private let ending: Story.Ending
    private let deliveries: [Delivery]
    private let arrivals: [Arrival]
    private let entries: Chronicle.Entries
    private let categories: [String: Campaign.Category]

    /// Seconds that may lie between the transaction that lets a message go and its arrival (design.md: 5), and a
    /// moment for the way.
    private static let underway = 6.0
    /// Latencies differ by up to 0.4 s, so that arrivals may be a little closer than attempts.
    private static let jitter = 1.0

    init(_ story: Story, _ ending: Story.Ending) {
        self.story = story
        self.ending = ending
        deliveries = story.gateways.flatMap(\.deliveries).sorted { $0.monotonic < $1.monotonic }
        arrivals = story.gateways.flatMap(\.arrivals).sorted { $0.monotonic < $1.monotonic }
        entries = story.chronicle.all
        categories = Dictionary(uniqueKeysWithValues: story.world.campaigns.map { ($0.name, $0.category) })
    }

    /// Everything that broke the promise, in words.
    func violations() -> [String] {
        twice() + lost() + falselyAccepted() + unlawful() + overPace() + afterOptOut() + duringPause()
            + tooOften() + outOfOrder() + groups() + sums() + ending.problems.map { "check: \($0)" }
    }

    private func name(_ key: SendKey) -> String { key.text(numbersInFull: true) }
    private func seconds(_ monotonic: UInt64) -> Double { Double(monotonic) / 1e9 }
    /// Near a jump of the wall clock nobody can say what time it was.
    private func isNearJump(_ monotonic: UInt64) -> Bool {
        entries.jumps.contains { abs($0 - seconds(monotonic)) < 60 }
    }

    private func twice() -> [String] {
        Dictionary(grouping: deliveries, by: \.key).filter { $0.value.count > 1 }.map { key, all in
            "twice: \(name(key)) was taken \(all.count) times"
        }
    }

    private func lost() -> [String] {
        let delivered = Set(deliveries.map(\.key))
        let before = ending.unsettled.filter {
            delivered.contains($0.key) && $0.life.state != .accepted && $0.life.state != .inDoubt
                && $0.life.attempts > 0
        }
        let after = ending.settled.filter { send in
            switch send.life.state {
            case .accepted: false
            case .planned: !ending.held.contains(send.key.campaign)
            case .inflight, .inDoubt: true
            case .refused, .cancelled, .expired, .suppressed: (send.life.reason ?? "").isEmpty
            }
        }
        // What the last passes sent was not there when a person looked.
        let lateKeys = Set(ending.settled.filter { $0.life.state == .accepted }.map(\.key))
        return before.filter { !lateKeys.contains($0.key) }.map {
            "lost: \(name($0.key)) was taken, and is \($0.life.state.rawValue) in the ledger"
        }
            + after.map {
                "no end: \(name($0.key)) is \($0.life.state.rawValue), \($0.life.reason ?? "no reason")"
            }
    }

    private func falselyAccepted() -> [String] {
        let delivered = Set(deliveries.map(\.key))
        return ending.settled.filter { $0.life.state == .accepted && !delivered.contains($0.key) }.map {
            "falsely accepted: \(name($0.key)) never reached the gateway"
        }
    }

    private func unlawful() -> [String] {
        arrivals.filter { arrival in
            guard let category = categories[arrival.key.campaign], !isNearJump(arrival.monotonic) else {
                return false
            }
            return !LawOracle.allows(category, at: arrival.at)
                && !LawOracle.allows(category, at: arrival.at.advanced(seconds: -Self.underway))
        }
        .map { "unlawful: \(name($0.key)) at \($0.at)" }
    }

    private func overPace() -> [String] {
        Dictionary(grouping: arrivals, by: \.line).flatMap { line, all -> [String] in
            guard case .perHour(let rate) = story.world.workspace.line(named: line)?.rate else { return [] }
            let moments = all.map { seconds($0.monotonic) }
            var found: [String] = []
            for index in moments.indices {
                if index > 0, moments[index] - moments[index - 1] < 3600 / Double(rate) - Self.jitter {
                    found.append(
                        "too close: \(line) at \(all[index].at), \(moments[index] - moments[index - 1]) s")
                }
                if index >= rate, moments[index] - moments[index - rate] < 3600 - Self.jitter {
                    found.append("over the hour: \(line) at \(all[index].at)")
                }
            }
            return found
        }
    }

    private func afterOptOut() -> [String] {
        arrivals.filter { arrival in
            guard case .person(let number) = arrival.key.target, let since = entries.optOuts[number] else {
                return false
            }
            return seconds(arrival.monotonic) > since + Self.underway
        }
        .map { "after an opt-out: \(name($0.key)) at \($0.at)" }
    }

    private func duringPause() -> [String] {
        entries.pauses.flatMap { pause -> [String] in
            // Who resumes a line ends every pause of it.
            let until =
                entries.pauses.filter { $0.line == pause.line && $0.until > pause.from }
                .map(\.until).min() ?? pause.until
            return arrivals.filter {
                $0.line == pause.line && seconds($0.monotonic) > pause.from + Self.underway
                    && seconds($0.monotonic) < until
            }
            .map { "during a pause: \(name($0.key)) at \($0.at)" }
        }
    }

    /// Limits between campaigns and between identical texts go by the wall clock: stories in which it jumps are
    /// left out.
    private func tooOften() -> [String] {
        guard entries.jumps.isEmpty else { return [] }
        var found: [String] = []
        let people = Dictionary(grouping: deliveries.filter { $0.key.target != .group }, by: \.key.target)
        for (_, all) in people {
            if story.world.workspace.sending.maxPerRecipient != nil {
                let days = Dictionary(grouping: all) { LawOracle.LocalMoment($0.at).day }
                for (_, day) in days where Set(day.map(\.key.campaign)).count > 1 {
                    found.append("too often: \(name(day[0].key)) and another campaign on one day")
                }
            }
            for other in all {
                let identical = all.filter { $0.content == other.content && $0.monotonic < other.monotonic }
                if let before = identical.last,
                    seconds(other.monotonic) - seconds(before.monotonic) < 120 - Self.jitter
                {
                    found.append("identical within 120 s: \(name(before.key)), \(name(other.key))")
                }
            }
        }
        return found
    }

    private func outOfOrder() -> [String] {
        let first = Dictionary(deliveries.map { ($0.key, $0.monotonic) }, uniquingKeysWith: min)
        return deliveries.compactMap { delivery in
            guard delivery.key.target != .group, let position = Int(delivery.key.message), position > 1 else {
                return nil
            }
            var before = delivery.key
            before.message = String(position - 1)
            guard let moment = first[before], moment < delivery.monotonic else {
                return "out of order: \(name(delivery.key)) came without the one before it"
            }
            return nil
        }
    }

    private func groups() -> [String] {
        let creations = deliveries.filter { $0.key.message == SendKey.groupCreation }
        return Dictionary(grouping: creations, by: \.key.campaign).filter { $0.value.count > 1 }.map {
            "group \($0.key) was made \($0.value.count) times"
        }
    }

    /// Everybody is in the ledger, once a message, but for who asked not to be written to.
    private func sums() -> [String] {
        let rows = Dictionary(grouping: ending.settled, by: \.key)
        var found = rows.filter { $0.value.count > 1 }.map { "two rows: \(name($0.key))" }
        for campaign in story.world.campaigns where campaign.group == nil {
            guard case .inline(let table) = campaign.audience.origin else { continue }
            for person in 0..<table.lines.count {
                let cell = table.cells[person * 2]
                let digits = table.text[Int(cell.offset)..<Int(cell.offset + cell.length)]
                guard let number = UInt64(String(decoding: digits, as: UTF8.self)).flatMap(PhoneNumber.init),
                    entries.optOuts[number] == nil
                else { continue }
                for message in campaign.messages.indices {
                    let key = SendKey(
                        campaign: campaign.name, revision: 1, occurrence: SendKey.once,
                        message: String(message + 1), target: .person(number))
                    if rows[key] == nil { found.append("missing: \(name(key)) is not in the ledger") }
                }
            }
        }
        return found
    }
}
