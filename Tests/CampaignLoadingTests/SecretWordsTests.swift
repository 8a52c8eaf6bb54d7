import Testing

@testable import CampaignLoading

@Suite struct SecretWordsTests {
    @Test(arguments: [
        "token: AbCdEfGhIjKlMnOpQrSt", "client: a1b2c3d4e5f6g7",
        "https://hook.integromat.com/q9w8e7r6t5y4u3i2o1p0q9w8e7r6t5y4",
        "token: !AbCdEfGhIjKlMnOpQrSt",
    ])
    func `what may be a secret is not shown`(text: String) {
        let masked = SecretWords.masked(text)
        #expect(masked.contains("************"))
        #expect(masked.unicodeScalars.count == text.unicodeScalars.count)
    }

    @Test(arguments: [
        "timezone: America/Bogota", "message: ${SETAPP_GROUP_MESSAGE_URL}", "law: co-2300",
        "stop_after_failures: 20",
        "url: https://contacto-multichat.com/bot/chat_wa/ws/", "descripcion: recomendaciones para la navidad",
    ])
    func `ordinary words are`(text: String) {
        #expect(SecretWords.masked(text) == text)
    }
}
