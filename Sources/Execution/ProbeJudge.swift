import CampaignModel
import Ledger
import Timetable

/// Judges, inside the transaction that would make a probe durable, whether the same bytes may leave once more
/// (design.md, "The send's life").
///
/// contacto refuses for 60 s what it has just taken, so within half that time a repeat cannot reach a person
/// twice: it is either taken for the first time or refused with code 9. That a repeat is refused only if the first
/// was *accepted* is an assumption, which gateways.md names.
struct ProbeJudge {
    let scope: ExecutionScope
    let line: ExecutionLine
    /// Seconds to wait after the line's last attempt.
    let delay: Double
    let payloadHash: [UInt8]

    /// A probe begins at most this many seconds after the first attempt began, by both clocks.
    static let window = 30.0

    func decide(_ candidate: ProbeCandidate) -> ProbeDecision {
        guard candidate.payloadHash == payloadHash else {
            return .leave(reason: "its bytes are no longer the same")
        }
        guard let left = Self.secondsLeft(since: candidate.began, at: candidate.now) else {
            return .leave(reason: "more than \(Int(Self.window)) s have passed")
        }
        if let reason = candidate.suppression { return .leave(reason: reason) }
        let now = candidate.now.wall
        if let expires = scope.expires, now >= expires {
            return .leave(reason: "the campaign's time was over")
        }
        guard let windows = scope.windows[line.name] else {
            return .leave(reason: "the line no longer belongs to the campaign")
        }
        if let closed = windows.closedReason(at: now) { return .leave(reason: closed.sentence) }
        var allowed = line.pace.nextAllowed(
            now: now, previousAttempts: candidate.senderAttempts, lastDelay: delay)
        if let pace = scope.pace {
            allowed = max(
                allowed, pace.nextAllowed(now: now, previousAttempts: candidate.campaignAttempts))
        }
        guard allowed > now else { return .send }
        guard allowed.seconds(since: now) <= left else {
            return .leave(reason: "the line's pace leaves no time within \(Int(Self.window)) s")
        }
        return .wait(until: allowed)
    }

    /// Seconds in which a probe may still begin; nil where none may, also because the clocks cannot be compared.
    static func secondsLeft(since began: ClockReading, at now: ClockReading) -> Double? {
        guard began.boot == now.boot, now.monotonic >= began.monotonic else { return nil }
        let monotonic = Double(now.monotonic - began.monotonic) / 1e9
        let wall = now.wall.seconds(since: began.wall)
        guard wall >= 0, max(monotonic, wall) <= window else { return nil }
        return window - max(monotonic, wall)
    }
}
