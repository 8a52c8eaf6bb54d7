import CampaignModel
import Ledger
import Testing

/// The whole life of a send, pair by pair, against a table written from design.md, "The send's life".
struct SendLifeTests {
    /// A state with every field set to something, so that a field that is lost or kept shows.
    struct Start: Sendable, CustomTestStringConvertible {
        let name: String
        let life: SendLife
        var testDescription: String { name }
    }

    static let earlier = Instant(milliseconds: 1_790_000_000_000)
    static let later = Instant(milliseconds: 1_790_000_600_000)

    static let starts: [Start] = [
        Start(name: "new", life: SendLife()),
        Start(
            name: "planned",
            life: SendLife(state: .planned, attempts: 1, notBefore: earlier, reason: "later")),
        Start(name: "inflight", life: SendLife(state: .inflight, attempts: 2)),
        Start(
            name: "accepted", life: SendLife(state: .accepted, attempts: 1, messageID: "wamid.1")),
        Start(
            name: "refused",
            life: SendLife(state: .refused, attempts: 3, reason: "402: WhatsApp error")),
        Start(
            name: "refused for good",
            life: SendLife(state: .refused, attempts: 1, reason: "4: number", isPermanent: true)),
        Start(name: "in doubt", life: SendLife(state: .inDoubt, attempts: 1, reason: "timeout")),
        Start(name: "cancelled", life: SendLife(state: .cancelled, attempts: 1, reason: "left")),
        Start(name: "expired", life: SendLife(state: .expired, reason: "too late")),
        Start(name: "suppressed", life: SendLife(state: .suppressed, attempts: 2, reason: "opted out")),
    ]

    static let events: [SendEvent] = [
        .claimed, .probed, .returned(reason: "DNS", notBefore: later),
        .returned(reason: "busy", notBefore: nil),
        .accepted(messageID: "wamid.2"), .accepted(messageID: nil),
        .refused(reason: "no number", permanent: true), .refused(reason: "later", permanent: false),
        .doubted(reason: "reset"), .cancelled(reason: "left the audience"),
        .expired(reason: "time is over"), .suppressed(reason: "BAJA"), .refrozen,
        .postponed(until: later, reason: "one contact a day"), .readmitted, .retried,
        .resolvedAsSent(messageID: "wamid.3"), .resolvedAsSent(messageID: nil), .resolvedAsFailed,
        .proven(reason: "a reply to it"),
    ]

    /// What is allowed, and what comes of it; whatever is not here is forbidden.
    static let allowed: [String: [SendEvent: SendLife]] = [
        "new": [
            .claimed: SendLife(state: .inflight, attempts: 1),
            .cancelled(reason: "left the audience"):
                SendLife(state: .cancelled, reason: "left the audience"),
            .expired(reason: "time is over"): SendLife(state: .expired, reason: "time is over"),
            .suppressed(reason: "BAJA"): SendLife(state: .suppressed, reason: "BAJA"),
            .refrozen: SendLife(),
            .postponed(until: later, reason: "one contact a day"):
                SendLife(state: .planned, notBefore: later, reason: "one contact a day"),
        ],
        "planned": [
            .claimed: SendLife(state: .inflight, attempts: 2),
            .cancelled(reason: "left the audience"):
                SendLife(state: .cancelled, attempts: 1, reason: "left the audience"),
            .expired(reason: "time is over"):
                SendLife(state: .expired, attempts: 1, reason: "time is over"),
            .suppressed(reason: "BAJA"): SendLife(state: .suppressed, attempts: 1, reason: "BAJA"),
            .refrozen: SendLife(state: .planned, attempts: 1, notBefore: earlier, reason: "later"),
            .postponed(until: later, reason: "one contact a day"):
                SendLife(state: .planned, attempts: 1, notBefore: later, reason: "one contact a day"),
        ],
        "inflight": [
            .probed: SendLife(state: .inflight, attempts: 3),
            .returned(reason: "DNS", notBefore: later):
                SendLife(state: .planned, attempts: 2, notBefore: later, reason: "DNS"),
            .returned(reason: "busy", notBefore: nil):
                SendLife(state: .planned, attempts: 2, reason: "busy"),
            .accepted(messageID: "wamid.2"):
                SendLife(state: .accepted, attempts: 2, messageID: "wamid.2"),
            .accepted(messageID: nil): SendLife(state: .accepted, attempts: 2),
            .refused(reason: "no number", permanent: true):
                SendLife(state: .refused, attempts: 2, reason: "no number", isPermanent: true),
            .refused(reason: "later", permanent: false):
                SendLife(state: .refused, attempts: 2, reason: "later"),
            .doubted(reason: "reset"):
                SendLife(state: .inDoubt, attempts: 2, reason: "reset", wasDoubted: true),
        ],
        "refused": [.retried: SendLife(state: .planned, attempts: 3)],
        "in doubt": [
            .resolvedAsSent(messageID: "wamid.3"):
                SendLife(
                    state: .accepted, attempts: 1, reason: "resolved by a person: it was sent",
                    messageID: "wamid.3"),
            .resolvedAsSent(messageID: nil):
                SendLife(state: .accepted, attempts: 1, reason: "resolved by a person: it was sent"),
            .resolvedAsFailed:
                SendLife(
                    state: .refused, attempts: 1, reason: "resolved by a person: it was not sent",
                    wasDoubted: true),
            .proven(reason: "a reply to it"):
                SendLife(state: .accepted, attempts: 1, reason: "a reply to it"),
        ],
        "cancelled": [.readmitted: SendLife(state: .planned, attempts: 1)],
        "expired": [.readmitted: SendLife(state: .planned)],
        "suppressed": [.readmitted: SendLife(state: .planned, attempts: 2)],
    ]

