import CampaignModel
import Ledger

/// Names people, contents and settings for a saved plan: keyed hashes (HMAC-SHA-256) under the ledger's own secret, which
/// give nothing away.
package struct PlanNames {
    private let digest: KeyedDigest

    /// - Parameter key: `LedgerStore.planKey`.
    package init(key: [UInt8]) { digest = KeyedDigest(key: key) }

    /// What a plan says of a send.
    /// - Throws: where the audience's file has changed since the plan was made.
    package func entry(of send: PlannedSend) throws -> SavedEntry {
        SavedEntry(
            send: KeyedName(digest.of(send.key.text)), kind: send.kind.rawValue,
            content: KeyedName(digest.of(hexadecimal(try send.fingerprint().bytes))), line: send.line)
    }

    /// 64 hexadecimal digits.
    package func name(ofSettings text: String) -> String { hexadecimal(digest.of(text)) }
}

/// A keyed hash, 32 bytes.
package struct KeyedName: Sendable, Hashable {
    private let words: (UInt64, UInt64, UInt64, UInt64)

    /// - Parameter bytes: 32 of them; anything else counts as 0.
    init(_ bytes: [UInt8]) {
        words = bytes.withUnsafeBytes { bytes in
            func word(_ index: Int) -> UInt64 {
                guard bytes.count == 32 else { return 0 }
                return UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self))
            }
            return (word(0), word(1), word(2), word(3))
        }
    }

    /// Nil unless there are 64 hexadecimal digits in lower case.
    package init?(hexadecimal digits: [UInt8]) {
        guard digits.count == 64 else { return nil }
        func word(_ index: Int) -> UInt64? {
            var word: UInt64 = 0
            for digit in digits[(index * 16)..<(index * 16 + 16)] {
                switch digit {
                case UInt8(ascii: "0")...UInt8(ascii: "9"): word = word << 4 | UInt64(digit & 15)
                case UInt8(ascii: "a")...UInt8(ascii: "f"): word = word << 4 | UInt64(digit - 87)
                default: return nil
                }
            }
            return word
        }
        guard let first = word(0), let second = word(1), let third = word(2), let fourth = word(3) else {
            return nil
        }
        words = (first, second, third, fourth)
    }

    /// 64 hexadecimal digits in lower case.
    package var text: String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(32)
        for word in [words.0, words.1, words.2, words.3] {
            withUnsafeBytes(of: word.bigEndian) { bytes += $0 }
        }
        return hexadecimal(bytes)
    }

    /// The first 16 bytes, by which two are compared: chance makes no two alike (RFC 2104, section 5).
    var half: Half { Half(first: words.0, second: words.1) }

    struct Half: Sendable, Hashable, Comparable {
        var first: UInt64
        var second: UInt64

        static func < (one: Half, other: Half) -> Bool {
            (one.first, one.second) < (other.first, other.second)
        }
    }

    package static func == (one: KeyedName, other: KeyedName) -> Bool { one.words == other.words }

    package func hash(into hasher: inout Hasher) { hasher.combine(words.0) }
}
