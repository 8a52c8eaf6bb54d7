import Audience
import CampaignModel
import Diagnostics
import Testing

/// The set of numbers, and the lists it is read from.
struct NumberSetTests {
    @Test(arguments: [0, 1, 700_000]) func `it agrees with a dictionary while it grows`(expecting: Int) {
        var random = Numbers(state: 7)
        var set = NumberSet(expecting: expecting)
        var truth: [UInt64: Int] = [:]
        for line in 1...200_000 {
            // Neighbours, repeats and far away ones.
            let digits = 573_000_000_000 + (line % 2 == 0 ? UInt64(line) : random.next() % 400_000)
            guard let number = PhoneNumber(digits: digits) else { continue }
            let first = set.insert(number, line: line)
            #expect(first == truth[digits])
            truth[digits] = truth[digits] ?? line
        }
        #expect(set.count == truth.count)
        for digits in UInt64(572_999_999_000)...573_000_401_000 {
            guard let number = PhoneNumber(digits: digits) else { continue }
            if set.line(of: number) != truth[digits] { Issue.record("\(digits)") }
        }
    }

    @Test func `the outermost numbers and lines fit`() throws {
        var set = NumberSet()
        let ends = try [570_000_000_000, 579_999_999_999].map { try #require(PhoneNumber(digits: $0)) }
        set.insert(ends[0], line: 0)
        set.insert(ends[1], line: .max)
        #expect(ends.map(set.contains) == [true, true])
        #expect(set.line(of: ends[0]) == 1)
        #expect(set.line(of: ends[1]) == 1_073_741_823)
        #expect(set.count == 2)
    }

    @Test func `a union holds the numbers of both and the first lines`() throws {
        func set(_ range: Range<Int>, line: Int) throws -> NumberSet {
            var set = NumberSet()
            for index in range {
                let number = try #require(PhoneNumber(String(573_000_000_000 + index * 7919)))
                set.insert(number, line: line)
            }
            return set
        }
        let before = try set(0..<3000, line: 1)
        var union = before
        union.formUnion(try set(2000..<50_000, line: 2))
        #expect(union.count == 50_000)
        #expect(before.count == 3000)
        for (index, line) in [(0, 1), (2999, 1), (3000, 2), (49_999, 2), (50_000, nil)] as [(Int, Int?)] {
            let number = try #require(PhoneNumber(String(573_000_000_000 + index * 7919)))
            #expect(union.line(of: number) == line)
        }
    }

    @Test func `a copy is a value of its own`() throws {
        let number = try #require(PhoneNumber(digits: 573_001_112_233))
        var one = NumberSet()
        let other = one
        one.insert(number)
        #expect(one.contains(number))
        #expect(!other.contains(number))
        #expect(other.isEmpty)
    }

    static func list(_ bytes: [UInt8], phone: String? = nil) throws -> NumberList {
        let file = try TemporaryFile(bytes)
        return try NumberListReader.read(file.path, shownPath: "audiences/bajas.csv", phone: phone)
    }

    static let ana = PhoneNumber("573001112233")

    @Test(arguments: [
        "celular\n573001112233\n", "nombre;Teléfono\nAna;573001112233\n", "id,movil\n7,573001112233\n",
        "573001112233\n", "Ana,573001112233\nEva,573001112234\n", "quien sea\n573001112233",
        "nombre,contacto,celular\nAna,573001112233,573001112299\n",
    ])
    func `the column with the numbers is found`(text: String) throws {
        let list = try Self.list(Array(text.utf8), phone: "contacto")
        #expect(list.numbers.contains(try #require(Self.ana)))
        #expect(list.invalid == 0)
        #expect(list.findings.isEmpty)
    }

    @Test(arguments: [
        "+57 300 111 2233", "300 111 2233", "57-300-111-22-33", "(+57) 300.111.2233", "0057 3001112233",
        "573001112233.0", "'573001112233", "+57\u{A0}300\u{2011}111\u{202F}2233",
        "\u{202A}+573001112233\u{202C}",
    ])
    func `any reasonable spelling leaves a person out`(cell: String) throws {
        let list = try Self.list(Array("celular\n\(cell)\n".utf8))
        #expect(list.numbers.contains(try #require(Self.ana)))
        #expect(list.numbers.count == 1)
        #expect(list.findings.isEmpty)
    }

    @Test func `rows without a number are counted in one warning that shows none`() throws {
        let text = "celular,nombre\n573001112233,Ana\n,,\n3001112,Eva\n\n\"5,73E+11\",Luz\n,Sol\n"
        let list = try Self.list(Array(text.utf8))
        #expect(list.rows == 4)
        #expect(list.invalid == 3)
        #expect(list.findings.map(\.rule.name) == ["list-with-invalid-numbers"])
        let finding = try #require(list.findings.first)
        #expect(finding.severity == .warning)
        #expect(finding.place.span?.start.line == 4)
        #expect(finding.message.hasPrefix("3 rows"))
        #expect(!"\(finding)".contains("3001112,"))
    }

    @Test func `a list whose numbers cannot be found is refused`() throws {
        #expect {
            _ = try Self.list(Array("nombre,ciudad\nAna,Cali\n".utf8))
        } throws: { error in
            guard case AudienceError.unusable(let findings) = error else { return false }
            return findings.map(\.rule.name) == ["list-without-numbers"]
        }
    }

    @Test(arguments: ["", "\n", " \r\n\r\n", "\u{FEFF}", "\u{FEFF}\n"])
    func `a list with nothing in it is what a failed export leaves behind`(text: String) throws {
        #expect {
            _ = try Self.list(Array(text.utf8))
        } throws: { error in
            guard case AudienceError.unusable(let findings) = error else { return false }
            return findings.map(\.rule.name) == ["empty-list"]
        }
    }

    @Test func `a list of its column's name alone leaves nobody out on purpose`() throws {
        for text in ["celular\n", "\u{FEFF}celular", "celular,nombre\n\n"] {
            #expect(try Self.list(Array(text.utf8)).rows == 0)
        }
    }

    @Test func `a Windows-1252 list is read with a warning`() throws {
        let text = Array("celular,nombre\n573001112233,Jos".utf8) + [0xE9, 0x0A]
        let list = try Self.list(text)
        #expect(list.numbers.contains(try #require(Self.ana)))
        #expect(list.findings.map(\.rule.name) == ["audience-windows-1252"])
    }
}