    /// What a person decided of a doubt is not the last word: a reply to the message is.
    @Test func `evidence of a doubted attempt holds against every later decision`() throws {
        let claimed = try SendLife().after(.claimed)
        let failed = try claimed.after(.doubted(reason: "timeout")).after(.resolvedAsFailed)
        let waiting = try failed.after(.retried)
        let lives = [
            failed, waiting, try waiting.after(.cancelled(reason: "left")),
            try waiting.after(.expired(reason: "over")), try waiting.after(.suppressed(reason: "BAJA")),
            try waiting.after(.cancelled(reason: "left")).after(.readmitted),
            try waiting.after(.claimed).after(.returned(reason: "DNS", notBefore: nil)),
            try waiting.after(.claimed).after(.refused(reason: "no", permanent: true)),
        ]
        for life in lives {
            let proven = try life.after(.proven(reason: "a reply to it"))
            #expect(
                proven == SendLife(state: .accepted, attempts: life.attempts, reason: "a reply to it"))
        }
        let inFlight = try waiting.after(.claimed)
        #expect(throws: ForbiddenTransition.self) { _ = try inFlight.after(.proven(reason: "reply")) }
    }

    @Test(arguments: starts, events)
    func `each state knows what may happen to it`(start: Start, event: SendEvent) throws {
        let life = start.life
        if let expected = Self.allowed[start.name]?[event] {
            #expect(try life.after(event) == expected)
        } else {
            let error = #expect(throws: ForbiddenTransition.self) { _ = try life.after(event) }
            #expect(error?.state == life.state)
            #expect(error?.event == event.name)
        }
        #expect(life == start.life)
    }

    /// Otherwise a slip in the table above would look like a forbidden pair.
    @Test func `the table speaks of known states and events only`() {
        #expect(Set(Self.allowed.keys).isSubset(of: Self.starts.map(\.name)))
        for row in Self.allowed.values { #expect(Set(row.keys).isSubset(of: Self.events)) }
        #expect(Self.allowed.values.map(\.count).reduce(0, +) == 28)
        #expect(Set(Self.starts.map(\.life.state)) == Set(SendState.allCases))
    }

    @Test(arguments: [
        (SendState.planned, false), (.inflight, true), (.accepted, true), (.refused, false),
        (.inDoubt, true), (.cancelled, false), (.expired, false), (.suppressed, false),
    ])
    func `what may have reached a person counts as a contact`(state: SendState, expected: Bool) {
        #expect(state.mayHaveReachedPerson == expected)
    }

    /// The ledger's files hold these words.
    @Test(
        arguments: zip(
            SendState.allCases,
            [
                "planned", "inflight", "accepted", "refused", "in_doubt", "cancelled", "expired",
                "suppressed",
            ]))
    func `a state's stored word never changes`(state: SendState, word: String) {
        #expect(state.rawValue == word)
    }

    @Test func `a forbidden transition says what cannot be done`() {
        let error = #expect(throws: ForbiddenTransition.self) {
            _ = try SendLife(state: .accepted, attempts: 1).after(.cancelled(reason: "left"))
        }
        #expect(error?.description == "a send that is accepted cannot be cancelled")
    }
}

struct StopTests {
    private let now = Instant(milliseconds: 1_790_000_000_000)

    @Test(arguments: [(nil, true), (-1, false), (0, false), (1, true)] as [(Int64?, Bool)])
    func `a pause holds until its end, a stop for good`(offset: Int64?, holds: Bool) {
        let until = offset.map { Instant(milliseconds: now.milliseconds + $0) }
        let stop = Stop(subject: .line("uno"), reason: "balance", since: now, until: until)
        #expect(stop.holds(at: now) == holds)
    }
}
