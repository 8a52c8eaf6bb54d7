import CampaignModel
import Diagnostics
import YAMLTree

extension CampaignRules {
    package static let debtTextOnSetapp = Rule(
        "debt-text-on-setapp", .warning,
        summary: "A text of a setapp line reads like debt collection.",
        reason: """
            A setapp line is blocked for debt collection, whatever category the campaign gives itself. And a \
            message that collects a debt is held to the hours of Ley 2300 only if the campaign says so.
            """,
        remedy: "Make it a campaign of category `collection` on a contacto line, or say it without the debt.",
        wrong: .setapp("messages: [text: \"Hola {{nombre}}, tu saldo en mora es de {{valor}}.\"]"),
        right: .setapp("messages: [text: \"Hola {{nombre}}, ya puedes recoger tu factura.\"]"),
        source: "gateways.md, section 1, \"Operating facts\"; Ley 2300 of 2023, article 2")
}

/// Words of debt collection in a Spanish text. Few and plain ones: a false alarm teaches people to ignore.
enum DebtWords {
    /// Small letters without accents, one space between words.
    static let phrases: [String] = [
        "en mora", "dias de mora", "intereses de mora", "deuda vencida", "deuda pendiente",
        "obligacion vencida", "obligaciones vencidas", "cuota vencida", "cuotas vencidas", "saldo vencido",
        "factura vencida", "facturas vencidas", "cartera vencida", "pago vencido", "cobro juridico",
        "cobro prejuridico", "cobro coactivo", "gestion de cobro", "cobranza", "centrales de riesgo",
    ]

    /// The first phrase found, as it is written, and where its bytes stand.
    ///
    /// Case, accents, line breaks and the marks of WhatsApp (`*`, `_`) between words do not count.
    static func first(in text: ArraySlice<UInt8>) -> Range<Int>? {
        guard holdsStem(text) else { return nil }
        let (letters, offsets) = plain(text)
        var first: Range<Int>?
        for phrase in phrases {
            guard let start = find(" \(phrase) ", letters) else { continue }
            let found = offsets[start + 1]..<offsets[start + phrase.utf8.count] + 1
            if first.map({ found.lowerBound < $0.lowerBound }) ?? true { first = found }
        }
        return first
    }

    /// Whether one of the stems stands in a text that every phrase holds one of: most texts hold none, and are not
    /// looked at any further.
    private static func holdsStem(_ text: ArraySlice<UInt8>) -> Bool {
        text.withUnsafeBufferPointer { bytes in
            for index in 0..<max(0, bytes.count - 3) {
                switch bytes[index] | 0x20 {
                case 0x6D: if begins("mora", bytes, index) { return true }
                case 0x64: if begins("deuda", bytes, index) { return true }
                case 0x76: if begins("vencid", bytes, index) { return true }
                case 0x63: if begins("cobr", bytes, index) { return true }
                case 0x72: if begins("riesgo", bytes, index) { return true }
                default: continue
                }
            }
            return false
        }
    }

    private static func begins(_ stem: StaticString, _ bytes: UnsafeBufferPointer<UInt8>, _ index: Int)
        -> Bool
    {
        guard index + stem.utf8CodeUnitCount <= bytes.count else { return false }
        for offset in 0..<stem.utf8CodeUnitCount where bytes[index + offset] | 0x20 != stem.utf8Start[offset]
        {
            return false
        }
        return true
    }

    /// Small ASCII letters and digits, a single space for all between them, and where each of them stands.
    private static func plain(_ text: ArraySlice<UInt8>) -> (letters: [UInt8], offsets: [Int]) {
        var letters: [UInt8] = [0x20]
        var offsets = [text.startIndex]
        letters.reserveCapacity(text.count + 2)
        offsets.reserveCapacity(text.count + 2)
        var index = text.startIndex
        while index < text.endIndex {
            var letter: UInt8?
            let byte = text[index]
            switch byte {
            case 0x30...0x39, 0x61...0x7A: letter = byte
            case 0x41...0x5A: letter = byte | 0x20
            case 0xC3 where index + 1 < text.endIndex:
                index += 1
                letter = withoutAccent(text[index])
            // Of a quoted text's `\n` only the space counts.
            case 0x5C where index + 1 < text.endIndex: index += 1
            default: break
            }
            if let letter {
                letters.append(letter)
                offsets.append(index)
            } else if letters.last != 0x20 {
                letters.append(0x20)
                offsets.append(index)
            }
            index += 1
        }
        letters.append(0x20)
        offsets.append(text.endIndex)
        return (letters, offsets)
    }

    /// By the second byte of its UTF-8: á é í ó ú ü ñ and their capitals.
    private static func withoutAccent(_ byte: UInt8) -> UInt8? {
        switch byte | 0x20 {
        case 0xA1: 0x61
        case 0xA9: 0x65
        case 0xAD: 0x69
        case 0xB3: 0x6F
        case 0xBA, 0xBC: 0x75
        case 0xB1: 0x6E
        default: nil
        }
    }

    private static func find(_ needle: String, _ text: [UInt8]) -> Int? {
        var needle = needle
        return needle.withUTF8 { needle in
            guard let first = needle.first, text.count >= needle.count else { return nil }
            for start in 0...(text.count - needle.count) where text[start] == first {
                if text[start..<start + needle.count].elementsEqual(needle) { return start }
            }
            return nil
        }
    }
}

extension NodeReader {
    /// - Parameter category: a collection campaign has a finding of its own (`collection-on-setapp`).
    func checkDebtWords(_ node: YAMLNode, category: Campaign.Category?) {
        guard category != .collection else { return }
        let place = NodePlace(node)
        guard let found = DebtWords.first(in: place.written) else { return }
        let words = String(decoding: place.written[found], as: UTF8.self)
            .split(whereSeparator: \.isWhitespace).joined(separator: " ")
        sink.add(CampaignRules.debtTextOnSetapp, node) {
            Finding(
                CampaignRules.debtTextOnSetapp, at: place.place(ofBytes: found),
                "`\(words)` reads like debt collection, for which a setapp line is blocked",
                remedy: "make it a `collection` campaign on a contacto line, or say it without the debt")
        }
    }
}
