// AddressProbing: does a web address of a campaign answer, asked from here?
//
// In: an address out of a file that anybody may have proposed. Out: what its server says to HEAD. In between stands a
// guard: nothing inside this machine or its network is ever asked, whatever the address looks like.
import Foundation

/// An IPv4 or IPv6 address, in network order.
package struct NetworkAddress: Sendable, Hashable {
    /// 4 or 16.
    package let bytes: [UInt8]

    /// Nil unless there are 4 or 16 bytes. An IPv4 address in an IPv6 one's clothes (RFC 4291, 2.5.5.2) is taken out.
    package init?(bytes: [UInt8]) {
        switch bytes.count {
        case 4: self.bytes = bytes
        case 16:
            let mapped: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]
            self.bytes = bytes.starts(with: mapped) ? Array(bytes[12...]) : bytes
        default: return nil
        }
    }

    /// `192.0.2.1`, `2001:db8::1`; nil for anything that is not written in full.
    package init?(_ text: String) {
        var four = in_addr()
        var six = in6_addr()
        if inet_pton(AF_INET, text, &four) == 1 {
            self.init(bytes: withUnsafeBytes(of: &four) { Array($0) })
        } else if inet_pton(AF_INET6, text, &six) == 1 {
            self.init(bytes: withUnsafeBytes(of: &six) { Array($0) })
        } else {
            return nil
        }
    }

    /// Whether everybody on the internet reaches the same host by it: by IANA's registries of special-purpose
    /// addresses (RFC 6890) neither this machine, nor its network, nor a kind that leads to another address.
    package var isPublic: Bool {
        if bytes.count == 4 { return !Self.special.contains { Self.is(bytes, in: $0.0, $0.1) } }
        // Translation to IPv4 (RFC 6052), as networks without IPv4 have it, is judged by where it leads.
        if Self.is(bytes, in: [0x00, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0], 96) {
            return NetworkAddress(bytes: Array(bytes[12...]))?.isPublic ?? false
        }
        // Global unicast (RFC 4291, 2.4), but for what is set apart in it.
        guard Self.is(bytes, in: [0x20], 3) else { return false }
        return !Self.specialGlobal.contains { Self.is(bytes, in: $0.0, $0.1) }
    }

    private static let special: [([UInt8], Int)] = [
        ([0], 8), ([10], 8), ([100, 64], 10), ([127], 8), ([169, 254], 16), ([172, 16], 12),
        ([192, 0, 0], 24),
        ([192, 0, 2], 24), ([192, 88, 99], 24), ([192, 168], 16), ([198, 18], 15), ([198, 51, 100], 24),
        ([203, 0, 113], 24), ([224], 4), ([240], 4),
    ]

    /// 2001::/23 holds Teredo and others, 2002::/16 is 6to4; both carry another address. The rest is for examples.
    private static let specialGlobal: [([UInt8], Int)] = [
        ([0x20, 0x01, 0x00], 23), ([0x20, 0x01, 0x0D, 0xB8], 32), ([0x20, 0x02], 16),
        ([0x3F, 0xFF, 0x00], 20),
    ]

    private static func `is`(_ bytes: [UInt8], in prefix: [UInt8], _ length: Int) -> Bool {
        (0..<length).allSatisfy { bit in
            let expected = bit / 8 < prefix.count ? prefix[bit / 8] : 0
            return (bytes[bit / 8] ^ expected) & (0x80 >> (bit % 8)) == 0
        }
    }
}

extension NetworkAddress: CustomStringConvertible {
    package var description: String {
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        let family = bytes.count == 4 ? AF_INET : AF_INET6
        let result = bytes.withUnsafeBytes { inet_ntop(family, $0.baseAddress, &text, socklen_t(text.count)) }
        guard result != nil else { return "?" }
        return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
