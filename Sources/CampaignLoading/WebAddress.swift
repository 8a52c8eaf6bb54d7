/// An http or https address, read just far enough to judge it: scheme, host, path.
package struct WebAddress: Sendable, Hashable {
    package let text: String
    /// Lower case, without user or port.
    package let host: String
    /// Without query or fragment.
    package let path: String
    /// Whether a user's name or a password stands before the host.
    package let hasCredentials: Bool

    /// Nil unless it begins with http:// or https://, has a host, and holds no spaces or control characters.
    package init?(_ text: String) {
        let bytes = text.utf8
        let schemes = ["https://", "http://"]
        guard
            let scheme = schemes.first(where: { scheme in
                bytes.prefix(scheme.utf8.count).elementsEqual(scheme.utf8) { $0 | 0x20 == $1 }
            }), !bytes.contains(where: { $0 <= 0x20 || $0 == 0x7F })
        else { return nil }
        let rest = bytes.dropFirst(scheme.utf8.count)
        let authority = rest.prefix { $0 != Self.slash && $0 != Self.question && $0 != Self.hash }
        let hostAndPort = authority.lastIndex(of: 0x40).map { authority[$0...].dropFirst() } ?? authority
        let host =
            hostAndPort.first == 0x5B
            ? hostAndPort.dropFirst().prefix { $0 != 0x5D } : hostAndPort.prefix { $0 != 0x3A }
        guard !host.isEmpty else { return nil }
        self.text = text
        hasCredentials = authority.contains(0x40)
        self.host = String(Substring(host)).lowercased()
        let path = rest[authority.endIndex...].prefix { $0 != Self.question && $0 != Self.hash }
        self.path = String(Substring(path))
    }

    private static let slash: UInt8 = 0x2F
    private static let question: UInt8 = 0x3F
    private static let hash: UInt8 = 0x23

    /// Whether it can only mean this machine.
    package var isLoopback: Bool {
        host == "localhost" || host == "::1"
            || host.hasPrefix("127.") && host.split(separator: ".").count == 4
                && host.utf8.allSatisfy { $0 == 0x2E || (0x30...0x39).contains($0) }
    }
}
