import Audience
import CampaignModel
import Diagnostics
import Testing

/// Columns that are asked for and are not there.
struct HeaderTests {
    @Test func `missing columns are named with the nearest one and the list`() throws {
        let filters = [AudienceSource.Filter(column: "ciudad", values: ["Cali"])]
        let findings = try Audiences.findings("\ncelulr, fecha,nombre\n", Audiences.source(filters: filters))
        #expect(findings.map(\.rule.name) == Array(repeating: "audience-missing-column", count: 3))
        #expect(findings.allSatisfy { $0.place.span?.start.line == 2 && $0.place.file == "audiences/a.csv" })
        #expect(
            findings.first?.remedy
                == "did you mean `celulr`? Columns: celulr, fecha, nombre")
        #expect(findings.map { $0.message.contains("`ciudad`") } == [false, false, true])
    }

    @Test func `a repeated column is a finding only if it is used`() throws {
        let row = "573001112233,2026-01-05,x,y,z\n"
        #expect(try Audiences.findings("celular,autorizacion,nota,nota,\n\(row)").isEmpty)
        let findings = try Audiences.findings("celular,autorizacion,nota,celular\n\(row)")
        #expect(findings.map(\.rule.name) == ["audience-repeated-column"])
        #expect(findings.first?.message.contains("1 and 4") == true)
    }

    @Test func `names are matched exactly, but for spaces around them`() throws {
        #expect(try Audiences.findings(" celular , autorizacion \n573001112233,2026-01-05\n").isEmpty)
        #expect(try Audiences.findings("Celular,autorizacion\n").count == 1)
    }

    @Test(arguments: [
        "573001112233,Ana Gómez,2026-01-05\n", "\"5,73E+11\",Ana Gómez,x\n", "Ana Gómez,2026-01-05\n",
        "celular,autorizacion\r573001112233,Ana Gómez\r573001112234,Ana Gómez",
    ])
    func `a first line with a person in it is not shown`(text: String) throws {
        let findings = try Audiences.findings(text)
        #expect(findings.map(\.rule.name) == ["audience-no-header"])
        #expect(
            !findings.contains { ($0.message + $0.remedy).contains("112233") || $0.message.contains("Ana") })
    }

    @Test func `a list of columns shows no numbers and no rows`() throws {
        let names = (1...40).map { "c\($0)" }.joined(separator: ",")
        let findings = try Audiences.findings("\"x\n573001112233,Ana\",nota 573001112233,\(names)\n")
        let text = findings.map { $0.message + $0.remedy }.joined()
        #expect(findings.count == 2)
        #expect(text.contains("x, nota 573•••••2233, c1") && text.contains("and 12 more"))
        #expect(!text.contains("Ana") && !text.contains("573001112233"))
    }

    @Test func `a column may be called like a date or a number where the phone column is there`() throws {
        let text = "celular,autorizacion,2026-11-01,573001112233\n573001112233,2026-01-05,x,y\n"
        #expect(try Audiences.read(text).reading.eligible == 1)
    }

    @Test(arguments: ["", "\n\n", "\u{FEFF}"])
    func `an empty file is a finding`(text: String) throws {
        #expect(try Audiences.findings(text).map(\.rule.name) == ["audience-no-header"])
    }

    @Test func `a wrong delimiter is suspected`() throws {
        let findings = try Audiences.findings(
            "celular;autorizacion\n", Audiences.source(delimiter: .byte(0x2C)))
        #expect(findings.first?.message.contains("`delimiter` says otherwise") == true)
    }

    @Test func `the columns can be had without the rows`() throws {
        let file = try TemporaryFile("tel\u{E9}fono,a\u{F1}o\n573001112233,2026-01-05\n")
        let input = AudienceInput(
            source: Audiences.source(), file: file.path, shownPath: "a.csv", today: Audiences.today)
        #expect(try AudienceReader.header(input).columns == ["teléfono", "año"])
    }

    @Test(arguments: ["/nowhere/at/all.csv", "/tmp", ""])
    func `a file that cannot be read is a finding`(path: String) throws {
        let input = AudienceInput(
            source: Audiences.source(), file: path, shownPath: "a.csv", today: Audiences.today)
        #expect {
            _ = try AudienceReader.read(input) { Collector() }
        } throws: { error in
            guard case AudienceError.unusable(let findings) = error else { return false }
            return findings.map(\.rule.name) == ["audience-unreadable"]
                && findings.map(\.place.file) == ["a.csv"]
        }
    }
}
