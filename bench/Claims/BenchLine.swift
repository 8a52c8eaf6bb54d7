import CampaignModel
import Ledger

/// One of the lines of the measured ledger. Its name is a number, because the reference counts to it.
struct BenchLine: Sendable {
    let name: String
    let sender: PhoneNumber
    private let index: Int

    init?(index: Int) {
        guard let sender = PhoneNumber(digits: 573_009_001_000 + UInt64(index)) else { return nil }
        self.index = index
        self.sender = sender
        name = String(1000 + index)
    }

    struct NoNumber: Error {}

    /// A message to somebody of its own, as long as messages are.
    func send(_ number: Int, in scope: CampaignScope) throws -> FrozenSend {
        guard let person = PhoneNumber(digits: 573_100_000_000 + UInt64(index * 1_000_000 + number)) else {
            throw NoNumber()
        }
        return FrozenSend(
            key: SendKey(
                campaign: scope.campaign, revision: scope.revision, occurrence: scope.occurrence,
                message: "aviso", target: .person(person)),
            position: 1, line: name, sender: sender,
            content: .text(
                """
                Hola *Catalina Quiñones*, tu pedido \(number) de la tienda de Pereira está listo. \
                Puedes recogerlo de lunes a viernes entre las 9 y las 17 horas. ¡Gracias por comprar con nosotros!
                """))
    }
}
