import CampaignModel
import Testing

@Suite struct PhoneNumberTests {
    @Test(arguments: ["573001112233", "576012345678", "570000000000", "579999999999"])
    func `twelve digits that begin with 57 are a number`(_ text: String) throws {
        let number = try #require(PhoneNumber(text))
        #expect(number.full == text)
        #expect(number.digits == UInt64(text))
    }

    @Test(arguments: [
        "", "57", "57300111223", "5730011122333", "3001112233", "+573001112233", "57 300 111 2233",
        "583001112233", "563001112233", "57300111223a", "５７３００１１１２２３３", "573001112233\n", " 573001112233",
        "0573001112233", "99999999999999999999999999",
    ])
    func `anything else is none`(_ text: String) { #expect(PhoneNumber(text) == nil) }

    @Test func `the value alone is judged like the text`() {
        #expect(PhoneNumber(digits: 573_001_112_233)?.full == "573001112233")
        for wrong: UInt64 in [0, 57, 569_999_999_999, 580_000_000_000, .max] {
            #expect(PhoneNumber(digits: wrong) == nil)
        }
    }

    @Test func `masked it shows three digits and four`() throws {
        let number = try #require(PhoneNumber("573001112233"))
        #expect(number.masked == "573•••••2233")
        #expect(number.shown(inFull: false) == "573•••••2233")
        #expect(number.shown(inFull: true) == "573001112233")
    }

    @Test func `numbers are ordered by their digits`() throws {
        let one = try #require(PhoneNumber("573001112233"))
        let other = try #require(PhoneNumber("573001112234"))
        #expect(one < other)
    }
}
