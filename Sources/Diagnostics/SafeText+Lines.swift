extension SafeText {
    /// A whole output whose lines are no commands to a CI's runner: `::` at the beginning of a line is shown as
    /// `\u003A:`, the bracket of `##[` and `##vso[` as `\u005B`. In JSON, where they stand in strings only, that is
    /// the same text.
    ///
    /// The runners of GitHub Actions and Azure Pipelines read every line of a step's output, whichever program wrote
    /// it, and pass over spaces, characters that are not shown, and colours before the sign. Texts of files are
    /// wrapped and put together on the way to a line, so it is the finished line that is looked at.
    package static func withoutCommands(_ output: String) -> String {
        guard mayHoldCommand(output.utf8) else { return output }
        var result = String.UnicodeScalarView()
        var line = LineWatch()
        var watch = CommandWatch()
        for scalar in output.unicodeScalars {
            if line.opensCommand(scalar) {
                // The colon before is the last that was written.
                while let last = result.last, last != ":" { result.removeLast() }
                result.removeLast()
                result.append(contentsOf: "\\u003A".unicodeScalars)
                result.append(scalar)
            } else if watch.opensCommand(scalar) {
                result.append(contentsOf: "\\u005B".unicodeScalars)
            } else {
                result.append(scalar)
            }
            if scalar == "\n" { watch = CommandWatch() }
        }
        return String(result)
    }

    /// A piece of an output that begins and ends with a line, as UTF-8.
    package static func withoutCommands(_ lines: [UInt8]) -> [UInt8] {
        guard mayHoldCommand(lines) else { return lines }
        return Array(withoutCommands(String(decoding: lines, as: UTF8.self)).utf8)
    }

    /// Two hashes in a line, or one that may begin with a colon, as most outputs have nowhere: characters that are not
    /// shown may stand between and before, and none of them is a printable one of ASCII.
    private static func mayHoldCommand(_ output: some Sequence<UInt8>) -> Bool {
        var hashes = 0
        var isInside = false
        for byte in output {
            switch byte {
            case 0x0A, 0x0D:
                isInside = false
                if byte == 0x0A { hashes = 0 }
            case 0x23:
                hashes += 1
                if hashes > 1 { return true }
                isInside = true
            case 0x3A, 0x1B, 0x80...:
                if !isInside { return true }
            case 0x21...0x7E: isInside = true
            default: break
            }
        }
        return false
    }
}

/// Finds the second colon of a `::` with which a line begins.
private struct LineWatch {
    private enum State { case start, escape, colon, inside }

    private var state = State.start

    mutating func opensCommand(_ scalar: Unicode.Scalar) -> Bool {
        if scalar == "\n" || scalar == "\r" {
            state = .start
            return false
        }
        switch state {
        case .inside: return false
        case .escape:
            // A colour ends with a letter.
            if scalar.properties.isAlphabetic { state = .start }
            return false
        case .start, .colon:
            if scalar == "\u{1B}" {
                state = state == .start ? .escape : .inside
                return false
            }
            if scalar == ":" {
                defer { state = state == .start ? .colon : .inside }
                return state == .colon
            }
            let isPassedOver =
                scalar.properties.isDefaultIgnorableCodePoint || scalar.value < 0x20
                || state == .start && scalar.properties.isWhitespace
            if !isPassedOver { state = .inside }
            return false
        }
    }
}
