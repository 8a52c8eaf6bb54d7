import Diagnostics

// Texts that must be quoted, and quotes that do not fit.
extension SyntaxExplainer {
    /// A ':' where no key can be: in an unquoted text, after a line that is indented too far, after a key
    /// that is too long.
    func colon() -> Explanation {
        let mark = offset
        guard byte(mark) == 0x3A else { return unknown() }
        if let scalar = lastScalar, Int(scalar.end) <= mark {
            let start = Int(scalar.start)
            if bytes.skippingBlanks(from: Int(scalar.end)) == mark {
                if isOnOneLine(start, mark), Int(scalar.end) - start > 1024 { return longKey(start) }
                if !isOnOneLine(start, mark), scalar.style == .plain { return overIndented(scalar) }
            }
            if isOnOneLine(start, mark) { return colonInText(from: start) }
        }
        return colonInText(from: textStart(before: mark))
    }

    /// Where the value begins in which a ':' stands: after the line's first `: ` or `- `.
    private func textStart(before mark: Int) -> Int {
        let start = bytes.skippingBlanks(from: bytes.lineStart(of: mark))
        var index = start
        while index + 1 < mark {
            if bytes[index] == 0x3A, bytes.isBlankOrEnd(index + 1) {
                return bytes.skippingBlanks(from: index + 1)
            }
            index += 1
        }
        return start
    }

    private func colonInText(from start: Int) -> Explanation {
        let mark = offset
        let rest = start..<max(start, line(from: start).upperBound)
        return Explanation(
            Finding(
                YAMLRules.colonInText, at: source.place(of: mark..<mark + 1),
                "there is a ':' inside a text without quotes, and YAML takes it for the end of a key",
                remedy: "put the whole text in double quotes: \(quoted(rest))",
                fix: isInFlow ? nil : source.quotingFix(from: start, isFlow: false)),
            patches: [.letters(mark..<mark + 1)])
    }

    /// A text such as `? hola`, which YAML reads as a key.
    func questionMark() -> Explanation { badStart(at: offset) }

    /// A list on the line of its key, or a text that begins with a dash.
    func listOnKeyLine() -> Explanation {
        let mark = offset
        let rest = line(from: mark)
        return Explanation(
            Finding(
                YAMLRules.listOnKeyLine, at: source.place(of: rest),
                "'-' begins a list, and a list cannot begin on the line of its key",
                remedy: "if it is text, put it in double quotes: \(quoted(rest)); "
                    + "if it is a list, begin it on the next line"),
            patches: [.letters(mark..<min(mark + 1, bytes.count))])
    }

    /// A text that begins with a sign of YAML's own.
    func firstCharacter() -> Explanation {
        byte(offset) == 0x09 ? tab(at: offset) : badStart(at: offset)
    }

    func badStart(at mark: Int) -> Explanation {
        guard mark < bytes.count else { return unknown() }
        var rest = line(from: mark)
        if isInFlow, let sign = rest.dropFirst().first(where: { bytes.isFlowSign($0) }) {
            rest = rest.lowerBound..<sign
        }
        let length = bytes.scalar(at: mark)?.length ?? 1
        return Explanation(
            Finding(
                YAMLRules.textStart, at: source.place(of: rest),
                "the text begins with '\(Wording.shown(source.piece(mark..<mark + length)))', "
                    + "which YAML does not accept at the beginning of a text without quotes",
                remedy: "put the text in double quotes: \(quoted(rest))",
                fix: source.quotingFix(from: mark, isFlow: isInFlow)),
            patches: [.letters(mark..<mark + length)])
    }

    /// Something after `|` or `>` on the same line, or a number there that YAML does not know.
    func blockTextHeader() -> Explanation {
        let start = began
        guard byte(start) == 0x7C || byte(start) == 0x3E else { return unknown() }
        let rest = line(from: start)
        let sign = byte(start) == 0x7C ? "|" : ">"
        return Explanation(
            Finding(
                YAMLRules.blockTextHeader, at: source.place(of: rest),
                "after '\(sign)' the text must begin on the next line",
                remedy: "write the text on the next line, indented; "
                    + "or put it in double quotes if it begins with '\(sign)': \(quoted(rest))"),
            patches: [.letters(start..<start + 1)])
    }

    func unclosedQuote(at start: Int) -> Explanation {
        guard let quote = byte(start), quote == 0x22 || quote == 0x27 else { return unknown() }
        let sign = quote == 0x22 ? "\"" : "'"
        let name = quote == 0x22 ? "double quote (\")" : "single quote (')"
        return Explanation(
            Finding(
                YAMLRules.unclosedQuote, at: source.place(of: start..<start + 1),
                "the \(name) opened on line \(source.position(of: start).line) is never closed",
                remedy: "write \(sign) at the end of the text"
                    + (quote == 0x27
                        ? "; inside single quotes write ' twice" : "; inside it write \\\" for a quote")))
    }

    /// Text after a closing quote; nil if the mark does not stand after one.
    func textAfterQuote() -> Explanation? {
        guard let scalar = lastScalar, scalar.style == .singleQuoted || scalar.style == .doubleQuoted,
            bytes.skippingBlanks(from: Int(scalar.end)) == offset
        else { return nil }
        let start = Int(scalar.start)
        let rest = line(from: offset)
        let sign = scalar.style == .singleQuoted ? "'" : "\""
        guard isOnOneLine(start, offset) else {
            // The text ran over the next lines up to the beginning of another quoted text.
            return Explanation(
                Finding(
                    YAMLRules.unclosedQuote, at: source.place(of: start..<start + 1),
                    "the quote (\(sign)) opened here ends only on line \(source.position(of: offset).line)",
                    remedy: "write \(sign) at the end of the text on line \(source.position(of: start).line)",
                    related: [
                        Finding.Related(
                            place: source.place(of: offset - 1..<offset), message: "here YAML sees its end")
                    ]))
        }
        let inside = Wording.shown(source.piece(start + 1..<Int(scalar.end) - 1))
        let endsQuoted = rest.upperBound > rest.lowerBound && byte(rest.upperBound - 1) == byte(start)
        let after = Wording.shown(source.piece(rest.lowerBound..<rest.upperBound - (endsQuoted ? 1 : 0)))
        let remedy =
            sign == "'"
            ? "inside single quotes write ' twice, or use double quotes: \"\(inside)'\(after)\""
            : "write \\\" for a quote inside the text, or put all of it in single quotes: "
                + "'\"\(inside)\" \(after)'"
        return Explanation(
            Finding(
                YAMLRules.textAfterQuote, at: source.place(of: rest),
                "\(quoted(rest)) stands after the quote (\(sign)) that closes the text", remedy: remedy),
            patches: isInFlow ? [] : [.spaces(rest)])
    }
}
