import Diagnostics

// Lines that stand in the wrong column, keys without ':', brackets that do not fit.
extension SyntaxExplainer {
    /// A line where a key was expected, and no ':' came.
    func missingColon() -> Explanation {
        let start = began
        let rest = line(from: start)
        if let (scalar, length) = start < bytes.count ? bytes.scalar(at: start) : nil,
            InvisibleSpace.contains(scalar)
        {
            return Explanation(
                Finding(
                    YAMLRules.invisibleSpace, at: source.place(of: start..<start + length),
                    "there is an invisible special space (\(Wording.codePoint(scalar))) at the beginning of "
                        + "the line",
                    remedy: "delete the spaces here and type them again with the space bar"))
        }
        if isOnOneLine(start, offset), bytes.scalars(start..<offset) > 1000 { return longKey(start) }
        if bytes.lineEnd(from: start) - start > 1024, source.piece(rest).contains(0x3A) {
            return longKey(start)
        }
        let isQuoted = byte(start) == 0x22 || byte(start) == 0x27
        // As a comment the line is harmless.
        let patches = isQuoted || start >= bytes.count ? [] : [Patch(range: start..<start + 1, fill: 0x23)]
        let text = source.piece(rest)
        let close = isQuoted ? text.dropFirst().firstIndex(of: text[text.startIndex]).map { $0 + 1 } : nil
        let colon = isQuoted ? close.flatMap { byte($0) == 0x3A ? $0 : nil } : text.firstIndex(of: 0x3A)
        if let colon, !bytes.isBlankOrEnd(colon + 1), !bytes.has("//", at: colon + 1) {
            let key = Wording.shown(source.piece(rest.lowerBound..<colon + 1))
            return Explanation(
                Finding(
                    YAMLRules.missingColon, at: source.place(of: rest), "there is no space after the ':'",
                    remedy: "write \(key) \(Wording.shown(source.piece(colon + 1..<rest.upperBound)))"),
                patches: patches)
        }
        return Explanation(
            Finding(
                YAMLRules.missingColon, at: source.place(of: rest),
                "\(quoted(rest)) has no ':' after it, so it is neither a key nor part of the text above",
                remedy:
                    "if it is a key, write ': ' and its value after it; if it goes on with the text above, "
                    + "begin that text with '|' and indent all of its lines"),
            patches: patches)
    }

    func longKey(_ start: Int) -> Explanation {
        Explanation(
            Finding(
                YAMLRules.keyTooLong, at: source.place(of: start..<start + 1),
                "this key has more than 1024 characters",
                remedy: "a key is a short name; if all of it is text, put it in quotes after its key"))
    }

    /// A text that goes on, indented, in the next line, which then turns out to be a key.
    func overIndented(_ scalar: NodeRecord) -> Explanation {
        let lineStart = bytes.skippingBlanks(from: bytes.lineStart(of: offset))
        let above = source.position(of: Int(scalar.start)).line
        let line = self.line(from: lineStart)
        return Explanation(
            Finding(
                YAMLRules.badIndentation, at: source.place(of: line),
                "'\(Wording.shown(source.piece(line)))' is indented more than line \(above), "
                    + "so YAML reads it as more of the text there",
                remedy: "begin it in the same column as the key on line \(above); "
                    + "if it belongs to the text, put the text in double quotes",
                related: [
                    Finding.Related(
                        place: source.place(of: self.line(from: Int(scalar.start))),
                        message: "the text begins here")
                ]))
    }

    /// Something that is no key where a key was expected.
    func key() -> Explanation {
        let mark = offset
        if byte(mark) == 0x3A {
            // As a comment the line is harmless.
            return Explanation(
                source.missingKeyFinding(at: mark), patches: [Patch(range: mark..<mark + 1, fill: 0x23)])
        }
        if isFirstOnLine(mark) {
            return Explanation(
                source.indentationFinding(at: mark, in: bytes, context: problem.contextOffset))
        }
        if let explanation = textAfterQuote() ?? textAfterBracket() { return explanation }
        return unknown()
    }

    /// Something that is no `- ` where the next item of a list was expected.
    func dash() -> Explanation {
        if !isFirstOnLine(offset), let explanation = textAfterQuote() ?? textAfterBracket() {
            return explanation
        }
        let rest = line(from: offset)
        return Explanation(
            Finding(
                YAMLRules.missingDash, at: source.place(of: rest),
                "\(quoted(rest)) stands on the level of a list, but does not begin with '- '",
                remedy: "write '- ' before it if it is an item of the list; if it is not, give it the "
                    + "indentation of the level it belongs to",
                related: [
                    Finding.Related(
                        place: source.place(of: began..<began + 1), message: "the list begins here")
                ]))
    }

