import TextSafety

extension SecretMask {
    /// Fewer base64 digits than these hide neither a secret nor a number.
    private static let shortestRun = 7

    /// Replaces base64 (RFC 4648, both alphabets) in which a secret or a phone number stands, wherever in the
    /// encoded text it begins: a gateway that sends a request back may do so in this form, too.
    func maskingBase64(_ bytes: [UInt8], hiding patterns: [[UInt8]]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            var end = index
            while end < bytes.count, Self.digit(bytes[end]) != nil { end += 1 }
            let run = bytes[index..<end]
            if run.count >= Self.shortestRun, Self.hides(run, patterns) {
                result += Secret.mask.utf8
            } else {
                result += run
            }
            // What ended the run stays as it is.
            if end < bytes.count { result.append(bytes[end]) }
            index = end + 1
        }
        return result
    }

    private static func hides(_ run: ArraySlice<UInt8>, _ patterns: [[UInt8]]) -> Bool {
        (0..<4).contains { offset in
            let plain = decoded(run.dropFirst(offset))
            return NumberMask.isNumber(in: plain) || patterns.contains { contains($0, in: plain) }
        }
    }

    /// Whatever whole bytes the digits stand for; nothing is refused.
    private static func decoded(_ digits: ArraySlice<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(digits.count * 3 / 4)
        var bits: UInt32 = 0
        var held = 0
        for code in digits {
            bits = bits << 6 | UInt32(digit(code) ?? 0)
            held += 6
            guard held >= 8 else { continue }
            held -= 8
            bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(held)))
        }
        return bytes
    }

    private static func contains(_ pattern: [UInt8], in bytes: [UInt8]) -> Bool {
        guard let first = pattern.first, bytes.count >= pattern.count else { return false }
        return (0...(bytes.count - pattern.count)).contains {
            bytes[$0] == first && bytes[$0..<($0 + pattern.count)].elementsEqual(pattern)
        }
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte - 65
        case UInt8(ascii: "a")...UInt8(ascii: "z"): byte - 71
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte + 4
        case UInt8(ascii: "+"), UInt8(ascii: "-"): 62
        case UInt8(ascii: "/"), UInt8(ascii: "_"): 63
        default: nil
        }
    }
}
