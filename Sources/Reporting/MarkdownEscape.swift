/// Puts texts of others into GitHub-flavoured Markdown so that they are nothing but text there: no tag, no
/// formatting, no link, no table cell, and nobody is notified by an `@name` in a campaign's text.
///
/// A backslash keeps the Markdown parser away. Mentions, references and links are looked for once more afterwards,
/// in the finished page; a word joiner (U+2060), which cannot be seen, keeps those from being found.
enum MarkdownEscape {
    /// One line of prose.
    static func line(_ text: String) -> String {
        let scalars = Array(SafeWords.line(text).unicodeScalars)
        var result = String.UnicodeScalarView()
        var startsWithDigits = true
        // A line that begins with two colons is a command to GitHub's runner.
        var startsBlank = true
        for (index, scalar) in scalars.enumerated() {
            let next = index + 1 < scalars.count ? scalars[index + 1] : nil
            // At the beginning `-`, `1.` and `1)` would make a list.
            let isListSign =
                (index == 0 && (scalar == "-" || scalar == "="))
                || (index > 0 && startsWithDigits && (scalar == "." || scalar == ")"))
            let beginsCommand = startsBlank && scalar == ":"
            startsBlank =
                startsBlank
                && (scalar.properties.isWhitespace || scalar.properties.isDefaultIgnorableCodePoint)
            if isSyntax(scalar) || isListSign || beginsCommand { result.append("\\") }
            result.append(scalar)
            if isTrigger(scalars, index, before: next) || isHalfReference(scalars, index) {
                result.append(joiner)
            }
            startsWithDigits = startsWithDigits && isDigit(scalar)
        }
        return String(result)
    }

    /// For raw HTML inside Markdown, where the Markdown parser does not look (`<pre>`): only HTML's own signs. GitHub
    /// and GitLab look for neither mentions nor links inside `<pre>`.
    static func preformatted(_ text: String) -> String { HTMLEscape.text(text) }

    private static let joiner: Unicode.Scalar = "\u{2060}"

    /// ASCII punctuation that means something within a line. A backslash makes each of them literal (CommonMark,
    /// "Backslash escapes").
    private static func isSyntax(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "\\", "`", "*", "_", "{", "}", "[", "]", "<", ">", "&", "~", "|", "#", "@", "!", "$", "^", "+":
            true
        default: false
        }
    }

    /// `@user`, `#12`, `!12`, `~label`, `%milestone`, `$snippet`, `&epic`, `:emoji:`, `https://`.
    private static func isTrigger(
        _ scalars: [Unicode.Scalar], _ index: Int, before next: Unicode.Scalar?
    ) -> Bool {
        guard let next else { return false }
        switch scalars[index] {
        case "@", "#", "!", "~", "%", "$", "&", "^", "*": return next != " "
        case ":":
            // A time of day stays as it is, to be copied.
            return next == "/" || next == "+" || next == "-"
                || (isWord(next) && !(index > 0 && isDigit(scalars[index - 1])))
        default: return false
        }
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

    private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }

    /// `www` before a point and `GH` before a hyphen begin links.
    private static func isHalfReference(_ scalars: [Unicode.Scalar], _ index: Int) -> Bool {
        guard index + 1 < scalars.count else { return false }
        func ends(with word: String) -> Bool {
            let length = word.unicodeScalars.count
            guard index + 1 >= length else { return false }
            var own = String.UnicodeScalarView()
            own.append(contentsOf: scalars[(index + 1 - length)...index])
            return String(own).lowercased() == word
        }
        return (scalars[index + 1] == "." && ends(with: "www"))
            || (scalars[index + 1] == "-" && ends(with: "gh"))
    }
}

/// Puts texts of others into HTML.
enum HTMLEscape {
    /// By scalar, not by character: a `<` or `"` followed by a combining mark is a character of its own to Swift, and
    /// still a `<` or `"` to a browser.
    static func text(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        // A colon at the beginning of a line, and every bracket: the runners of CI systems read the lines of an output
        // for `::command::` and `##[command]`, and pass over spaces and what is not shown. To a browser nothing is
        // different.
        var isAtStart = true
        for scalar in text.unicodeScalars {
            if isAtStart, scalar == ":" {
                result.append(contentsOf: "&#58;".unicodeScalars)
                continue
            }
            isAtStart =
                scalar == "\n"
                || isAtStart
                    && (scalar.properties.isWhitespace || scalar.properties.isDefaultIgnorableCodePoint)
            switch scalar {
            case "[": result.append(contentsOf: "&#91;".unicodeScalars)
            case "<": result.append(contentsOf: "&lt;".unicodeScalars)
            case ">": result.append(contentsOf: "&gt;".unicodeScalars)
            case "&": result.append(contentsOf: "&amp;".unicodeScalars)
            case "\"": result.append(contentsOf: "&quot;".unicodeScalars)
            case "'": result.append(contentsOf: "&#39;".unicodeScalars)
            case "\n", "\t": result.append(scalar)
            default: result.append(SafeWords.isSafe(scalar) ? scalar : "\u{FFFD}")
            }
        }
        return String(result)
    }
}
