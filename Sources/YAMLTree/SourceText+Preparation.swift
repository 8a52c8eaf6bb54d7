import Diagnostics

// What is looked at, and taken away, before the bytes of a file are scanned.
extension SourceText {
    func tooLarge(_ greatest: Int) -> Finding {
        Finding(
            YAMLRules.fileTooLarge, at: SourcePlace(file: path),
            "the file has \(bytes.count) bytes; the most is \(greatest)",
            remedy: "put the recipients into a CSV file and name it with 'audience: file:'")
    }

    /// UTF-16 and UTF-32 show themselves by their byte order mark, or by a NUL in every other byte.
    func utf16Finding() -> Finding? {
        let hasMark = bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
        let start = bytes.prefix(4)
        let hasGaps =
            start.count == 4
            && ((start[0] != 0 && start[1] == 0 && start[2] != 0 && start[3] == 0)
                || (start[0] == 0 && start[1] != 0 && start[2] == 0 && start[3] != 0))
        guard hasMark || hasGaps else { return nil }
        return Finding(
            YAMLRules.utf16, at: SourcePlace(file: path, span: SourceSpan(line: 1)),
            "the file is written in UTF-16, not in UTF-8",
            remedy: "save the file with the encoding UTF-8 (in the editor: 'Save with encoding')")
    }

    /// The same text, without the one byte order mark that may begin it.
    func withoutByteOrderMark() -> SourceText {
        guard bytes.starts(with: [0xEF, 0xBB, 0xBF]) else { return self }
        return SourceText(path: path, bytes: Array(bytes.dropFirst(3)), droppedBytes: 3)
    }
}

extension [UInt8] {
    mutating func apply(_ patches: [Patch]) {
        for patch in patches {
            for index in patch.range.clamped(to: 0..<count) where self[index] != 0x0A {
                self[index] = patch.fill
            }
        }
    }

    /// Whether the first line that is neither empty nor a comment begins with `%`.
    var startsWithDirective: Bool { firstDirective(from: 0) != nil }

    /// Makes the directives before the document comments, because libyaml's time grows with the square of
    /// their number.
    mutating func commentDirectives(_ source: SourceText, _ findings: inout FindingList) {
        var from = 0
        while let offset = firstDirective(from: from) {
            if findings.admits(YAMLRules.yamlDirective) {
                let finding = withUnsafeBufferPointer { source.directiveFinding(at: offset, in: $0) }
                findings.append(finding)
            }
            self[offset] = 0x23
            from = offset
        }
    }

    /// The offset of a `%` that begins a line, with only empty lines and comments between `start`, itself the
    /// beginning of a line, and it.
    private func firstDirective(from start: Int) -> Int? {
        var offset = start
        while offset < count {
            switch self[offset] {
            case 0x25: return offset == 0 || self[offset - 1] == 0x0A ? offset : nil
            case 0x20, 0x0A, 0x0D: offset += 1
            case 0x23: offset = self[offset...].firstIndex(of: 0x0A) ?? count
            default: return nil
            }
        }
        return nil
    }
}

extension FindingList {
    mutating func merge(_ other: FindingList) {
        append(contentsOf: other.findings)
        add(countsOf: other)
    }
}
