import CampaignModel

/// Says of filled bytes that `ContentLimits` would certainly let them pass, without making a `String`.
///
/// Nearly every text of nearly every recipient is plainly fine; only the others need the limits' own, slower look.
/// A "no" here means nothing but "look closely".
enum QuickCheck {
    static func text(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let first = bytes.first, begins(visibly: first) || beginsWithInvertedMark(bytes),
            !beginsLikeAddress(bytes),
            bytes.contains(where: { $0 > 0x20 && $0 < 0x7F })
        else { return false }
        return hasNoControls(bytes, allowing: ByteText.newline) && isShort(bytes)
    }

    static func customField(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        hasNoControls(bytes, allowing: ByteText.newline) && isShort(bytes)
    }

    static func variable(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let first = bytes.first, begins(visibly: first),
            first != 0xF0 || bytes.contains(where: { $0 > 0x20 && $0 < 0x7F })
        else { return false }
        for byte in bytes where byte == 0x5B || byte == 0x5D || byte == 0xE2 { return false }
        return hasNoControls(bytes, allowing: 0x20)
    }

    /// An address in ASCII with a host, a path, and one of the endings, but no query or fragment.
    static func address(_ bytes: UnsafeBufferPointer<UInt8>, endings: [[UInt8]], limited: Bool) -> Bool {
        guard let base = bytes.baseAddress, bytes.count > 12 else { return false }
        let start = begins(bytes, with: "https://") ? 8 : begins(bytes, with: "http://") ? 7 : 0
        guard start > 0 else { return false }
        switch base[start] {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: break
        default: return false
        }
        var hasPath = false
        for index in start..<bytes.count {
            let byte = base[index]
            if byte <= 0x20 || byte >= 0x7F || byte == 0x3F || byte == 0x23 { return false }
            if byte == 0x2F { hasPath = true }
        }
        guard hasPath, !limited || bytes.count <= ContentLimits.textLength else { return false }
        return endings.contains { ending in
            guard bytes.count > ending.count else { return false }
            let offset = bytes.count - ending.count
            return ending.indices.allSatisfy { base[offset + $0] == ending[$0] }
        }
    }

    static let imageEndings = [".png", ".jpg"].map { Array($0.utf8) }
    static let documentEndings = [Array(".pdf".utf8)]
    static let mediaEndings = Media.extensions.map { Array(".\($0)".utf8) }

    /// Whether a first byte is of something that can be seen: ASCII, or the lead byte of an accented letter or of
    /// an emoji. White space beyond ASCII begins otherwise.
    private static func begins(visibly first: UInt8) -> Bool {
        first > 0x20 && first < 0x7F || first == 0xC3 || first == 0xF0
    }

    /// `¡` or `¿`, with which Spanish sentences begin.
    private static func beginsWithInvertedMark(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        bytes.count >= 2 && bytes[0] == 0xC2 && (bytes[1] == 0xA1 || bytes[1] == 0xBF)
    }

    /// `http` in any case of letters.
    private static func beginsLikeAddress(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        bytes.count >= 4 && bytes[0] | 0x20 == 0x68 && bytes[1] | 0x20 == 0x74 && bytes[2] | 0x20 == 0x74
            && bytes[3] | 0x20 == 0x70
    }

    private static func begins(_ bytes: UnsafeBufferPointer<UInt8>, with prefix: StaticString) -> Bool {
        guard bytes.count >= prefix.utf8CodeUnitCount else { return false }
        for index in 0..<prefix.utf8CodeUnitCount where bytes[index] != prefix.utf8Start[index] {
            return false
        }
        return true
    }

    /// No control character but one: none of ASCII's, DEL, or the C1 controls (C2 80 to C2 9F).
    private static func hasNoControls(_ bytes: UnsafeBufferPointer<UInt8>, allowing allowed: UInt8) -> Bool {
        guard let base = bytes.baseAddress else { return true }
        var index = 0
        while index < bytes.count {
            let byte = base[index]
            if byte < 0x20 {
                if byte != allowed { return false }
            } else if byte >= 0x7F {
                if byte == 0x7F { return false }
                if byte == 0xC2, index + 1 < bytes.count, base[index + 1] < 0xA0 { return false }
            }
            index &+= 1
        }
        return true
    }

    private static func isShort(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        if bytes.count <= ContentLimits.textLength { return true }
        var units = 0
        for byte in bytes where byte & 0xC0 != 0x80 { units &+= byte >= 0xF0 ? 2 : 1 }
        return units <= ContentLimits.textLength
    }
}

extension MessageFilling {
    /// Whether the person in this row could get every message: what `contents(for:)` would say, without making
    /// the contents where they are plainly fine.
    ///
    /// - Parameter scratch: memory that is used again from row to row.
    package func exclusion(of row: borrowing RecipientRow, scratch: inout [UInt8]) -> ExclusionReason? {
        var isPlain = true
        for message in messages where isPlain {
            isPlain = message.isPlainlyFine(row, &scratch)
        }
        if isPlain { return nil }
        if case .failure(let reason) = contents(for: row) { return reason }
        return nil
    }
}

extension BoundMessage {
    fileprivate func isPlainlyFine(_ row: borrowing RecipientRow, _ scratch: inout [UInt8]) -> Bool {
        if case .success? = fixed { return true }
        switch content {
        case .unbound: return false
        case .text(let template): return template.fills(row, &scratch) && scratch.passes(QuickCheck.text)
        case .image(let template):
            return template.fills(row, &scratch)
                && scratch.passes {
                    QuickCheck.address($0, endings: QuickCheck.imageEndings, limited: true)
                }
        case .document(let template):
            return template.fills(row, &scratch)
                && scratch.passes {
                    QuickCheck.address($0, endings: QuickCheck.documentEndings, limited: true)
                }
        case .template(let message):
            for variable in message.variables {
                guard variable.fills(row, &scratch), scratch.passes(QuickCheck.variable) else { return false }
            }
            if case .url(let address) = message.media {
                guard address.fills(row, &scratch),
                    scratch.passes({
                        QuickCheck.address($0, endings: QuickCheck.mediaEndings, limited: false)
                    })
                else { return false }
            }
            if let custom = message.customField {
                guard custom.fills(row, &scratch), scratch.passes(QuickCheck.customField) else {
                    return false
                }
            }
            return true
        }
    }
}

extension BoundTemplate {
    /// Fills the text as bytes; false where an empty value would need a closer look.
    fileprivate func fills(_ row: borrowing RecipientRow, _ text: inout [UInt8]) -> Bool {
        text.removeAll(keepingCapacity: true)
        for piece in pieces {
            switch piece {
            case .literal(let bytes): text.append(contentsOf: bytes)
            case .column(let index, _, let fallback):
                let value = row.value(index)
                if !ByteText.isBlank(value) {
                    text.append(contentsOf: value)
                } else if let fallback {
                    text.append(contentsOf: fallback)
                } else {
                    return false
                }
            }
        }
        return true
    }
}

extension [UInt8] {
    fileprivate func passes(_ check: (UnsafeBufferPointer<UInt8>) -> Bool) -> Bool {
        withUnsafeBufferPointer(check)
    }
}
