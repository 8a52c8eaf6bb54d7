/// Identifiers that look like WhatsApp's, are the same for the same seed, and differ for each message number.
struct IdentifierSource {
    let seed: UInt64

    private static let upperHex = Array("0123456789ABCDEF")
    private static let base62 = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")

    /// `true_<chat>_3EB0…`, the identifier of the manual's sample of a sent group text.
    func messageID(to chat: String, number: Int) -> String {
        "true_\(chat)_3EB0" + characters(16, of: Self.upperHex, number: number, purpose: 1)
    }

    /// A contacto `messageId`; the manual shows none, so this is ours: short, and plainly not a number.
    func contactoID(number: Int) -> String {
        "sim-\(number)-" + characters(12, of: Self.upperHex, number: number, purpose: 2)
    }

    /// 22 letters and digits, as in the manual's sample of an invite link.
    func inviteLink(number: Int) -> String {
        "https://chat.whatsapp.com/" + characters(22, of: Self.base62, number: number, purpose: 3)
    }

    /// The three digits contacto puts in front of a file's name.
    func filePrefix(number: Int) -> String {
        characters(3, of: Array(Self.base62.prefix(10)), number: number, purpose: 4)
    }

    private func characters(_ count: Int, of alphabet: [Character], number: Int, purpose: UInt64) -> String {
        let start = seed ^ (purpose &* 0xD6E8_FEB8_6659_FD93)
        var random = SplitMix64(state: start &+ UInt64(bitPattern: Int64(number)) &* 0xA24B_AED4_963E_E407)
        return String((0..<count).map { _ in alphabet[Int(random.next() % UInt64(alphabet.count))] })
    }
}
