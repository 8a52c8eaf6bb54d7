/// What the runner of GitHub Actions makes of a log, read strictly from actions/runner, `ActionCommand.cs`:
/// `TryParseV2` takes `::name properties::data` after leading space, `TryParse` takes `##[name properties]data`
/// anywhere in a line. It compares as its culture does, so characters that are not shown count for nothing.
enum RunnerReading {
    struct Command: Equatable {
        var name: String
        var properties: [String: String]
        var data: String
    }

    static func commands(in log: String) -> [Command] {
        var lines: [[Unicode.Scalar]] = [[]]
        for scalar in log.unicodeScalars {
            if ["\n", "\r", "\u{B}", "\u{C}", "\u{85}", "\u{2028}", "\u{2029}"].contains(scalar) {
                lines.append([])
            } else if !scalar.properties.isDefaultIgnorableCodePoint {
                lines[lines.count - 1].append(scalar)
            }
        }
        return lines.compactMap { line in
            let trimmed = Array(line.drop { $0.properties.isWhitespace })
            return current(trimmed) ?? old(line)
        }
    }

    private static func text(_ scalars: some Sequence<Unicode.Scalar>) -> String {
        String(String.UnicodeScalarView(scalars))
    }

    private static func current(_ line: [Unicode.Scalar]) -> Command? {
        guard line.starts(with: [":", ":"]), let end = index(of: "::", in: line, from: 2) else { return nil }
        let parts = line[2..<end].split(separator: " ", maxSplits: 1)
        var properties: [String: String] = [:]
        for property in (parts.count > 1 ? parts[1] : []).split(separator: ",") {
            let pair = property.split(separator: "=", maxSplits: 1)
            if pair.count == 2 { properties[text(pair[0])] = unescaped(text(pair[1]), [":", ","]) }
        }
        return Command(
            name: text(parts.first ?? []), properties: properties,
            data: unescaped(text(line[(end + 2)...]), []))
    }

    private static func old(_ line: [Unicode.Scalar]) -> Command? {
        guard let start = index(of: "##[", in: line, from: 0), let end = index(of: "]", in: line, from: start)
        else { return nil }
        return Command(name: text(line[(start + 3)..<end]), properties: [:], data: text(line[(end + 1)...]))
    }

    private static func index(of piece: String, in line: [Unicode.Scalar], from start: Int) -> Int? {
        let wanted = Array(piece.unicodeScalars)
        guard line.count >= start + wanted.count else { return nil }
        return (start...(line.count - wanted.count)).first { line[$0...].starts(with: wanted) }
    }

    private static func unescaped(_ text: String, _ more: [Unicode.Scalar]) -> String {
        var result = text
        for scalar in ["\r", "\n"] + more + ["%"] {
            let digits = String(scalar.value, radix: 16, uppercase: true)
            let escape = "%" + (digits.count == 1 ? "0" : "") + digits
            result = self.text(
                result.unicodeScalars.replacing(escape.unicodeScalars, with: String(scalar).unicodeScalars))
        }
        return result
    }
}
