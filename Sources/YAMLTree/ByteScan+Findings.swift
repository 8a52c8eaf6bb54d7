import Diagnostics

// The words for what the raw bytes show.
extension ByteScan.Oddity {
    /// `written` is how the character stands in the file where that is an escape.
    func finding(
        in bytes: UnsafeBufferPointer<UInt8>, of source: SourceText, written: String? = nil
    ) -> Finding {
        let place = source.place(of: range)
        switch kind {
        case .invalidUTF8: return invalidUTF8(at: place, in: bytes)
        case .control(let value):
            let what = value == 0x7F ? "DEL" : value == 0 ? "NUL" : Wording.codePoint(value)
            return Finding(
                YAMLRules.controlCharacter, at: place,
                written.map { "'\($0)' stands for the control character \(what), which messages cannot hold" }
                    ?? "there is an invisible control character here (\(what))",
                remedy: written == nil
                    ? "delete it: put the cursor after it and press Backspace, or type the words again"
                    : "delete it")
        case .byteOrderMark:
            return Finding(
                YAMLRules.controlCharacter, at: place,
                "there is an invisible byte order mark (U+FEFF) in the middle of the file",
                remedy: "delete it; it comes from joining two files, or from pasting")
        case .carriageReturn:
            return Finding(
                YAMLRules.controlCharacter, at: place,
                "there is a carriage return (CR) without a line feed after it",
                remedy: "save the file with line ends LF or CRLF (in the editor: 'End of line sequence')")
        case .lineBreak(let value):
            let name = value == 0x85 ? "NEL" : value == 0x2028 ? "LINE SEPARATOR" : "PARAGRAPH SEPARATOR"
            let code = Wording.codePoint(value)
            return Finding(
                YAMLRules.controlCharacter, at: place,
                written.map { "'\($0)' stands for the unusual line break \(code) (\(name))" }
                    ?? "there is an invisible unusual line break here (\(code), \(name))",
                remedy: written == nil ? "delete it and press Enter instead" : "write '\\n' for a new line")
        case .bidi(let value):
            return Finding(
                YAMLRules.bidiControl, at: place,
                "there is an invisible character here (\(Wording.codePoint(value))) that changes the "
                    + "direction of text",
                remedy: "delete it, unless the text is in Arabic or Hebrew and needs it")
        }
    }

    private func invalidUTF8(at place: SourcePlace, in bytes: UnsafeBufferPointer<UInt8>) -> Finding {
        let byte = bytes[range.lowerBound]
        let hex = String(byte, radix: 16, uppercase: true)
        // ISO 8859-1 and Windows-1252 agree from A0 on, and Spanish letters lie there.
        let guess = byte >= 0xA0 ? ", perhaps '\(Character(Unicode.Scalar(byte)))' in an old encoding" : ""
        return Finding(
            YAMLRules.invalidUTF8, at: place, "this is not UTF-8: byte 0x\(hex)\(guess)",
            remedy: "save the file with the encoding UTF-8 (in the editor: 'Save with encoding')")
    }
}

extension ByteScan {
    /// All findings of the raw bytes. Wrong encoding is one finding for the file, and so are wrong line ends:
    /// each is one mistake.
    func findings(in bytes: UnsafeBufferPointer<UInt8>, of source: SourceText) -> FindingList {
        var list = FindingList()
        let invalid = oddities.count { $0.kind == .invalidUTF8 }
        let returns = oddities.count { $0.kind == .carriageReturn }
        var hasInvalid = false
        var hasReturn = false
        for oddity in oddities {
            if oddity.kind == .invalidUTF8 {
                guard !hasInvalid else { continue }
                hasInvalid = true
                var finding = oddity.finding(in: bytes, of: source)
                if invalid > 1 { finding.message += "; the file has \(invalid) such bytes" }
                list.append(finding)
            } else if oddity.kind == .carriageReturn {
                guard !hasReturn else { continue }
                hasReturn = true
                var finding = oddity.finding(in: bytes, of: source)
                if returns > 1 { finding.message += "; the file has \(returns) such places" }
                list.append(finding)
            } else {
                guard list.admits(oddity.kind.rule) else { continue }
                list.append(oddity.finding(in: bytes, of: source))
            }
        }
        return list
    }

    /// What makes the odd bytes harmless, so that the rest of the file can be looked at.
    var patches: [Patch] {
        oddities.compactMap { oddity in
            switch oddity.kind {
            case .bidi: nil
            case .carriageReturn, .byteOrderMark: .spaces(oddity.range)
            default: .letters(oddity.range)
            }
        }
    }

    /// Whether lines end with CR alone: then there are no lines to parse.
    func endsLinesWithCR(_ bytes: [UInt8]) -> Bool {
        let returns = oddities.count { $0.kind == .carriageReturn }
        return returns > 1 && returns > bytes.count { $0 == 0x0A }
    }

    /// Whether a line begins with a character that a patch makes a space, which moves what follows.
    func movesLevels(_ bytes: [UInt8]) -> Bool {
        oddities.contains {
            $0.kind == .byteOrderMark
                && ($0.range.lowerBound == 0 || bytes[$0.range.lowerBound - 1] == 0x0A)
        }
    }
}

extension ByteScan.Oddity.Kind {
    var rule: Rule {
        switch self {
        case .invalidUTF8: YAMLRules.invalidUTF8
        case .bidi: YAMLRules.bidiControl
        default: YAMLRules.controlCharacter
        }
    }
}
