import Gateway
import Ledger

/// The path segment that only the gateway is told: the one thing that tells its events from forged ones.
package struct WebhookSecret: Sendable {
    /// Where the secret is looked for.
    package static let variable = "PREGON_WEBHOOK_SECRET"

    package let value: Secret
    private let digest: [UInt8]

    /// Why a secret is refused, and how to make a good one; without any of its text.
    package struct Weak: Error, Sendable, Hashable, CustomStringConvertible {
        package let reason: String
        package var description: String {
            "\(reason). Make one with `openssl rand -hex 32`, and give the gateway the same"
        }
    }

    /// At least 128 bits: 32 hexadecimal digits, or 22 letters, digits, `-` and `_` (base64url).
    package init(_ text: String) throws(Weak) {
        let bytes = Array(text.utf8)
        let isURLSafe = bytes.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
                true
            default: false
            }
        }
        guard isURLSafe else { throw Weak(reason: "it may hold letters, digits, - and _ only") }
        let isHexadecimal = text.allSatisfy(\.isHexDigit)
        guard bytes.count >= (isHexadecimal ? 32 : 22) else {
            throw Weak(
                reason: "it is too short: it takes 32 hexadecimal digits or 22 characters of base64url")
        }
        guard Set(bytes).count >= 8 else { throw Weak(reason: "it repeats too few characters to be random") }
        value = Secret(text)
        digest = Digest.sha256(bytes)
    }

    /// Whether a path is `/hooks/<secret>`. The time it takes says nothing of how much was right: digests of
    /// equal length are compared to their end.
    package func opens(_ path: String) -> Bool {
        let prefix = "/hooks/"
        guard path.hasPrefix(prefix) else { return false }
        let given = Digest.sha256(Array(path.utf8.dropFirst(prefix.utf8.count)))
        var difference: UInt8 = 0
        for (one, other) in zip(given, digest) { difference |= one ^ other }
        return difference == 0
    }
}
