import Diagnostics

// Findings that both the tree's builder and the explanation of libyaml's errors make.
extension SourceText {
    /// `isFlow` says that the text stands inside brackets, where a comma or bracket ends it.
    func aliasFinding(at offset: Int, in bytes: UnsafeBufferPointer<UInt8>, isFlow: Bool) -> Finding {
        let text = bytes.plainText(from: offset, isFlow: isFlow)
        return Finding(
            YAMLRules.alias, at: place(of: text),
            "the text begins with '*', which YAML reads as a reference to an anchor",
            remedy: "put the text in double quotes: \(Wording.quoted(piece(text)))",
            fix: quotingFix(from: offset, isFlow: isFlow))
    }

    func anchorFinding(at offset: Int, in bytes: UnsafeBufferPointer<UInt8>, isFlow: Bool) -> Finding {
        let text = bytes.plainText(from: offset, isFlow: isFlow)
        let word = offset..<bytes.wordEnd(from: offset)
        let shown = Wording.shown(piece(word))
        // Without anything beside it, it can only be an anchor before a list or mapping.
        let quotes = word.upperBound < text.upperBound
        return Finding(
            YAMLRules.anchor, at: place(of: quotes ? text : word),
            "'&' at the beginning of a value is read by YAML as the name of an anchor",
            remedy: quotes
                ? "if it is text, put it in double quotes: \(Wording.quoted(piece(text))); "
                    + "if it is an anchor, delete '\(shown)' and write the values out where they are needed"
                : "delete '\(shown)' and write the values out where they are needed",
            fix: quotingFix(from: offset, isFlow: isFlow))
    }

    func tagFinding(at offset: Int, in bytes: UnsafeBufferPointer<UInt8>, isFlow: Bool) -> Finding {
        let text = bytes.plainText(from: offset, isFlow: isFlow)
        let word = Wording.shown(piece(offset..<bytes.wordEnd(from: offset)))
        return Finding(
            YAMLRules.tag, at: place(of: text),
            "the value begins with '!', which YAML reads as a tag and takes away from the text",
            remedy: word.hasPrefix("!!")
                ? "delete '\(word)'; pregon knows by the key which kind of value is meant"
                : "put the text in double quotes: \(Wording.quoted(piece(text)))",
            fix: quotingFix(from: offset, isFlow: isFlow))
    }

    /// `isFlow` says that the placeholder stands inside brackets, where a comma ends the text.
    func placeholderFinding(
        _ range: Range<Int>, in bytes: UnsafeBufferPointer<UInt8>, isFlow: Bool
    ) -> Finding {
        let rest = bytes.restOfLine(from: range.lowerBound)
        let whole = isFlow ? range : range.lowerBound..<max(range.upperBound, rest.upperBound)
        return Finding(
            YAMLRules.unquotedPlaceholder, at: place(of: range),
            "\(Wording.shown(piece(range))) is not in quotes, so YAML reads the braces as its own",
            remedy: "put the whole text in double quotes: \(Wording.quoted(piece(whole)))",
            fix: quotingFix(from: range.lowerBound, isFlow: isFlow))
    }

    func missingKeyFinding(at offset: Int) -> Finding {
        Finding(
            YAMLRules.keyNotText, at: place(of: offset..<offset + 1), "there is nothing before the ':'",
            remedy: "write a name before the ':'; if all of it is a text, put it in double quotes")
    }

    func directiveFinding(at offset: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Finding {
        let line = bytes.restOfLine(from: offset)
        return Finding(
            YAMLRules.yamlDirective, at: place(of: line),
            "a line that begins with '%' is an instruction to the YAML reader, which is not accepted here",
            remedy: "delete the line; if it belongs to a text, put the text in double quotes")
    }

    /// A line that begins in a column where nothing of its surroundings does. `context` is where the mapping
    /// or list begins that it was taken to belong to.
    func indentationFinding(
        at offset: Int, in bytes: UnsafeBufferPointer<UInt8>, context: Int?
    ) -> Finding {
        let here = position(of: offset)
        let line = bytes.restOfLine(from: offset)
        let shown = Wording.shown(piece(line))
        guard let context else {
            return Finding(
                YAMLRules.badIndentation, at: place(of: line),
                "'\(shown)' begins in a column that fits nothing around it",
                remedy: "begin the line in the same column as the lines it belongs with")
        }
        let there = position(of: context)
        let related = Finding.Related(
            place: place(of: context..<context + 1), message: "the level around it begins here")
        var message = "'\(shown)' does not belong on this level, which begins on line \(there.line)"
        var remedy = "check the line before it, and the spaces at the beginning of both"
        if here.column != there.column {
            message =
                "'\(shown)' begins in column \(here.column), but the level around it in column "
                + "\(there.column)"
            remedy = "begin the line with \(Wording.spaces(there.column - 1)), like line \(there.line)"
            if let above = lineAbove(offset, in: bytes), above.column > here.column, above.line != there.line
            {
                message += ", and the line above in column \(above.column)"
                remedy += ", or with \(Wording.spaces(above.column - 1)), like line \(above.line)"
            }
        }
        return Finding(
            YAMLRules.badIndentation, at: place(of: line), message, remedy: remedy, related: [related])
    }

    /// Where the text of the nearest line above begins that is not empty.
    private func lineAbove(_ offset: Int, in bytes: UnsafeBufferPointer<UInt8>) -> SourcePosition? {
        var end = bytes.lineStart(of: offset)
        while end > 0 {
            let start = bytes.lineStart(of: end - 1)
            let first = bytes.skippingBlanks(from: start)
            if !bytes.isBlankOrEnd(first) { return position(of: first) }
            end = start
        }
        return nil
    }

    /// Lines that are indented with tabs, by the first tab of each: one finding, because one setting of the
    /// editor makes them all.
    func tabFinding(_ offsets: [Int], in bytes: UnsafeBufferPointer<UInt8>) -> Finding {
        let first = offsets.first ?? 0
        let last = bytes.skippingBlanks(from: first)
        let lines = offsets.count
        let more = lines > 1 ? ", and \(lines == 2 ? "1 line" : "\(lines - 1) lines") more" : ""
        return Finding(
            YAMLRules.tabIndentation, at: place(of: first..<last),
            "this line is indented with a tab\(more)",
            remedy: "use spaces, two for each level (in the editor: 'Convert indentation to spaces')")
    }
}
