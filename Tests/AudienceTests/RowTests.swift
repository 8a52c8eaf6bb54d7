import Audience
import CampaignModel
import Diagnostics
import Testing

/// Who is a recipient, and why not.
struct RowTests {
    static func exclusions(_ rows: String...) throws -> [ExclusionReason?] {
        let text = "celular,autorizacion,ciudad\n" + rows.joined(separator: "\n") + "\n"
        return try Audiences.read(text).consumer.rows.map(\.exclusion)
    }

    @Test(arguments: [
        ("", NumberMistake.empty), ("   ", .empty), ("\"5,73E+11\"", .spreadsheet),
        ("5.73001E+11", .spreadsheet),
        ("5.73e11", .spreadsheet), ("+57 300 111 2233", .notDigits), ("573001112-33", .notDigits),
        ("57300111223O", .notDigits), ("3001112233", .wrongLength(10)), ("5730011122334", .wrongLength(13)),
        ("583001112233", .otherCountry),
        ("+1 305 555 0100", .otherCountry), ("0034600111222", .otherCountry),
        ("+34-600-111-222", .otherCountry),
        ("+57 300 111 2233", .notDigits), ("+300 111 2233", .notDigits), ("0057 300 111 2233", .notDigits),
        ("560000000000", .otherCountry), ("５７３００１１１２２３３", .notDigits),
        ("E+11", .notDigits),
    ])
    func `a number that cannot be sent to says why`(cell: String, mistake: NumberMistake) throws {
        #expect(try Self.exclusions("\(cell),2026-01-05,Cali") == [.invalidNumber(mistake)])
    }

    @Test(arguments: ["573001112233", " 573001112233 ", "\"573001112233\"", "570000000000", "579999999999"])
    func `twelve digits that begin with 57 are a number`(cell: String) throws {
        #expect(try Self.exclusions("\(cell),2026-01-05,Cali") == [nil])
    }

    @Test(
        arguments: [
            ("2026-12-01", nil), ("2026-01-05T08:30:00-05:00", nil), ("2026-01-05 08:30", nil),
            (" 2024-02-29 ", nil),
            ("", .noOptIn), ("  ", .noOptIn), ("\u{A0}", .noOptIn), ("sí", .invalidOptIn),
            ("05/01/2026", .invalidOptIn),
            ("2026-02-30", .invalidOptIn), ("2025-02-29", .invalidOptIn), ("2026-13-01", .invalidOptIn),
            ("2026-1-5", .invalidOptIn), ("2026-01-051", .invalidOptIn), ("2026-01-05 mañana", .invalidOptIn),
            ("0000-01-01", .invalidOptIn), ("2026-12-02", .futureOptIn(Audiences.day(2026, 12, 2))),
            ("2027-01-01T00:00:00Z", .futureOptIn(Audiences.day(2027, 1, 1))),
        ] as [(String, ExclusionReason?)])
    func `consent is an ISO date that is not in the future`(cell: String, reason: ExclusionReason?) throws {
        #expect(try Self.exclusions("573001112233,\(cell),Cali") == [reason])
    }

