import Testing

@testable import CampaignLoading

@Suite struct WebAddressTests {
    @Test(arguments: [
        ("https://cdn.example.com/promo.png", "cdn.example.com", "/promo.png"),
        ("http://example.com", "example.com", ""),
        ("HTTPS://Example.COM/A.PDF", "example.com", "/A.PDF"),
        ("https://example.com:8443/a?b=c.pdf#d", "example.com", "/a"),
        ("https://user:secret@example.com/x", "example.com", "/x"),
        ("http://[::1]:8080/x", "::1", "/x"),
        ("https://example.com?x=/y", "example.com", ""),
        ("https://peña.example/año.pdf", "peña.example", "/año.pdf"),
    ])
    func `an address has a host and a path`(_ text: String, _ host: String, _ path: String) throws {
        let address = try #require(WebAddress(text))
        #expect(address.text == text)
        #expect(address.host == host)
        #expect(address.path == path)
    }

    @Test(arguments: [
        "", "example.com/a.png", "ftp://example.com/a", "https://", "https:///a", "https://:80/a",
        "https://exa mple.com/a", "https://example.com/a b", "https://example.com/a\n", "javascript:alert(1)",
        "https:/example.com", " https://example.com", "https://@/x", "file:///etc/passwd", "https://?x",
    ])
    func `other texts are no address`(_ text: String) { #expect(WebAddress(text) == nil) }

    @Test(arguments: [
        "http://localhost:8080/", "http://127.0.0.1/", "http://127.1.2.3:1/x", "http://[::1]/",
        "http://LOCALHOST/",
    ])
    func `loopback can only mean this machine`(_ text: String) throws {
        #expect(try #require(WebAddress(text)).isLoopback)
    }

    @Test(arguments: [
        "http://localhost.example.com/", "http://127.0.0.1.example.com/", "http://127.0.0.1@example.com/",
        "http://127.example/", "http://10.0.0.1/", "http://0.0.0.0/", "http://example.com/127.0.0.1",
        "http://127.0.0/",
    ])
    func `an address that only looks like loopback is none`(_ text: String) throws {
        #expect(try !#require(WebAddress(text)).isLoopback)
    }
}
