import Audience
import CampaignModel
import Testing

@Suite struct NumberListRefusalTests {
    /// Each of these looks like a list to a person; read as one column name it would leave nobody out.
    @Test(arguments: [
        "celular\r573001110000\r573001110001\r", "573001110000 573001110001",
        "573001110000\u{2028}573001110001", "\"573001110000\n573001110001\"",
    ])
    func `a list whose numbers cannot be told apart is refused`(text: String) throws {
        let file = try TemporaryFile(text)
        #expect(throws: AudienceError.self) {
            try NumberListReader.read(file.path, shownPath: "bajas.csv", phone: nil)
        }
    }

    @Test func `an ordinary list is read`() throws {
        let file = try TemporaryFile("celular\n573001110000\n573001110001\n")
        #expect(try NumberListReader.read(file.path, shownPath: "bajas.csv", phone: nil).numbers.count == 2)
    }
}
