import Audience
import CampaignModel
import Diagnostics
import Testing

@Suite struct NumberFixTests {
    private static func fixed(
        _ bytes: [UInt8], _ source: AudienceSource = Audiences.source()
    ) throws -> (bytes: [UInt8], lines: [Int]) {
        let file = try TemporaryFile(bytes)
        let input = AudienceInput(
            source: source, file: file.path, shownPath: "audiences/a.csv", today: Audiences.today)
        let outcome = FixApplier.apply(try NumberFixes.find(in: input), to: bytes)
        #expect(outcome.refused.isEmpty)
        #expect(outcome.waiting.isEmpty)
        return (outcome.bytes, outcome.applied.compactMap { $0.place.span?.start.line })
    }

    private static func fixed(_ text: String) throws -> String {
        String(decoding: try fixed(Array(text.utf8)).bytes, as: UTF8.self)
    }

    @Test func `numbers become digits and every other byte stays`() throws {
        let before = """
            celular,nombre,autorizacion\r
            +57 310 123 4567, José ,2026-01-05\r
            \r
            573001112233,"Ana ""la"" 310 123 4567",2026-01-05\r
              57-310-123-4568  ,Luz,\r
            "+57 (310) 123 4569",Zoé,2026-01-05\r
            310 123 4570,Nino,2026-01-05\r
            5,73E+11,x\r
            5.73E+11,Rui,2026-01-05\r
            """
        let after =
            before
            .replacing("+57 310 123 4567,", with: "573101234567,").replacing(
                "57-310-123-4568", with: "573101234568"
            )
            .replacing("+57 (310) 123 4569", with: "573101234569")
        #expect(try Self.fixed(before) == after)
        #expect(try Self.fixed(after) == after)
    }

    @Test func `a byte order mark and semicolons move nothing`() throws {
        let before = "\u{FEFF}nombre;celular;autorizacion\nÑandú;+573101234567;2026-01-05\n"
        #expect(try Self.fixed(before) == before.replacing("+573101234567", with: "573101234567"))
    }

    @Test func `Windows-1252 stays Windows-1252`() throws {
        let header = Array("teléfono;celular;autorización\r\n".unicodeScalars.map { UInt8($0.value) })
        var source = Audiences.source(delimiter: .byte(0x3B))
        source.phone = "teléfono"
        source.optIn = "autorización"
        let row = Array(
            "57\u{A0}310\u{A0}123 4567;José;2026-01-05\r\n".unicodeScalars.map { UInt8($0.value) })
        let wanted = Array("573101234567;José;2026-01-05\r\n".unicodeScalars.map { UInt8($0.value) })
        #expect(try Self.fixed(header + row, source).bytes == header + wanted)
        source.encoding = .windows1252
        #expect(try Self.fixed(header + row, source).bytes == header + wanted)
    }

    @Test func `rows with too many cells are left alone, and so are other columns`() throws {
        let text = "celular,nombre,autorizacion\n57 310 123 4567,a,2026-01-05,b\n573001112233,310 123 4567,\n"
        #expect(try Self.fixed(text) == text)
    }

    @Test func `a file longer than what is read at once keeps its places`() throws {
        var before = "celular,nombre,autorizacion\n"
        var after = before
        for row in 0..<40_000 {
            let last = String(String(10_000 + row).suffix(4))
            let isWrong = row % 1000 == 999
            before += isWrong ? "57 310 123 \(last)," : "57310123\(last),"
            after += "57310123\(last),"
            before += "Ñame \"\(row)\",2026-01-05\n"
            after += "Ñame \"\(row)\",2026-01-05\n"
        }
        let done = try Self.fixed(Array(before.utf8))
        #expect(done.bytes == Array(after.utf8))
        #expect(done.lines == (1...40).map { $0 * 1000 + 1 })
    }

    /// The rows as the reader sees them say independently what has changed.
    @Test(arguments: 0..<40) func `of any file only invalid numbers change`(_ seed: UInt64) throws {
        var state = seed &* 977 &+ 11
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let numbers = [
            "573001112233", "+57 310 123 4567", "310-123-4567", "5,73E+11", "", "abc", " 3101234567 ",
            "\"310 1\"",
            "\"57 310 123 4567\"", "31012345", "+1 310 123 4567",
        ]
        let names = ["Ana", "\"a;b\"\"c\"", "José", "\"dos\nlíneas\"", " ", "+57 310 123 4567"]
        let end = next(2) == 0 ? "\n" : "\r\n"
        var text = next(2) == 0 ? "\u{FEFF}" : ""
        text += "nombre;celular;autorizacion" + end
        for _ in 0..<next(30) {
            text += names[next(names.count)] + ";" + numbers[next(numbers.count)] + ";2026-01-05" + end
        }
        let before = Array(text.utf8)
        let after = try Self.fixed(before).bytes
        #expect(try Self.fixed(after).bytes == after)
        let (one, other) = (try Audiences.read(before).consumer.rows, try Audiences.read(after).consumer.rows)
        #expect(one.count == other.count)
        for (row, changed) in zip(one, other) {
            #expect(row.line == changed.line)
            #expect([row.cells[0], row.cells[2]] == [changed.cells[0], changed.cells[2]])
            if row.number != nil { #expect(row.cells[1] == changed.cells[1]) }
            if row.cells[1] != changed.cells[1] {
                #expect(row.number == nil)
                #expect(changed.number == NumberSpelling.twelveDigits(row.cells[1]))
            }
        }
    }
}
