import CampaignModel
import Ledger
import Testing

/// What people have got, found by their numbers.
@Suite struct KnownSendsTests {
    private static func standing(_ message: String = "1", _ state: SendState = .accepted)
        -> KnownSends.Standing
    {
        KnownSends.Standing(
            message: message, line: "uno", position: 1, state: state, reason: nil, isPermanent: false)
    }

    private static func fingerprint(_ index: UInt64) -> Fingerprint {
        Fingerprint(ofBytes: Array("\(index)".utf8))
    }

    private static func append(
        _ number: UInt64, id: Int64, _ standing: KnownSends.Standing, to sends: inout KnownSends
    ) throws -> Bool {
        let person = try #require(PhoneNumber(digits: 573_000_000_000 + number))
        return fingerprint(number).bytes.withUnsafeBytes {
            sends.append(to: person, id: id, standing: standing, fingerprint: $0)
        }
    }

    private static let spread: UInt64 = 13

    /// Every third person twice, every fifth not at all; enough for several pieces, in a disorder.
    private static func many() throws -> KnownSends {
        var sends = KnownSends()
        for step in UInt64(0)..<40_000 {
            let index = step * 7_919 % 40_000
            guard index % 5 != 0 else { continue }
            for message in index % 3 == 0 ? ["1", "2"] : ["1"] {
                let id = Int64(index * 10) + (message == "2" ? 2 : 1)
                let isTaken = try append(index * spread, id: id, standing(message), to: &sends)
                #expect(isTaken)
            }
        }
        sends.sort()
        return sends
    }

    @Test func `a person's sends are found, and nobody else's`() throws {
        let sends = try Self.many()
        #expect(sends.count == 32_000 + 10_667)
        for number in UInt64(0)...(40_001 * Self.spread) where number % 5 < 2 || number % Self.spread == 0 {
            let person = try #require(PhoneNumber(digits: 573_000_000_000 + number))
            let (index, rest) = number.quotientAndRemainder(dividingBy: Self.spread)
            let isKnown = rest == 0 && index < 40_000 && index % 5 != 0
            let places = sends.places(of: person)
            #expect(places.count == (isKnown ? index % 3 == 0 ? 2 : 1 : 0))
            for place in places {
                let send = sends[sends.row(at: place)]
                #expect(send.id == Int64(index * 10) + (send.message == "2" ? 2 : 1))
                #expect(send.start == Self.fingerprint(number).start)
            }
        }
        for digits in [570_000_000_000 as UInt64, 579_999_999_999] {
            let person = try #require(PhoneNumber(digits: digits))
            #expect(sends.places(of: person).isEmpty)
            #expect(KnownSends().places(of: person).isEmpty)
        }
    }

    @Test func `one that has no fingerprint is refused`() throws {
        var sends = KnownSends()
        let person = try #require(PhoneNumber(digits: 573_000_000_000))
        let isTaken = sends.append(
            to: person, id: 4, standing: Self.standing(), fingerprint: .init(start: nil, count: 0))
        #expect(!isTaken && sends.isEmpty)
    }

    @Test func `what waits keeps its whole fingerprint`() throws {
        var sends = KnownSends()
        for number in [3, 9, 2, 8, 4, 1, 6, 7, 5] as [UInt64] {
            let state = number % 2 == 0 ? SendState.planned : .refused
            let isTaken = try Self.append(number, id: Int64(number), Self.standing("1", state), to: &sends)
            #expect(isTaken)
        }
        sends.sort()
        var waiting: [(UInt64, Int64, Fingerprint)] = []
        sends.forEachWaiting { waiting.append(($1.digits - 573_000_000_000, sends.id($0), $2)) }
        #expect(waiting.map(\.0) == [2, 4, 6, 8])
        for (number, id, fingerprint) in waiting {
            #expect(fingerprint == Self.fingerprint(number) && id == Int64(number))
        }
        #expect(Fingerprint.start(ofBytes: [49]) == Fingerprint(ofBytes: [49]).start)
    }
}
