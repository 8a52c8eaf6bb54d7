import CampaignModel
import Crypto

/// SHA-256 over the exact content that would go out: two sends with one fingerprint say the same thing.
///
/// A `custom_field` that the program fills in by itself (the send's key) is not part of it, so that the same
/// text under another campaign's name is recognised.
package struct Fingerprint: Sendable, Hashable {
    /// 32 bytes.
    package let bytes: [UInt8]

    package init(of content: SendContent) { self.init(ofBytes: content.canonicalBytes) }

    package init(ofBytes canonical: [UInt8]) { bytes = Array(SHA256.hash(data: canonical)) }

    /// Nil unless there are 32 bytes.
    package init?(stored bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        self.bytes = bytes
    }

    /// - Parameter bytes: 32 of them, which nobody needs to count.
    fileprivate init(whole bytes: [UInt8]) { self.bytes = bytes }

    /// The first eight bytes, by which what was sent to one person is compared with what would be.
    package var start: UInt64 { bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) } }

    /// The `start` of what these bytes hash to, without keeping the rest.
    package static func start(ofBytes canonical: [UInt8]) -> UInt64 {
        SHA256.hash(data: canonical).withUnsafeBytes {
            UInt64(bigEndian: $0.loadUnaligned(as: UInt64.self))
        }
    }

    /// The first twelve hexadecimal digits, enough to tell contents apart in a report.
    package var short: String { String(hexadecimal(bytes).prefix(12)) }
}

/// A fingerprint in place, for where there are many.
struct FingerprintWords: Sendable {
    private var words: (UInt64, UInt64, UInt64, UInt64)

    /// - Parameter bytes: 32 of them.
    init(_ bytes: UnsafeRawBufferPointer) {
        func word(_ index: Int) -> UInt64 {
            UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self))
        }
        words = (word(0), word(1), word(2), word(3))
    }

    init(_ fingerprint: Fingerprint) { self = fingerprint.bytes.withUnsafeBytes { FingerprintWords($0) } }

    /// The first eight bytes, as `Fingerprint.start`.
    var start: UInt64 { words.0 }

    var fingerprint: Fingerprint {
        Fingerprint(
            whole: [UInt8](unsafeUninitializedCapacity: 32) { buffer, count in
                for (index, word) in [words.0, words.1, words.2, words.3].enumerated() {
                    UnsafeMutableRawBufferPointer(buffer).storeBytes(
                        of: word.bigEndian, toByteOffset: index * 8, as: UInt64.self)
                }
                count = 32
            })
    }
}

/// Hashes that the rest of the program needs, so that one library stands in one place.
package enum Digest {
    package static func sha256(_ bytes: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: bytes)) }

    /// Of parts as if they were one.
    package static func sha256(ofParts parts: some Sequence<[UInt8]>) -> [UInt8] {
        var hash = SHA256()
        for part in parts { hash.update(data: part) }
        return Array(hash.finalize())
    }

    /// HMAC-SHA-256, 32 bytes.
    package static func authenticated(_ bytes: [UInt8], key: [UInt8]) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: bytes, using: SymmetricKey(data: key)))
    }
}

/// HMAC-SHA-256 under one key, many times.
package struct KeyedDigest {
    private let begun: HMAC<SHA256>

    package init(key: [UInt8]) { begun = HMAC<SHA256>(key: SymmetricKey(data: key)) }

    /// 32 bytes.
    package func of(_ text: String) -> [UInt8] {
        var code = begun
        var text = text
        text.withUTF8 { code.update(data: UnsafeRawBufferPointer($0)) }
        return Array(code.finalize())
    }
}

/// Lower-case hexadecimal digits of bytes.
package func hexadecimal(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count * 2)
    for byte in bytes {
        text.append(digits[Int(byte >> 4)])
        text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
}
