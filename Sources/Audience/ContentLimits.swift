import CampaignModel

/// What the gateways take (gateways.md), applied to filled texts: each function gives the reason why a text may
/// not go out, or nil. Those called `closely` do not ask `QuickCheck` first.
///
/// Where a manual leaves room the strictest reading holds: a person who is left out can be written to later, a
/// wrong message cannot be taken back.
package enum ContentLimits {
    /// Characters of a setapp text and of contacto's `custom_field`, counted as UTF-16 units.
    package static let textLength = 1000

    /// A setapp text. One that looks like the address of a picture or document would be sent as that file.
    package static func text(_ text: String) -> ExclusionReason? {
        passes(text, as: .text) ? nil : closely(text: text)
    }

    static func closely(text: String) -> ExclusionReason? {
        if let reason = plain(text, "text") { return reason }
        if ByteText.isBlank(text) { return .unsendable(what: "text", why: "it is empty") }
        let core = ByteText.withoutWhiteSpace(around: text).lowercased()
        if core.hasPrefix("http"), [".png", ".jpg", ".pdf"].contains(where: core.hasSuffix) {
            return .unsendable(
                what: "text",
                why:
                    "it begins with http and ends in .png, .jpg or .pdf, so that the gateway would send the file "
                    + "instead of the text; use `image` or `document`")
        }
        return nil
    }

    /// The address of a setapp picture.
    package static func image(_ address: String) -> ExclusionReason? {
        passes(address, as: .image) ? nil : closely(image: address)
    }

    static func closely(image address: String) -> ExclusionReason? {
        fileAddress(address, "image", [".png", ".jpg"])
    }

    /// The address of a setapp document.
    package static func document(_ address: String) -> ExclusionReason? {
        passes(address, as: .document) ? nil : closely(document: address)
    }

    static func closely(document address: String) -> ExclusionReason? {
        fileAddress(address, "document", [".pdf"])
    }

    /// A contacto template variable, counted from 1. They travel in square brackets.
    package static func variable(_ text: String, number: Int) -> ExclusionReason? {
        passes(text, as: .variable) ? nil : closely(variable: text, number: number)
    }

    static func closely(variable text: String, number: Int) -> ExclusionReason? {
        let what = "variable \(number)"
        if ByteText.isBlank(text) { return .unsendable(what: what, why: "it is empty") }
        for scalar in text.unicodeScalars {
            switch scalar {
            case "[", "]": return .unsendable(what: what, why: "it holds a square bracket")
            case "\n", "\r", "\u{0B}", "\u{0C}", "\u{85}", "\u{2028}", "\u{2029}":
                return .unsendable(what: what, why: "it holds a line break")
            case "\t": return .unsendable(what: what, why: "it holds a tab")
            default: break
            }
        }
        return controlCharacter(text, what)
    }

    /// The address of a contacto attachment; its path ends in one of `Media.extensions`.
    package static func mediaURL(_ address: String) -> ExclusionReason? {
        passes(address, as: .mediaURL) ? nil : closely(mediaURL: address)
    }

    static func closely(mediaURL address: String) -> ExclusionReason? {
        if let reason = webAddress(address, "media address") { return reason }
        let path = ByteText.path(ofAddress: address)
        guard Media.extensions.contains(where: { path.hasSuffix(".\($0)") }) else {
            let list = Media.extensions.map { ".\($0)" }.joined(separator: " ")
            return .unsendable(what: "media address", why: "its path ends in none of \(list)")
        }
        return nil
    }

    package static func customField(_ text: String) -> ExclusionReason? {
        passes(text, as: .customField) ? nil : closely(customField: text)
    }

    static func closely(customField text: String) -> ExclusionReason? { plain(text, "custom_field") }

    private static func fileAddress(_ address: String, _ what: String, _ endings: [String])
        -> ExclusionReason?
    {
        if let reason = webAddress(address, what) { return reason }
        guard endings.contains(where: address.hasSuffix) else {
            return .unsendable(
                what: what, why: "its address does not end in \(endings.joined(separator: " or "))")
        }
        return tooLong(address, what)
    }

    /// http or https, a host, and nothing that would end an address early.
    private static func webAddress(_ address: String, _ what: String) -> ExclusionReason? {
        let schemes = ["https://", "http://"]
        guard let scheme = schemes.first(where: address.hasPrefix) else {
            return .unsendable(what: what, why: "its address does not begin with http:// or https://")
        }
        for scalar in address.unicodeScalars where scalar.properties.isWhitespace {
            return .unsendable(what: what, why: "its address holds a space or a line break")
        }
        let rest = address.utf8.dropFirst(scheme.utf8.count)
        guard let first = rest.first, !Array("/?#.:".utf8).contains(first) else {
            return .unsendable(what: what, why: "its address has no host")
        }
        guard rest.contains(0x2F) else { return .unsendable(what: what, why: "its address names no file") }
        return controlCharacter(address, what)
    }

    private static func passes(_ text: String, as use: QuickCheck.Use) -> Bool {
        var text = text
        return text.withUTF8 { QuickCheck.passes($0, as: use) }
    }

    private static func plain(_ text: String, _ what: String) -> ExclusionReason? {
        controlCharacter(text, what) ?? tooLong(text, what)
    }

    private static func tooLong(_ text: String, _ what: String) -> ExclusionReason? {
        // A text has at most as many UTF-16 units as bytes, and those are known without counting.
        guard text.utf8.count > textLength else { return nil }
        let count = text.utf16.count
        return count > textLength ? .tooLong(what: what, count: count, limit: textLength) : nil
    }

    /// Control characters (Unicode category Cc) other than the line feed.
    private static func controlCharacter(_ text: String, _ what: String) -> ExclusionReason? {
        for scalar in text.unicodeScalars where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) {
            if scalar == "\n" { continue }
            let code = String(scalar.value, radix: 16, uppercase: true)
            let padded = String(repeating: "0", count: 4 - code.count) + code
            return .unsendable(what: what, why: "it holds the control character U+\(padded)")
        }
        return nil
    }
}

extension ByteText {
    static func isBlank(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { isBlank($0) }
    }

    static func withoutWhiteSpace(around text: String) -> Substring {
        var rest = text[...]
        while let first = rest.first, first.isWhitespace { rest.removeFirst() }
        while let last = rest.last, last.isWhitespace { rest.removeLast() }
        return rest
    }

    /// An address without its query and fragment.
    static func path(ofAddress address: String) -> Substring {
        address.prefix { $0 != "?" && $0 != "#" }
    }
}
