import Audience
import CampaignModel
import Diagnostics
import Testing

/// Bytes that are not UTF-8, and files that are not text.
struct EncodingTests {
    static let head = Array("celular,nombre,autorizacion\n".utf8)
    static let jose = Array("573001112233,Jos".utf8) + [0xE9] + Array(",2026-01-05\n".utf8)

    @Test func `a file that is not UTF-8 is read as Windows-1252 from its beginning, with one warning`()
        throws
    {
        let many = (0..<20_000).flatMap { Array("\(573_100_000_000 + $0),Ana,2026-01-05\n".utf8) }
        let euro =
            Array("573001112234,100 ".utf8) + [0x80, 0x20, 0x93, 0xF1, 0x94] + Array(",2026-01-05".utf8)
        let result = try Audiences.read(Self.head + many + Self.jose + euro)
        #expect(result.reading.encoding == .windows1252)
        #expect(result.reading.rows == 20_002)
        #expect(result.reading.excluded.isEmpty)
        #expect(result.consumer.rows.count == 20_002)
        #expect(result.consumer.rows.suffix(2).map { $0.cells[1] } == ["José", "100 € “ñ”"])
        #expect(result.reading.findings.map(\.rule.name) == ["audience-windows-1252"])
        #expect(result.reading.findings.first?.severity == .warning)
        #expect(result.reading.findings.first?.place.span?.start.line == 20_002)
    }

    @Test func `the demanded encoding is kept to`() throws {
        let findings = try Audiences.findings(Self.head + Self.jose, Audiences.source(encoding: .utf8))
        #expect(findings.map(\.rule.name) == ["audience-encoding"])
        #expect(findings.first?.place.span?.start.line == 2)
        let read = try Audiences.read(Self.head + Self.jose, Audiences.source(encoding: .windows1252))
        #expect(read.reading.findings.isEmpty)
        #expect(read.consumer.rows.first?.cells[1] == "José")
    }

    @Test func `one foreign line in a UTF-8 file does not garble all the others`() throws {
        let good = Array("573001112234,María Gómez,2026-01-05\n573001112235,Íñigo,2026-01-05\n".utf8)
        let findings = try Audiences.findings(Self.head + good + Self.jose)
        #expect(findings.map(\.rule.name) == ["audience-encoding"])
        #expect(findings.first?.place.span?.start.line == 4)
    }

    @Test func `a byte order mark says UTF-8 for the whole file`() throws {
        let findings = try Audiences.findings([0xEF, 0xBB, 0xBF] + Self.head + Self.jose)
        #expect(findings.map(\.rule.name) == ["audience-encoding"])
    }

    @Test(
        arguments: [
            [0xFF, 0xFE], [0xFE, 0xFF], [0x50, 0x4B, 0x03, 0x04], [0xD0, 0xCF, 0x11, 0xE0],
            Array("c\0e\0l\0u\0l\0a\0r\0".utf8),
        ] as [[UInt8]], AudienceSource.Encoding.allCases)
    func `UTF-16 and workbooks are refused with what to do`(
        begin: [UInt8], encoding: AudienceSource.Encoding
    ) throws {
        let findings = try Audiences.findings(begin + Self.jose, Audiences.source(encoding: encoding))
        #expect(findings.map(\.rule.name) == ["audience-encoding"])
        #expect(findings.first?.remedy.contains("CSV UTF-8") == true)
    }

    /// The standard library's own validation is the judge.
    @Test(arguments: 1...20) func `UTF-8 is told from everything else`(seed: Int) throws {
        var random = Numbers(state: UInt64(seed))
        let pieces: [[UInt8]] = [
            Array("a".utf8), Array("é".utf8), Array("€".utf8), Array("😀".utf8), [0xC0, 0x80],
            [0xED, 0xA0, 0x80],
            [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82], [0x80], [0xF0, 0x80, 0x80, 0x80], Array("12345678".utf8),
        ]
        for _ in 0..<100 {
            let length = Int(random.next() % 40)
            let bytes = (0..<length).flatMap { _ in
                pieces[random.next() % 12 == 0 ? Int(random.next() % 11) : Int(random.next() % 4)]
            }
            let isValid = String(validating: bytes, as: UTF8.self) != nil
            let text = Self.head + Array("573001112233,x".utf8) + bytes + Array(",2026-01-05\n".utf8)
            let findings = try Audiences.findings(text, Audiences.source(encoding: .utf8))
            #expect(findings.isEmpty == isValid, "\(bytes)")
        }
    }

    @Test func `a character cut by the end of the file is not UTF-8`() throws {
        let text = Self.head + Array("573001112233,2026-01-05,x".utf8) + [0xE2, 0x82]
        #expect(try Audiences.findings(text, Audiences.source(encoding: .utf8)).count == 1)
    }
}
