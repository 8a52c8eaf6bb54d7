import AddressProbing
import Synchronization
import Testing

/// Nothing inside this machine or its network is asked, whatever the address looks like.
struct AddressProbeTests {
    @Test(arguments: [
        "0.0.0.0", "10.0.0.1", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.255.255.255",
        "169.254.169.254",
        "172.16.0.1", "172.31.255.255", "192.0.0.8", "192.0.2.1", "192.168.1.1", "198.18.0.1",
        "198.19.255.255",
        "198.51.100.7", "203.0.113.9", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::", "::1",
        "::127.0.0.1",
        "::ffff:127.0.0.1", "::ffff:10.1.2.3", "64:ff9b::10.0.0.1", "64:ff9b:1::1", "fe80::1", "fc00::1",
        "fd12:3456::1", "ff02::1", "2001::1", "2001:db8::1", "2002:7f00:1::", "3fff::1", "100::1",
    ])
    func `special addresses are not public`(text: String) throws {
        #expect(try !#require(NetworkAddress(text)).isPublic)
    }

    @Test(arguments: [
        "8.8.8.8", "1.1.1.1", "100.63.255.255", "100.128.0.0", "172.15.255.255", "172.32.0.0",
        "192.167.255.255",
        "198.17.255.255", "198.20.0.0", "223.255.255.255", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8",
        "2606:4700:4700::1111", "2001:4860:4860::8888",
    ])
    func `others are public`(text: String) throws {
        #expect(try #require(NetworkAddress(text)).isPublic)
    }

    @Test(arguments: [
        "http://127.0.0.1/a.pdf", "http://2130706433/a.pdf", "http://0x7f000001/a.pdf",
        "http://0177.0.0.1/a.pdf",
        "http://127.1/a.pdf", "http://0/a.pdf", "http://localhost/a.pdf", "http://[::1]/a.pdf",
        "http://[::ffff:127.0.0.1]/a.pdf", "http://[::ffff:7f00:1]/a.pdf", "http://169.254.169.254/latest",
        "https://10.0.0.1:8443/a.pdf", "http://LOCALHOST/a.pdf",
    ])
    func `no spelling leads into this machine or its network`(address: String) async {
        let result = await AddressProbe(seconds: 2).ask(address)
        guard case .notPublic = result else {
            Issue.record("\(address): \(result)")
            return
        }
    }

    @Test(arguments: [
        "http://example.com@127.0.0.1/a.pdf", "file:///etc/passwd", "ftp://example.com/a.pdf", "",
    ])
    func `what is no plain web address is not asked`(address: String) async {
        let asked = Mutex(false)
        let probe = AddressProbe(lookUp: { _ in
            asked.withLock { $0 = true }
            return []
        })
        guard case .unreachable = await probe.ask(address) else {
            Issue.record("\(address) was asked")
            return
        }
        let wasAsked = asked.withLock { $0 }
        #expect(!wasAsked)
    }

    /// A probe that takes loopback for public, for a server to ask; names are given by the test.
    private func probe(_ names: [String: [String]]) -> AddressProbe {
        AddressProbe(
            seconds: 5,
            lookUp: { host throws(HostResolution.Failure) in
                (names[host] ?? []).compactMap { NetworkAddress($0) }
            },
            allows: { $0 == NetworkAddress("127.0.0.1") || $0.isPublic })
    }

    @Test func `a server is asked with HEAD, by its own name, at the address that was judged`() async throws {
        let server = try ScriptedServer(
            .reply("HTTP/1.1 200 OK\r\nContent-Type: Application/PDF; x=y\r\nContent-Length: 9\r\n\r\n"))
        defer { server.stop() }
        let result = await probe(["files.example.com": ["127.0.0.1"]]).ask(
            "http://files.example.com:\(server.port)/a%20b.pdf?c=1")
        #expect(result == .answered(status: 200, contentType: "application/pdf"))
        let request = try #require(server.requests.first)
        #expect(request.hasPrefix("HEAD /a%20b.pdf?c=1 HTTP/1.1\r\n"))
        #expect(request.lowercased().contains("\r\nhost: files.example.com:\(server.port)\r\n"))
    }

    @Test func `one address that is not public is enough to refuse`() async throws {
        let server = try ScriptedServer(.reply("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"))
        defer { server.stop() }
        let result = await probe(["files.example.com": ["127.0.0.1", "10.0.0.1"]]).ask(
            "http://files.example.com:\(server.port)/a.pdf")
        #expect(result == .notPublic(host: "files.example.com"))
        #expect(server.connections == 0)
    }

    @Test(arguments: [
        ("http://inside.example.com/a.pdf", "inside.example.com"),
        ("http://169.254.169.254/", "169.254.169.254"),
        ("//inside.example.com/a.pdf", "inside.example.com"),
    ])
    func `a redirect passes the same guard`(location: String, host: String) async throws {
        let server = try ScriptedServer(
            .reply("HTTP/1.1 302 Found\r\nLocation: \(location)\r\nContent-Length: 0\r\n\r\n"))
        defer { server.stop() }
        let names = [
            "files.example.com": ["127.0.0.1"], "inside.example.com": ["192.168.0.7"],
            "169.254.169.254": ["169.254.169.254"],
        ]
        let result = await probe(names).ask("http://files.example.com:\(server.port)/a.pdf")
        #expect(result == .notPublic(host: host))
        #expect(server.requests.count == 1)
    }

    @Test func `redirects in a circle come to an end`() async throws {
        let server = try ScriptedServer(
            .reply("HTTP/1.1 301 Moved\r\nLocation: /a.pdf\r\nContent-Length: 0\r\n\r\n"))
        defer { server.stop() }
        let result = await probe(["files.example.com": ["127.0.0.1"]]).ask(
            "http://files.example.com:\(server.port)/a.pdf")
        #expect(result == .unreachable(reason: "it redirects more than 5 times"))
        #expect(server.requests.count == 6)
    }

    @Test func `a name without an address is unreachable`() async {
        let result = await probe([:]).ask("https://nowhere.example.com/a.pdf")
        #expect(result == .unreachable(reason: "the name nowhere.example.com has no address"))
    }
}
