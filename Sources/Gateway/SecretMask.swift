import CampaignModel
import TextSafety

/// Makes a foreign text fit to be kept and shown: secrets and phone numbers masked, control characters
/// replaced, its length bounded.
package struct SecretMask: Sendable {
    /// Most characters that are kept of a foreign text.
    package static let limit = 2000
    /// An end of a text that begins like a secret is masked from this length on: a reply may be cut there.
    private static let shortestPrefix = 6

    /// Longest first, so that a secret that contains another is replaced whole.
    private let patterns: [[UInt8]]

    /// - Parameter secrets: each is also found percent-encoded (RFC 3986), with `+` for spaces, as JSON
    ///   writes it, within base64, and, where it is an address, by its path alone.
    package init(_ secrets: [Secret] = []) {
        var patterns: Set<[UInt8]> = []
        for secret in secrets {
            for plain in [secret.value] + SecretMask.pathOf(secret.value) where !plain.isEmpty {
                let bytes = Array(plain.utf8)
                let encoded = FormEncoding.encoded(bytes)
                patterns.insert(bytes)
                patterns.insert(encoded)
                patterns.insert(SecretMask.lowercasedEscapes(encoded))
                patterns.insert(Array(plain.replacing("/", with: "\\/").utf8))
                patterns.insert(
                    Array(String(decoding: encoded, as: UTF8.self).replacing("%20", with: "+").utf8))
            }
        }
        self.patterns = patterns.sorted { ($1.count, $0.lexicographic) < ($0.count, $1.lexicographic) }
    }

    /// The text as it may be shown. Bytes that are not UTF-8 become U+FFFD.
    package func shown(_ bytes: some Collection<UInt8>, limit: Int = SecretMask.limit) -> String {
        var bytes = maskingBase64(Array(bytes), hiding: patterns)
        for pattern in patterns { bytes = SecretMask.replacing(pattern, in: bytes) }
        for pattern in patterns {
            for length in stride(from: pattern.count - 1, through: SecretMask.shortestPrefix, by: -1)
            where bytes.ends(with: pattern[..<length]) {
                bytes = bytes.dropLast(length) + SecretMask.stars
                break
            }
        }
        let masked = NumberMask.masking(String(decoding: bytes, as: UTF8.self))
        var result = String.UnicodeScalarView()
        var count = 0
        for scalar in masked.unicodeScalars {
            if count == limit {
                result.append("…")
                break
            }
            result.append(SecretMask.harmless(scalar))
            count += 1
        }
        return String(result)
    }

    package func shown(_ text: String, limit: Int = SecretMask.limit) -> String {
        shown(text.utf8, limit: limit)
    }

    private static let stars = Array(Secret.mask.utf8)

    /// Path and query of an address, and its last part: the secret of a hook is there.
    private static func pathOf(_ text: String) -> [String] {
        guard let scheme = text.range(of: "://"),
            let slash = text[scheme.upperBound...].firstIndex(of: "/")
        else { return [] }
        let path = String(text[slash...])
        let last = path.split(separator: "/").last.map(String.init) ?? ""
        return [path, last].filter { $0.utf8.count >= 8 }
    }

    private static func lowercasedEscapes(_ encoded: [UInt8]) -> [UInt8] {
        var result = encoded
        for index in encoded.indices where encoded[index] == UInt8(ascii: "%") {
            for digit in [index + 1, index + 2] where digit < result.count {
                if (UInt8(ascii: "A")...UInt8(ascii: "F")).contains(result[digit]) { result[digit] |= 0x20 }
            }
        }
        return result
    }

    private static func replacing(_ pattern: [UInt8], in bytes: [UInt8]) -> [UInt8] {
        guard bytes.count >= pattern.count else { return bytes }
        var result: [UInt8] = []
        var index = 0
        while index < bytes.count {
            if bytes[index] == pattern[0], bytes[index...].starts(with: pattern) {
                result += stars
                index += pattern.count
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        return result
    }

    /// Terminals act on control characters and reverse text at bidirectional ones: neither may come from
    /// outside.
    private static func harmless(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D, 0x2028, 0x2029: " "
        case 0x00...0x1F, 0x7F...0x9F, 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: "\u{FFFD}"
        default: scalar
        }
    }
}

extension [UInt8] {
    fileprivate func ends(with other: ArraySlice<UInt8>) -> Bool { suffix(other.count).elementsEqual(other) }

    /// Only to make the order of equally long patterns the same in every run.
    fileprivate var lexicographic: String { String(decoding: self, as: UTF8.self) }
}
