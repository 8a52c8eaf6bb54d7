import CampaignModel
import Diagnostics

/// A file of numbers to leave out, as read.
package struct NumberList: Sendable {
    package var numbers: NumberSet
    /// Rows that are not blank, a header not counted.
    package var rows: Int
    /// Rows in which no number could be recognised; a warning speaks of them.
    package var invalid: Int
    /// Warnings; an error would have been thrown.
    package var findings: [Finding]
}

/// Reads the CSV files of a campaign's `exclude` and a workspace's `opt_out.lists`.
///
/// Leaving somebody out is the safe side. Therefore numbers count here in any reasonable spelling
/// (`+57 300 111 2233`, `300-111-2233`), which an audience would refuse.
package enum NumberListReader {
    /// Column names that mean a phone number, in lower case and without accents.
    static let usualNames: Set<String> = [
        "celular", "cel", "telefono", "tel", "phone", "mobile", "movil", "numero", "whatsapp",
    ]

    /// Reads one list.
    /// - Parameters:
    ///   - path: the absolute path.
    ///   - shownPath: the path relative to the workspace, for findings.
    ///   - phone: the campaign's phone column, which is looked for first; nil for workspace-wide lists.
    /// - Throws: `unusable` if the file cannot be read, or its numbers' column cannot be told.
    package static func read(
        _ path: String, shownPath: String, phone: String?
    ) throws(AudienceError) -> NumberList {
        do {
            do {
                return try read(path, shownPath, phone, .utf8)
            } catch .notUTF8(let line) {
                // The digits are the same in both encodings; only the name of a column could differ.
                var list = try read(path, shownPath, phone, .windows1252)
                list.findings.append(EncodingMistake.warning(shownPath, line: line))
                return list
            }
        } catch {
            switch error {
            case .finding(let finding): throw .unusable([finding])
            case .notUTF8(let line): throw .unusable([EncodingMistake.error(shownPath, line: line)])
            }
        }
    }

    private static func read(
        _ path: String, _ shownPath: String, _ phone: String?, _ encoding: AudienceSource.Encoding
    ) throws(CSVFailure) -> NumberList {
        let file = try CSVFile(path: path, shownPath: shownPath, encoding: encoding)
        var list = NumberList(numbers: NumberSet(), rows: 0, invalid: 0, findings: [])
        let header = try readHeader(file)
        let column: Int
        if let first = header.columns.firstIndex(where: { digits(in: $0) != 0 }) {
            // No header: the file begins with a person.
            column = first
            list.add(digits(in: header.columns[first]), line: header.line)
        } else {
            column = try choose(header, phone, file)
        }
        let batch = CellBatch(width: header.columns.count)
        var firstInvalid = 0
        while try file.fill(batch) {
            for row in 0..<batch.count {
                let digits = NumberCell.lenientDigits(batch.bytes(row: row, column: column))
                if digits == 0, batch.isBlank(row: row) { continue }
                if !list.add(digits, line: batch.lines[row]), firstInvalid == 0 {
                    firstInvalid = batch.lines[row]
                }
            }
        }
        if list.rows == 0, header.columns.allSatisfy(\.isEmpty) { throw empty(file) }
        if list.invalid > 0 { list.findings.append(warning(list, file.place(line: firstInvalid))) }
        return list
    }

    /// A file with nothing in it is what a failed export leaves behind. A list that is empty on purpose has its header.
    private static func readHeader(_ file: CSVFile) throws(CSVFailure) -> AudienceHeader {
        do {
            if file.size > 0 { return try file.readHeader(.automatic) }
        } catch {
            guard case .finding(let finding) = error, finding.rule == AudienceRules.noHeader else {
                throw error
            }
        }
        throw empty(file)
    }

    private static func empty(_ file: CSVFile) -> CSVFailure {
        .finding(
            Finding(
                AudienceRules.emptyList, at: file.place(line: 1),
                "the list is empty, so nobody would be left out",
                remedy: "export it again; if there is really nobody on it, leave the line with the column's "
                    + "name, `celular`, in the file"))
    }

    private static func warning(_ list: NumberList, _ place: SourcePlace) -> Finding {
        Finding(
            AudienceRules.listWithInvalidNumbers, at: place,
            list.invalid == 1
                ? "this row holds no number that can be recognised, so nobody is left out by it"
                : "\(list.invalid) rows hold no number that can be recognised, so nobody is left out by them; "
                    + "this is the first",
            remedy: "write 12 digits that begin with 57, such as 573001112233, or delete the row")
    }

    private static func choose(
        _ header: AudienceHeader, _ phone: String?, _ file: CSVFile
    ) throws(CSVFailure) -> Int {
        // Several numbers run together, or line ends that are none: the people in it would be written to.
        if header.columns.contains(where: holdsNumbersWithin) {
            throw .finding(
                Finding(
                    AudienceRules.listWithoutNumbers, at: file.place(line: header.line),
                    "the first line holds numbers that cannot be told apart, so nobody would be left out",
                    remedy: "write one number a line, and save the file as CSV UTF-8 with ordinary line ends"
                ))
        }
        if let phone, let index = header.index(of: phone) { return index }
        if let index = header.columns.firstIndex(where: { usualNames.contains(plain($0)) }) { return index }
        if header.columns.count == 1 { return 0 }
        let wanted = phone.map { "`\($0)`" } ?? "`celular`"
        throw .finding(
            Finding(
                AudienceRules.listWithoutNumbers, at: file.place(line: header.line),
                "no column is recognised as the one with the numbers",
                remedy: "call the column with the numbers \(wanted); its columns are: \(header.listed)"))
    }

    /// Ten digits in a row, as no column's name has them.
    private static func holdsNumbersWithin(_ text: String) -> Bool {
        var run = 0
        for byte in text.utf8 {
            run = (0x30...0x39).contains(byte) ? run + 1 : 0
            if run >= 10 { return true }
        }
        return false
    }

    /// A name in lower case, without accents.
    private static func plain(_ name: String) -> String {
        let accents: [Character: Character] = ["á": "a", "é": "e", "í": "i", "ó": "o", "ú": "u", "ü": "u"]
        return String(name.lowercased().map { accents[$0] ?? $0 })
    }

    private static func digits(in text: String) -> UInt64 {
        Array(text.utf8).withUnsafeBufferPointer { NumberCell.lenientDigits($0) }
    }
}

extension NumberList {
    /// Counts a row, and adds its number if it has one.
    @discardableResult
    fileprivate mutating func add(_ digits: UInt64, line: Int) -> Bool {
        rows += 1
        guard let number = PhoneNumber(digits: digits) else {
            invalid += 1
            return false
        }
        numbers.insert(number, line: line)
        return true
    }
}
