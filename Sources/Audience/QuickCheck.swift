import CampaignModel

/// Says of filled texts that `ContentLimits` would certainly let them pass, from their facts alone.
///
/// Nearly every text of nearly every recipient is plainly fine; only the others need the limits' own, slower look.
/// A "no" here means nothing but "look closely".
enum QuickCheck {
    /// What a text is used for, as far as the gateways' limits differ.
    enum Use: CaseIterable {
        case text, image, document, variable, mediaURL, customField
    }

    static func passes(_ text: UnsafeBufferPointer<UInt8>, as use: Use) -> Bool {
        passes(TextFacts(text), as: use, start: text, end: text)
    }

    /// - Parameters:
    ///   - start: what each of the texts is known to begin with.
    ///   - end: what each is known to end with.
    static func passes(
        _ facts: TextFacts, as use: Use, start: UnsafeBufferPointer<UInt8>, end: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        switch use {
        case .text: text(facts)
        case .variable: variable(facts)
        case .customField: customField(facts)
        case .image: address(facts, start, end, imageEndings, limited: true)
        case .document: address(facts, start, end, documentEndings, limited: true)
        case .mediaURL: address(facts, start, end, mediaEndings, limited: false)
        }
    }

    private static func text(_ facts: TextFacts) -> Bool {
        facts.beginVisibly && facts.arePrintable && !facts.mayBeginLikeAddress && customField(facts)
    }

    private static func customField(_ facts: TextFacts) -> Bool {
        !facts.kinds.contains(.control) && facts.longest <= ContentLimits.textLength
    }

    private static func variable(_ facts: TextFacts) -> Bool {
        // Characters that begin with E2 may be line separators.
        facts.beginVisibly && facts.arePrintable
            && facts.kinds.isDisjoint(with: [.lineFeed, .control, .squareBracket, .leadE2])
    }

    /// Addresses in ASCII with a host, a path and one of the endings, but no query or fragment.
    private static func address(
        _ facts: TextFacts, _ start: UnsafeBufferPointer<UInt8>, _ end: UnsafeBufferPointer<UInt8>,
        _ endings: [[UInt8]], limited: Bool
    ) -> Bool {
        guard facts.kinds.isDisjoint(with: [.space, .lineFeed, .control, .nonASCII, .pathEnd]),
            !limited || facts.longest <= ContentLimits.textLength
        else { return false }
        let host = begins(start, with: "https://") ? 8 : begins(start, with: "http://") ? 7 : 0
        guard host > 0, host < start.count else { return false }
        switch start[host] {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: break
        default: return false
        }
        guard start[host...].contains(0x2F) else { return false }
        return endings.contains { ending in
            end.count >= ending.count && end[(end.count - ending.count)...].elementsEqual(ending)
        }
    }

    private static let imageEndings = [".png", ".jpg"].map { Array($0.utf8) }
    private static let documentEndings = [Array(".pdf".utf8)]
    private static let mediaEndings = Media.extensions.map { Array(".\($0)".utf8) }

    private static func begins(_ bytes: UnsafeBufferPointer<UInt8>, with prefix: StaticString) -> Bool {
        let count = prefix.utf8CodeUnitCount
        guard bytes.count >= count else { return false }
        for index in 0..<count where bytes[index] != prefix.utf8Start[index] { return false }
        return true
    }
}