    private func textAfterBracket() -> Explanation? {
        var before = offset
        while before > 0, byte(before - 1) == 0x20 || byte(before - 1) == 0x09 { before -= 1 }
        guard let closing = byte(before - 1), closing == 0x5D || closing == 0x7D else { return nil }
        let rest = line(from: offset)
        if bytes.isFlowSign(offset), byte(offset) != 0x2C, byte(offset) != 0x5B, byte(offset) != 0x7B {
            return strayBracket()
        }
        let start = bytes.skippingBlanks(from: bytes.lineStart(of: offset))
        var value = start
        while value + 1 < offset, !(bytes[value] == 0x3A && bytes.isBlankOrEnd(value + 1)) { value += 1 }
        value = value + 1 < offset ? bytes.skippingBlanks(from: value + 1) : start
        return Explanation(
            Finding(
                YAMLRules.textAfterBracket, at: source.place(of: rest),
                "\(quoted(rest)) stands after the bracket that closes the list or mapping",
                remedy:
                    "if it is one text, put all of it in double quotes: \(quoted(value..<rest.upperBound))"),
            patches: isInFlow ? [] : [.spaces(rest)])
    }

    private func strayBracket() -> Explanation {
        let mark = offset
        let sign = Wording.shown(source.piece(mark..<mark + 1))
        return Explanation(
            Finding(
                YAMLRules.strayBracket, at: source.place(of: mark..<mark + 1),
                "'\(sign)' closes a bracket that was never opened",
                remedy: "delete it, or put the text in double quotes if it is part of one"),
            patches: [.spaces(mark..<mark + 1)])
    }

    /// A value was expected, and a comma or bracket came.
    func nodeContent() -> Explanation {
        let mark = offset
        if let openBracket, isAtEnd { return unclosedBracket(at: openBracket) }
        switch byte(mark) {
        case 0x2C where isInFlow || problem.context == "while parsing a flow node":
            return Explanation(
                Finding(
                    YAMLRules.missingComma, at: source.place(of: mark..<mark + 1),
                    "there is nothing before this ','",
                    remedy: "delete the ',' or write what is missing; an empty text is \"\""))
        case 0x2C: return badStart(at: mark)
        case 0x5D, 0x7D: return strayBracket()
        case 0x3A: return Explanation(source.missingKeyFinding(at: mark))
        case 0x2D where isInFlow, 0x3F where isInFlow: return badStart(at: mark)
        default: return unknown()
        }
    }

    /// Whether nothing but blanks and empty lines follows.
    private var isAtEnd: Bool {
        bytes[offset...].allSatisfy { $0 == 0x20 || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 }
    }

    private func unclosedBracket(at opening: Int) -> Explanation {
        let mark = offset
        let (opens, closes) = byte(opening) == 0x5B ? ("[", "]") : ("{", "}")
        let line = source.position(of: mark).line
        let message: String
        if isAtEnd {
            message = "'\(opens)' is never closed"
        } else if byte(mark) == 0x5D || byte(mark) == 0x7D {
            message = "'\(opens)' is closed with the wrong bracket on line \(line)"
        } else {
            message = "'\(opens)' is not closed before line \(line), or a ',' is missing there"
        }
        let stop = Finding.Related(
            place: source.place(of: mark..<mark + 1), message: "YAML stops reading here")
        return Explanation(
            Finding(
                YAMLRules.unclosedBracket, at: source.place(of: opening..<opening + 1), message,
                remedy: "write '\(closes)' at the end of the list or mapping; if it is text, "
                    + "put all of it in double quotes",
                related: isAtEnd ? [] : [stop]))
    }

    /// One value of a list or mapping in brackets: a quoted text, or up to the next sign.
    private func nextPart(from mark: Int) -> Range<Int> {
        guard let quote = byte(mark), quote == 0x22 || quote == 0x27 else {
            return bytes.plainText(from: mark, isFlow: true)
        }
        let rest = line(from: mark)
        let close = rest.dropFirst().first { bytes[$0] == quote }
        return mark..<(close.map { $0 + 1 } ?? rest.upperBound)
    }

    /// A list or mapping in brackets does not go on with a comma or end.
    func flow() -> Explanation {
        let mark = offset
        let opening = began
        if bytes.has("{{", at: mark) {
            let range = bytes.placeholder(at: mark)
            return Explanation(
                source.placeholderFinding(range, in: bytes, isFlow: true), patches: [.letters(range)])
        }
        let isWrongBracket = byte(mark) == 0x5D || byte(mark) == 0x7D
        if isAtEnd || isWrongBracket || !isOnOneLine(opening, mark) { return unclosedBracket(at: opening) }
        if byte(mark) == 0x3A {
            let patch = Patch.letters(mark..<mark + 1)
            return Explanation(
                Finding(
                    YAMLRules.colonInText, at: source.place(of: mark..<mark + 1),
                    "there is a second ':' in this part of the list or mapping",
                    remedy: "put the text that holds the ':' in double quotes"), patches: [patch])
        }
        if byte(mark) != 0x22, byte(mark) != 0x27, let explanation = textAfterQuote() { return explanation }
        return Explanation(
            Finding(
                YAMLRules.missingComma, at: source.place(of: mark..<mark + 1),
                "there is no ',' before \(quoted(nextPart(from: mark)))",
                remedy: "write ', ' between the parts; if they are one text, put all of it in double quotes"))
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Characters in a range.
    func scalars(_ range: Range<Int>) -> Int {
        self[range.clamped(to: 0..<count)].reduce(into: 0) { count, byte in
            if byte & 0xC0 != 0x80 { count += 1 }
        }
    }
}
