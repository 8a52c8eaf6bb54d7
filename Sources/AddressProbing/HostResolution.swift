import Foundation

/// Asks the system what addresses a host has; numbers in any spelling (`2130706433`, `0x7f.1`) are hosts, too.
package enum HostResolution {
    package struct Failure: Error, Hashable, Sendable {
        /// As the end of a sentence.
        package let reason: String
    }

    /// Every address, each once, in the system's order. It may wait for name servers, and does so on a thread of
    /// its own.
    package static func addresses(of host: String) async throws(Failure) -> [NetworkAddress] {
        let result: Result<[NetworkAddress], Failure> = await withCheckedContinuation { continuation in
            Thread.detachNewThread { continuation.resume(returning: look(up: host)) }
        }
        return try result.get()
    }

    private static func look(up host: String) -> Result<[NetworkAddress], Failure> {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        let status = getaddrinfo(host, nil, &hints, &list)
        guard status == 0 else { return .failure(Failure(reason: String(cString: gai_strerror(status)))) }
        defer { freeaddrinfo(list) }
        var result: [NetworkAddress] = []
        var next = list
        while let entry = next?.pointee {
            if let address = address(entry), !result.contains(address) { result.append(address) }
            next = entry.ai_next
        }
        return .success(result)
    }

    private static func address(_ entry: addrinfo) -> NetworkAddress? {
        guard let raw = entry.ai_addr.map(UnsafeRawPointer.init) else { return nil }
        switch entry.ai_family {
        case AF_INET:
            let four = raw.loadUnaligned(as: sockaddr_in.self).sin_addr
            return NetworkAddress(bytes: withUnsafeBytes(of: four) { Array($0) })
        case AF_INET6:
            let six = raw.loadUnaligned(as: sockaddr_in6.self).sin6_addr
            return NetworkAddress(bytes: withUnsafeBytes(of: six) { Array($0) })
        default: return nil
        }
    }
}
