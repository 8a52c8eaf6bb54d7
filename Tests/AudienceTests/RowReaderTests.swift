import Audience
import CampaignModel
import Foundation
import Testing

/// Rows that are read again by their places.
@Suite struct RowReaderTests {
    private struct Places: AudienceConsumer {
        var places: [RowPlace] = []
        var cells: [[String]] = []

        mutating func begin(_ header: AudienceHeader) {}
        mutating func row(_ row: borrowing RecipientRow) {
            places.append(row.place)
            cells.append(RowReaderTests.cells(row))
        }
    }

    private static func cells(_ row: borrowing RecipientRow) -> [String] {
        var cells: [String] = []
        for column in 0..<row.columnCount { cells.append(row.text(column)) }
        return cells
    }

    private static func input(_ file: TemporaryFile) -> AudienceInput {
        AudienceInput(
            source: Audiences.source(), file: file.path, shownPath: "audiences/a.csv", today: Audiences.today)
    }

    /// Rows of every kind, some 700 KB: quotes, doubled quotes, line breaks in cells, blank lines, long cells.
    private static func text(_ name: String = "José", lineEnd: String = "\r\n") -> String {
        var text = "celular,autorizacion,nombre,nota" + lineEnd
        for index in 0..<9_000 {
            let number = 573_000_000_000 + index
            switch index % 7 {
            case 0: text += "\(number),2026-01-05,\"\(name) \(index), \"\"la\"\" jefa\",x" + lineEnd
            case 1: text += "\(number),2026-01-05,\"\(name)\(lineEnd)\(index)\"" + lineEnd
            case 2: text += "\(lineEnd)\(number),,\(name) \(index)" + lineEnd
            case 3: text += "no number,2026-01-05,\(name) \(index)" + lineEnd
            default:
                text += "\(number),2026-01-05,\(name) \(index),\(String(repeating: "z", count: index % 200))"
                text += lineEnd
            }
        }
        return text
    }

    private static func encoded(_ kind: String) throws -> [UInt8] {
        switch kind {
        case "utf8": return Array(text().utf8)
        case "utf8 with a mark": return [0xEF, 0xBB, 0xBF] + Array(text(lineEnd: "\n").utf8)
        default: return try Array(#require(text().data(using: .windowsCP1252)))
        }
    }

    @Test(arguments: ["utf8", "utf8 with a mark", "windows-1252"])
    func `each row is found again, in whatever order`(_ kind: String) throws {
        let file = try TemporaryFile(try Self.encoded(kind))
        let (_, seen, rows) = try AudienceReader.readAll(Self.input(file)) { Places() }
        #expect(seen.places.count == 9_000)
        var random = Seeded(seed: 4)
        let some = (0..<60).map { _ in Int.random(in: 0..<9_000, using: &random) }
        for index in Array(seen.places.indices) + some + [8_999, 0, 8_999] {
            let cells = try rows.row(at: seen.places[index]) { Self.cells($0) }
            #expect(cells == seen.cells[index])
        }
    }

    @Test func `inline rows are found again`() throws {
        var source = Audiences.source()
        source.origin = .inline(
            Audiences.inline(
                ["celular", "autorizacion", "a"],
                (0..<600).map { ["\(573_001_110_000 + $0)", "2026-01-05", "n\($0)"] }))
        let input = AudienceInput(source: source, shownPath: "campaña.yaml", today: Audiences.today)
        let (_, seen, rows) = try AudienceReader.readAll(input) { Places() }
        for index in [599, 0, 256, 255] {
            #expect(try rows.row(at: seen.places[index]) { $0.text(2) } == "n\(index)")
            #expect(
                try rows.row(at: seen.places[index]) { $0.number?.digits } == 573_001_110_000 + UInt64(index))
        }
    }

    @Test func `a file that is put in its place changes nothing`() throws {
        let file = try TemporaryFile(Self.text())
        let (_, seen, rows) = try AudienceReader.readAll(Self.input(file)) { Places() }
        try Data(Self.text("Luz").utf8).write(to: URL(fileURLWithPath: file.path), options: .atomic)
        #expect(try rows.row(at: seen.places[4_000]) { Self.cells($0) } == seen.cells[4_000])
    }

    @Test(arguments: ["Ros", "Rosana", ""])
    func `a file that is changed in place is refused`(_ name: String) throws {
        let file = try TemporaryFile(Self.text("Luz"))
        let (_, seen, rows) = try AudienceReader.readAll(Self.input(file)) { Places() }
        let handle = try #require(FileHandle(forWritingAtPath: file.path))
        try handle.truncate(atOffset: 0)
        if !name.isEmpty { try handle.write(contentsOf: Data(Self.text(name).utf8)) }
        try handle.close()
        for index in [8_000, 10, 4_000] {
            #expect(throws: AudienceError.self) {
                try rows.row(at: seen.places[index]) { Self.cells($0) }
            }
        }
    }
}