    @Test func `every day of four centuries is read as the calendar has it`() throws {
        var text = "celular,autorizacion\n"
        var expected: [ExclusionReason?] = []
        for year in [1600, 1900, 2000, 2023, 2024, 2026, 2100] {
            for month in 0...13 {
                for day in 0...32 {
                    let shown = [month, day].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: "-")
                    text += "\(573_000_000_000 + expected.count),\(year)-\(shown)\n"
                    if let date = LocalDate(year: year, month: month, day: day) {
                        expected.append(date > Audiences.today ? .futureOptIn(date) : nil)
                    } else {
                        expected.append(.invalidOptIn)
                    }
                }
            }
        }
        #expect(try Audiences.read(text).consumer.rows.map(\.exclusion) == expected)
    }

    @Test func `the first row of a number stays, even if it is excluded`() throws {
        let reasons = try Self.exclusions(
            "573001112233,,Cali", "573001112233,2026-01-05,Cali", "573001112234,2026-01-05,Cali",
            "573001112234,2026-01-05,Cali")
        #expect(reasons == [.noOptIn, .duplicate(firstLine: 2), nil, .duplicate(firstLine: 4)])
    }

    @Test func `a row that the filter drops does not count as a number's first`() throws {
        let filters = [
            AudienceSource.Filter(column: "ciudad", values: ["Bogotá", "Medellín"]),
            AudienceSource.Filter(column: "plan", values: ["oro"]),
        ]
        let text = """
            celular,autorizacion,ciudad,plan
            573001112233,2026-01-05,Cali,oro
            573001112233,2026-01-05, Bogotá ,oro
            573001112234,2026-01-05,Bogota\u{301},oro
            573001112235,2026-01-05,Medellín,plata
            573001112235,2026-01-05,medellín,oro
            basura,2026-01-05,Cali,oro
            """
        let result = try Audiences.read(text, Audiences.source(filters: filters))
        let city = ExclusionReason.filter(column: "ciudad")
        #expect(
            result.consumer.rows.map(\.exclusion) == [city, nil, nil, .filter(column: "plan"), city, city])
        #expect(result.reading.rows == 6)
        #expect(result.reading.eligible == 2)
        #expect(result.reading.excluded == ["filter": 4])
    }

    @Test func `lists leave people out, the campaign's before the opt-outs`() throws {
        let numbers = [573_001_112_231, 573_001_112_232, 573_001_112_233].compactMap {
            PhoneNumber(digits: $0)
        }
        let result = try Audiences.read(
            "celular,autorizacion\n573001112231,2026-01-05\n573001112232,2026-01-05\n573001112233,2026-01-05\n"
                + "573001112239,2026-01-05\n573001112233,\n",
            excluded: [("vacia.csv", NumberSet()), ("pagaron.csv", NumberSet(numbers.prefix(1)))],
            optedOut: NumberSet(numbers.prefix(2)))
        #expect(
            result.consumer.rows.map(\.exclusion)
                == [.excludedList("pagaron.csv"), .optedOut, nil, nil, .duplicate(firstLine: 4)])
        #expect(result.reading.excluded == ["excluded_list": 1, "opted_out": 1, "duplicate_row": 1])
    }

    @Test func `inline recipients are judged like those of a file`() throws {
        let answers = try Audiences.ask(
            ["celular", "autorizacion", "nombre"],
            [
                ["573001112233", "2026-01-05", "Ana"], ["573001112233", nil, nil],
                ["573001112234", nil, "Eva"],
            ]
        ) { row in
            SeenRow(line: row.line, number: row.number?.full, exclusion: row.exclusion, cells: [row.text(2)])
        }
        #expect(
            answers == [
                SeenRow(line: 10, number: "573001112233", exclusion: nil, cells: ["Ana"]),
                SeenRow(line: 11, number: "573001112233", exclusion: .duplicate(firstLine: 10), cells: [""]),
                SeenRow(line: 12, number: "573001112234", exclusion: .noOptIn, cells: ["Eva"]),
            ])
    }

    @Test func `an empty inline audience has no rows`() throws {
        let answers = try Audiences.ask(["celular", "autorizacion"], []) { $0.line }
        #expect(answers.isEmpty)
    }

    @Test func `what a consumer throws ends the reading`() throws {
        struct Stop: Error {}
        struct Stopping: AudienceConsumer {
            mutating func begin(_ header: AudienceHeader) {}
            mutating func row(_ row: borrowing RecipientRow) throws { throw Stop() }
        }
        let file = try TemporaryFile("celular,autorizacion\n573001112233,2026-01-05\n")
        let input = AudienceInput(
            source: Audiences.source(), file: file.path, shownPath: "a.csv", today: Audiences.today)
        #expect {
            _ = try AudienceReader.read(input) { Stopping() }
        } throws: { error in
            guard case AudienceError.consumer(let inner) = error else { return false }
            return inner is Stop
        }
    }

    @Test func `every reason has its name, and no sentence holds a number`() {
        let all: [(ExclusionReason, String)] = [
            (.noOptIn, "no_opt_in"), (.invalidOptIn, "invalid_opt_in"),
            (.futureOptIn(Audiences.today), "future_opt_in"), (.optedOut, "opted_out"),
            (.excludedList("a.csv"), "excluded_list"), (.filter(column: "x"), "filter"),
            (.duplicate(firstLine: 2), "duplicate_row"), (.invalidNumber(.empty), "invalid_number"),
            (.wrongCellCount, "wrong_cell_count"), (.emptyVariable(column: "x"), "empty_variable"),
            (.tooLong(what: "text", count: 1001, limit: 1000), "too_long"),
            (.unsendable(what: "text", why: "it is empty"), "unsendable"), (.frequencyCap, "frequency_cap"),
        ]
        for (reason, name) in all {
            #expect(reason.name == name)
            #expect(reason.explanation.hasSuffix("."))
        }
    }
}
