import CampaignModel
import Ledger
import Testing

/// What people have got, found by their numbers.
@Suite struct KnownSendsTests {
    private static func standing(_ message: String = "1", _ state: SendState = .accepted) -> KnownSends.Standing {
        KnownSends.Standing(
            message: message, line: "uno", position: 1, state: state, reason: nil, isPermanent: false)
    }

    private static func fingerprint(_ index: UInt64) -> Fingerprint {
        Fingerprint(ofBytes: Array("\(index)".utf8))
    }

    private static func append(
        _ number: UInt64, id: Int64, _ standing: KnownSends.Standing, to sends: inout KnownSends
    ) -> Bool {
        fingerprint(number).bytes.withUnsafeBytes {
            sends.append(number: number, id: id, standing: standing, fingerprint: $0)
        }
    }

    /// Every third number twice, every fifth not at all; enough for several pieces.
    private static func many() -> (sends: KnownSends, numbers: [UInt64]) {
        var sends = KnownSends()
        var numbers: [UInt64] = []
        for number in UInt64(0)..<40_000 where number % 5 != 0 {
            for message in number % 3 == 0 ? ["1", "2"] : ["1"] {
                _ = append(number, id: Int64(numbers.count + 1), standing(message), to: &sends)
                numbers.append(number)
            }
        }
        return (sends, numbers)
    }

    @Test func `a person's rows are found from anywhere`() {
        let (sends, numbers) = Self.many()
        #expect(sends.count == numbers.count)
        var hint = 0
        var steps = Array(UInt64(0)...40_001)
        steps += [7, 39_999, 6, 6, 12_345, 12_344, 3, 0, 39_999, 1]
        for number in steps {
            let rows = sends.rows(of: number, hint: &hint)
            #expect(rows.count == (number >= 40_000 || number % 5 == 0 ? 0 : number % 3 == 0 ? 2 : 1))
            for row in rows {
                #expect(numbers[row] == number && sends.number(row) == number)
                #expect(sends[row].id == Int64(row + 1))
                #expect(sends[row].start == Self.fingerprint(number).start)
            }
        }
    }

    @Test func `rows that are out of order are refused`() {
        var sends = KnownSends()
        #expect(Self.append(5, id: 1, Self.standing(), to: &sends))
        #expect(Self.append(5, id: 2, Self.standing("2"), to: &sends))
        #expect(!Self.append(4, id: 3, Self.standing(), to: &sends))
        #expect(!sends.append(number: 6, id: 4, standing: Self.standing(), fingerprint: .init(start: nil, count: 0)))
        #expect(sends.count == 2)
        #expect(sends.messages == ["1", "2"])
    }

    @Test func `what waits keeps its whole fingerprint`() {
        var sends = KnownSends()
        for number in UInt64(1)...9 {
            let state = number % 2 == 0 ? SendState.planned : .refused
            _ = Self.append(number, id: Int64(number), Self.standing("1", state), to: &sends)
        }
        var waiting: [UInt64: Fingerprint] = [:]
        sends.forEachWaiting { row, fingerprint in waiting[sends.number(row)] = fingerprint }
        #expect(waiting.keys.sorted() == [2, 4, 6, 8])
        for (number, fingerprint) in waiting { #expect(fingerprint == Self.fingerprint(number)) }
        #expect(Fingerprint.start(ofBytes: [49]) == Fingerprint(ofBytes: [49]).start)
    }
}
