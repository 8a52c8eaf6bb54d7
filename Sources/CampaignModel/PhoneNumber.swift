/// A Colombian mobile number as both gateways want it: 12 digits that begin with 57, without signs or spaces
/// (gateways.md: setapp `phone`, contacto `mobile`).
package struct PhoneNumber: Sendable, Hashable, Comparable {
    /// The twelve digits as a number, 570000000000 to 579999999999.
    package let digits: UInt64

    package init?(digits: UInt64) {
        guard digits / 10_000_000_000 == 57 else { return nil }
        self.digits = digits
    }

    /// Reads exactly twelve ASCII digits; anything else is not a number that may be sent to.
    @inlinable
    package init?(bytes: UnsafeBufferPointer<UInt8>) {
        guard bytes.count == 12 else { return nil }
        var value: UInt64 = 0
        for byte in bytes {
            let digit = byte &- 0x30
            guard digit <= 9 else { return nil }
            value = value &* 10 &+ UInt64(digit)
        }
        self.init(digits: value)
    }

    package init?(_ text: some StringProtocol) {
        let utf8 = Array(text.utf8)
        guard let number = utf8.withUnsafeBufferPointer({ PhoneNumber(bytes: $0) }) else { return nil }
        self = number
    }

    /// All twelve digits. For the gateway and for `--show-numbers` only.
    package var full: String { String(digits) }

    /// The form shown everywhere else: `573•••••1029`.
    package var masked: String {
        let text = String(digits)
        return "\(text.prefix(3))•••••\(text.suffix(4))"
    }

    package func shown(inFull: Bool) -> String { inFull ? full : masked }

    package static func < (one: PhoneNumber, other: PhoneNumber) -> Bool { one.digits < other.digits }
}
