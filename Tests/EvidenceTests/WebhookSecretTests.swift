import Testing

@testable import Evidence

struct WebhookSecretTests {
    static let hex = "0123456789abcdef0123456789abcdef"
    static let base64url = "AbCd_fGhIjKlMnOpQr-tUv"

    @Test(arguments: [hex, hex.uppercased(), base64url, base64url + base64url])
    func `128 bits are enough`(text: String) throws {
        let secret = try WebhookSecret(text)
        #expect(secret.opens("/hooks/" + text))
        #expect("\(secret.value)" == "***")
    }

    @Test(arguments: [
        "", "short", String(hex.dropLast()), String(base64url.dropLast()), "AbCd/fGhIjKlMnOpQr+tUv",
        "AbCd fGhIjKlMnOpQr-tUv", "contraseña-muy-larga-pero", "../../../../../../../../",
        String(repeating: "a", count: 40), String(repeating: "abx", count: 12),
        "0123456789abcdef012345",
    ])
    func `a weaker one is refused, and not repeated in the message`(text: String) {
        let error = #expect(throws: WebhookSecret.Weak.self) { _ = try WebhookSecret(text) }
        #expect(error?.description.contains("openssl rand -hex 32") == true)
        if text.count > 5 { #expect(error?.description.contains(text) == false) }
    }

    @Test(arguments: [
        "/hooks/", "/hooks", "/", "", "/hooks/" + hex + "/", "/hooks/" + hex.dropLast(), "/hooks/x" + hex,
        "/Hooks/" + hex, "//hooks/" + hex, "/hooks/%30" + hex.dropFirst(), hex, "/hooks/" + hex + "0",
        "/hooks/" + hex.uppercased(), "/other/" + hex,
    ])
    func `every other path is closed`(path: String) throws {
        #expect(try !WebhookSecret(Self.hex).opens(path))
    }
}
