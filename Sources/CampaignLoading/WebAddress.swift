/// An http or https address, read just far enough to judge it: scheme, host, path.
package struct WebAddress: Sendable, Hashable {
    package let text: String
    /// Lower case, without user or port.
    package let host: String
    /// Without query or fragment.
    package let path: String

    /// Nil unless it begins with http:// or https://, has a host, and holds no spaces or control characters.
    package init?(_ text: String) {
        let lower = text.lowercased()
        let rest: Substring
        if lower.hasPrefix("https://") {
            rest = text.dropFirst(8)
        } else if lower.hasPrefix("http://") {
            rest = text.dropFirst(7)
        } else {
            return nil
        }
        guard !text.unicodeScalars.contains(where: { $0.value <= 0x20 || $0.value == 0x7F }) else {
            return nil
        }
        let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        let hostAndPort = authority.split(separator: "@", omittingEmptySubsequences: false).last ?? ""
        let host =
            hostAndPort.hasPrefix("[")
            ? hostAndPort.dropFirst().prefix { $0 != "]" } : hostAndPort.prefix { $0 != ":" }
        guard !host.isEmpty else { return nil }
        self.text = text
        self.host = host.lowercased()
        path = String(rest.dropFirst(authority.count).prefix { $0 != "?" && $0 != "#" })
    }

    /// Whether it can only mean this machine.
    package var isLoopback: Bool {
        host == "localhost" || host == "::1"
            || host.hasPrefix("127.") && host.split(separator: ".").count == 4
                && host.utf8.allSatisfy { $0 == 0x2E || (0x30...0x39).contains($0) }
    }
}
