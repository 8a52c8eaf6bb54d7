/// Where a server listens, as an option gives it: `127.0.0.1:8080`, `localhost:0`, `[::1]:8080`.
struct ListenAddress: Sendable {
    var host: String
    /// 0 takes a free one.
    var port: Int

    /// - Parameter option: what gave it, for the message where it is none.
    init(_ text: String, option: String) throws {
        guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
            (0...65_535).contains(port)
        else { throw Failure(.usage, "\(option) takes an address and a port, e.g. 127.0.0.1:8080") }
        var host = String(text[..<colon])
        if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
        guard !host.isEmpty else {
            throw Failure(.usage, "\(option) takes an address before the port, e.g. 127.0.0.1:8080")
        }
        self.host = host
        self.port = port
    }

    /// - Parameter port: the one that was bound.
    func origin(port: Int) -> String { "http://\(host.contains(":") ? "[\(host)]" : host):\(port)" }
}
