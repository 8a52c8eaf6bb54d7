import Audience
import CampaignModel
import Diagnostics
import Testing

/// How files are split into rows and cells (RFC 4180).
struct CSVTests {
    static let head = "celular,nombre,autorizacion\n"

    @Test(arguments: [
        ("\"Ana\"", "Ana"), ("\"Ana, la jefa\"", "Ana, la jefa"),
        ("\"Ana \"\"la jefa\"\"\"", "Ana \"la jefa\""),
        ("\"dos\nlíneas\"", "dos\nlíneas"), ("\"\"", ""), ("\"\"\"\"", "\""), ("5\" tubo", "5\" tubo"),
        (" Ana ", " Ana "), ("\"Ana\"  ", "Ana"), ("José Ñuñez 😀", "José Ñuñez 😀"), ("\"a\r\nb\"", "a\r\nb"),
    ])
    func `a cell is read as RFC 4180 says`(written: String, value: String) throws {
        let rows = try Audiences.read("\(Self.head)573001112233,\(written),2026-01-05\n").consumer.rows
        #expect(rows.map(\.cells) == [["573001112233", value, "2026-01-05"]])
        #expect(rows.first?.exclusion == nil)
    }

    @Test(arguments: [
        ("celular;autorizacion;nombre, apellido", ";"), ("celular\tautorizacion\tnombre; apellido", "\t"),
        ("celular,autorizacion,nombre", ","), ("\"celular\";autorizacion;\"a,b,c,d\"", ";"),
    ])
    func `the delimiter is the one of the header outside quotes`(header: String, delimiter: String) throws {
        let row = ["573001112233", "2026-01-05", "Ana"].joined(separator: delimiter)
        let result = try Audiences.read("\(header)\n\(row)\n")
        #expect(result.reading.eligible == 1)
        #expect(result.consumer.rows.first?.cells.last == "Ana")
    }

    @Test func `a given delimiter wins over the header's looks`() throws {
        let text = "celular;autorizacion;a,b\n573001112233;2026-01-05;x\n"
        #expect(try Audiences.read(text).reading.header.columns == ["celular", "autorizacion", "a,b"])
        let commas = "celular,autorizacion,a;b;c;d;e\n573001112233,2026-01-05,x\n"
        let reading = try Audiences.read(commas, Audiences.source(delimiter: .byte(0x2C))).reading
        #expect(reading.header.columns == ["celular", "autorizacion", "a;b;c;d;e"])
        #expect(reading.eligible == 1)
    }

    @Test(arguments: ["\n", "\r\n"], ["", "\u{FEFF}"])
    func `line ends, a byte order mark and a missing last line end do not matter`(
        end: String, mark: String
    ) throws {
        let lines = ["celular,autorizacion", "573001112233,2026-01-05", "", "573001112234,2026-01-06"]
        let rows = try Audiences.read(mark + lines.joined(separator: end)).consumer.rows
        #expect(rows.map(\.cells) == [["573001112233", "2026-01-05"], ["573001112234", "2026-01-06"]])
        #expect(rows.map(\.line) == [2, 4])
    }

    @Test func `line numbers count the lines inside quotes`() throws {
        let text = "\(Self.head)573001112233,\"a\nb\nc\",2026-01-05\n573001112234,x,2026-01-05\n"
        #expect(try Audiences.read(text).consumer.rows.map(\.line) == [2, 5])
    }

    @Test func `blank lines and rows of nothing but delimiters are no people`() throws {
        let text = "\n\(Self.head)\n,,\n ; ,, \n573001112233,Ana,2026-01-05\n,,,,,\n\n"
        let result = try Audiences.read(text)
        #expect(result.reading.header.line == 2)
        #expect(result.reading.rows == 2)
        #expect(result.reading.excluded == ["invalid_number": 1])
    }

    @Test func `missing cells are empty, and spare empty cells do no harm`() throws {
        let text = "\(Self.head)573001112233\n573001112234,Ana,2026-01-05,, ,\n"
        let rows = try Audiences.read(text).consumer.rows
        #expect(rows.map(\.exclusion) == [.noOptIn, nil])
        #expect(rows.first?.cells == ["573001112233", "", ""])
    }

    @Test func `a row with more filled cells than the header is excluded`() throws {
        let text = "\(Self.head)573001112233,Gómez, Ana,2026-01-05\n573001112233,Ana,2026-01-05\n"
        // The broken row does not count as the number's first one.
        #expect(try Audiences.read(text).consumer.rows.map(\.exclusion) == [.wrongCellCount, nil])
    }

