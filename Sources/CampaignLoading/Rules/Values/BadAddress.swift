import Diagnostics

extension ValueRules {
    package static let badAddress = Rule(
        "bad-address",
        summary: "An address does not begin with https:// or http://, or holds spaces.",
        reason: "Requests would go nowhere, or somewhere else.",
        wrong: .contacto("url: contacto-multichat.com/bot"),
        right: .contacto("url: https://contacto-multichat.com/bot/chat_wa/ws/"),
        source: "format.md")
}
