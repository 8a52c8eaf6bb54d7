import CampaignModel
import Testing

@Suite struct NumberSpellingTests {
    @Test(arguments: [
        "+57 310 123 4567", "57-310-123-4567", "310 123 4567", "3101234567", "(310) 123-4567",
        "+57 (310) 123 45 67", "0057 310 1234567", "310.123.4567", "57.310.123.4567", "+573101234567",
        " 573101234567", "'573101234567", "\u{A0}310\u{A0}123\u{202F}4567", "310\u{2011}123\u{2011}4567",
    ])
    func `one number in another spelling becomes twelve digits`(_ text: String) {
        #expect(NumberSpelling.twelveDigits(text) == "573101234567")
    }

    @Test(arguments: ["310 123 4567", "3101234567", "(310) 123-4567", "310.123.4567"])
    func `ten digits of a list may be a number of another country`(_ text: String) {
        #expect(NumberSpelling.twelveDigits(text, addsCountry: false) == nil)
        #expect(NumberSpelling.twelveDigits("+57 " + text, addsCountry: false) == "573101234567")
    }

    @Test func `a landline needs its plus or zeros to be told`() {
        #expect(NumberSpelling.twelveDigits("+57 601 234 5678") == "576012345678")
        #expect(NumberSpelling.twelveDigits("0057 601 234 5678") == "576012345678")
        #expect(NumberSpelling.twelveDigits("57 601 234 5678") == nil)
        #expect(NumberSpelling.twelveDigits("601 234 5678") == nil)
    }

    @Test(arguments: [
        "573101234567", "", "   ", "5,73E+11", "5.73E+11", "573.101.234.56", "57310123456.7",
        "573101234567.0",
        "573101234567.", ".573101234567", "-573101234567", "310 123 456", "310 123 45678", "+310 123 4567",
        "+1 310 123 4567", "0310 123 4567", "310 123 4567 / 311 123 4567", "310 123 4567, 3", "310x1234567",
        "57+3101234567", "++57 310 123 4567", "tel 3101234567", "３１０１２３４５６７", "310\n1234567",
        "57310123,4567", "573101234567 573101234568", "+",
    ])
    func `what may be another number stays as it is`(_ text: String) {
        #expect(NumberSpelling.twelveDigits(text) == nil)
    }

    /// Nothing but the digits that stand there, in their order, may come out.
    @Test func `digits are never invented but for the country`() {
        var state: UInt64 = 7
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let signs = Array("0123456789357 +-.()E,'")
        for _ in 0..<50_000 {
            let text = String((0..<next(20)).map { _ in signs[next(signs.count)] })
            guard let found = NumberSpelling.twelveDigits(text) else { continue }
            let digits = text.filter(\.isNumber)
            #expect([digits, "57" + digits].contains(found) || digits == "00" + found, "\(text)")
            #expect(PhoneNumber(found) != nil)
        }
    }
}
