import CampaignModel
import Ledger
import TextSafety
import Timetable

/// What is known of each send in doubt, for whoever has to settle it.
package enum DoubtText {
    package struct Doubt: Sendable {
        package var send: LedgerSend
        package var attempts: [PastAttempt]
        package var evidence: DeliveryEvidence?

        package init(send: LedgerSend, attempts: [PastAttempt], evidence: DeliveryEvidence?) {
            self.send = send
            self.attempts = attempts
            self.evidence = evidence
        }
    }

    package static func render(
        _ doubts: [Doubt], campaign: String, zone: Zone, now: Instant, style: TextStyle
    ) -> String {
        guard !doubts.isEmpty else { return "No send of \(campaign) is in doubt.\n" }
        var lines = [
            "\(Words.count(doubts.count, "send")) of \(style.bold(campaign)) "
                + "\(doubts.count == 1 ? "is" : "are") in doubt, and never sent again by the program:"
        ]
        for doubt in doubts { lines += block(doubt, zone: zone, now: now, style: style) }
        lines.append(
            "Look at the gateway's inbox or ask the recipient, then settle it with --as sent or --as failed.")
        return lines.joined(separator: "\n") + "\n"
    }

    private static func block(_ doubt: Doubt, zone: Zone, now: Instant, style: TextStyle) -> [String] {
        let key = doubt.send.key
        let scope = key.occurrence == SendKey.once ? "" : ", occurrence \(key.occurrence)"
        let who = key.target.shown(numbersInFull: style.showsNumbers)
        var lines = [
            "",
            "? \(who)  message \(key.message) by line \(doubt.send.line), revision \(key.revision)\(scope)",
            "    why: \(SafeWords.line(doubt.send.life.reason ?? "not known"))",
        ]
        for attempt in doubt.attempts {
            var text =
                "    attempt \(attempt.number): \(toTheSecond(attempt.beganAt, zone: zone, now: now)) to "
            text += attempt.endedAt.map { toTheSecond($0, zone: zone, now: now) } ?? "an unknown end"
            text += attempt.httpStatus.map { ", HTTP \($0)" } ?? ", no reply"
            lines.append(text)
            if let reply = attempt.reply, !reply.isEmpty {
                lines.append("      reply: \(SafeWords.line(NumberMask.masking(reply)))")
            }
        }
        lines.append("    since then: \(since(doubt.evidence, zone: zone, now: now))")
        return lines
    }

    /// A gateway's own list is searched by it.
    private static func toTheSecond(_ instant: Instant, zone: Zone, now: Instant) -> String {
        let second = zone.local(instant).second
        return "\(zone.short(instant, now: now)):\(second < 10 ? "0" : "")\(second)"
    }

    private static func since(_ evidence: DeliveryEvidence?, zone: Zone, now: Instant) -> String {
        let known: [(String, Instant?)] = [
            ("sent", evidence?.sent), ("delivered", evidence?.delivered), ("read", evidence?.read),
            ("failed", evidence?.failed), ("replied", evidence?.replied), ("opted out", evidence?.optedOut),
        ]
        let words = known.compactMap { name, at in at.map { "\(name) \(zone.short($0, now: now))" } }
        return words.isEmpty ? "no webhook and no reply" : words.joined(separator: ", ")
    }
}
