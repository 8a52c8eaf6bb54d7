import Testing

@testable import LedgerPostgres
@testable import LedgerSQL

@Suite struct PlaceholderTests {
    @Test(arguments: [
        ("SELECT 1", "SELECT 1", 0),
        ("a = ? AND b = ?", "a = $1 AND b = $2", 2),
        ("?1 IS NULL OR a = ?1", "$1 IS NULL OR a = $1", 1),
        // As SQLite has it: a bare one is the number after the highest so far.
        (
            "a = ?, b = ?, c = ?2, d = ?, e = ?2 WHERE id = ?",
            "a = $1, b = $2, c = $2, d = $3, e = $2 WHERE id = $4", 4
        ),
        ("?3 ?", "$3 $4", 4),
        ("a = '?' AND b = ?", "a = '?' AND b = $1", 1),
        ("a = 'it''s ?' AND b = ?", "a = 'it''s ?' AND b = $1", 1),
        ("\"odd ? name\" = ?", "\"odd ? name\" = $1", 1),
        ("a -- what is ?\n= ?", "a -- what is ?\n= $1", 1),
        ("a /* ? /* ? */ ? */ = ?", "a /* ? /* ? */ ? */ = $1", 1),
        ("a - ? / ?", "a - $1 / $2", 2),
        ("'never closed ?", "'never closed ?", 0),
        ("/* never closed ?", "/* never closed ?", 0),
        ("name = 'ñ' AND b = ?", "name = 'ñ' AND b = $1", 1),
    ])
    func `placeholders become numbers outside of quotes and comments`(
        text: String, expected: String, count: Int
    ) {
        let placeholders = Placeholders(text)
        #expect(placeholders.sql == expected)
        #expect(placeholders.count == count)
    }

    @Test func `a statement prepared for texts takes nulls, and none prepared for nulls takes texts`() {
        let texts = ParameterBuffer([.text("a"), .integer(1)])
        let nulls = ParameterBuffer([.null, .integer(1)])
        #expect(nulls.fits(texts.types))
        #expect(!texts.fits(nulls.types))
        #expect(!texts.fits([PostgresType.text]))
        #expect(!ParameterBuffer([.bytes([1]), .integer(1)]).fits(texts.types))
    }
}