    @Test(arguments: [
        ("573001112233,\"Ana,2026-01-05\n573001112234,Eva,2026-01-05\n", "audience-unclosed-quote", 2),
        ("573001112234,Eva,2026-01-05\n573001112233,Ana,\"", "audience-unclosed-quote", 3),
        ("573001112233,\"Ana \"la jefa\" R\",2026-01-05\n", "audience-broken-quote", 2),
        ("573001112233,\"a\nb\"c,2026-01-05\n", "audience-broken-quote", 3),
    ])
    func `broken quotes are found on their line`(rows: String, rule: String, line: Int) throws {
        let findings = try Audiences.findings(Self.head + rows)
        #expect(findings.map(\.rule.name) == [rule])
        #expect(findings.first?.place.span?.start.line == line)
        #expect(findings.first?.place.excerpt == nil)
    }

    @Test(arguments: ["", "\""])
    func `a cell may have 64 KiB and not a byte more`(quote: String) throws {
        for (length, isAllowed) in [(65_536, true), (65_537, false)] {
            let cell = quote + String(repeating: "a", count: length) + quote
            let findings = try Audiences.findings("\(Self.head)573001112233,\(cell),2026-01-05\n")
            #expect(findings.map(\.rule.name) == (isAllowed ? [] : ["audience-cell-too-long"]))
        }
    }

    @Test func `an open quote does not swallow a large file`() throws {
        let rest = String(repeating: "573001112233,Ana,2026-01-05\n", count: 100_000)
        let findings = try Audiences.findings("\(Self.head)573001112233,\"Ana,2026-01-05\n\(rest)")
        #expect(findings.map(\.rule.name) == ["audience-unclosed-quote"])
        #expect(findings.first?.place.span?.start.line == 2)
    }

    @Test func `a file without line breaks ends in a finding`() throws {
        let findings = try Audiences.findings(Self.head + String(repeating: "a,", count: 700_000))
        #expect(findings.map(\.rule.name) == ["audience-cell-too-long"])
    }

    /// 262,144 bytes are read at once; each byte of the row becomes the last one of the first piece in turn.
    @Test(arguments: [
        "573001112233,\"a\"\"b,\nc\" ,2026-01-05\r\n", "573001112233,\u{20AC}\u{1F600}\"x,\"2026-01-05\"\n",
    ]) func `a row may be cut anywhere`(row: String) throws {
        let name = row.contains("b,") ? "a\"b,\nc" : "\u{20AC}\u{1F600}\"x"
        let rows = (0..<9_300).map { "\(573_100_000_000 + $0),Ana,2026-01-05\n" }
        for cut in 0...row.utf8.count {
            let before = Self.head + rows.joined()
            let filler = 262_144 - cut - before.utf8.count - "573200000000,,2026-01-05\n".utf8.count
            let pad = "573200000000,\(String(repeating: "x", count: filler)),2026-01-05\n"
            let seen = try Audiences.read(before + pad + row + "573001112234,Eva,2026-01-05\n").consumer.rows
            #expect(seen.count == 9_303)
            #expect(seen.suffix(2).map { $0.cells[1] } == [name, "Eva"], "cut \(cut)")
        }
    }

    /// Everything that can stand at the edge of a piece stands there for some row: the file is several pieces
    /// long, and its rows are of many lengths.
    @Test(arguments: [1, 2, 3]) func `a large file comes out as it went in`(seed: Int) throws {
        var random = Numbers(state: UInt64(seed))
        let words = ["Ana", "José \"Pepe\"", "a,b", "línea\notra", "", "ñandú😀", "x\r\ny", "\"", "€uro"]
        var text = Self.head
        var expected: [[String]] = []
        for index in 0..<30_000 {
            let name = (0..<(random.next() % 6)).map { _ in words[Int(random.next() % 9)] }.joined(
                separator: " ")
            let needsQuotes = name.contains { "\",\n\r\r\n".contains($0) } || random.next() % 4 == 0
            let written = needsQuotes ? "\"\(name.replacing("\"", with: "\"\""))\"" : name
            expected.append([String(573_000_000_000 + index), name, "2026-01-05"])
            text +=
                "\(573_000_000_000 + index),\(written),2026-01-05" + (random.next() % 2 == 0 ? "\n" : "\r\n")
        }
        let result = try Audiences.read(text)
        #expect(result.reading.eligible == 30_000)
        #expect(result.consumer.rows.map(\.cells) == expected)
    }
}

/// A small generator, so that a failing case can be repeated.
struct Numbers: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return (state ^ (state >> 29)) >> 3
    }
}
