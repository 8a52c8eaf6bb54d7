extension SafeText {
    /// A whole output whose lines are no commands to a CI's runner: `::` at the beginning of a line is shown as
    /// `\u003A:`, the bracket of `##[` and `##vso[` as `\u005B`. In JSON, where they stand in strings only, that is
    /// the same text.
    ///
    /// The runners of GitHub Actions and Azure Pipelines read every line of a step's output, whichever program wrote
    /// it, and pass over spaces, characters that are not shown, and colours before the sign. Texts of files are
    /// wrapped and put together on the way to a line, so it is the finished line that is looked at.
    package static func withoutCommands(_ output: String) -> String {
        guard mayHoldCommand(output) else { return output }
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

    /// Two colons or two hashes, as most outputs have nowhere; characters that are not shown may stand between.
    private static func mayHoldCommand(_ output: String) -> Bool {
        var hashes = 0
        var colons = 0
        for byte in output.utf8 {
            switch byte {
            case 0x23: hashes += 1
            case 0x3A: colons += 1
            case 0x0A: (hashes, colons) = (0, 0)
            default: break
            }
            if hashes > 1 || colons > 1 { return true }
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
