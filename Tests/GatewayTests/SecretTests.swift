import CampaignModel
import Gateway
import Testing

struct SecretTests {
    @Test func `a secret prints, interpolates and dumps as stars`() throws {
        let line = try Samples.setapp()
        let wire = try SetAppWire.encode(Samples.message(.text("hola")), line: Samples.setapp(.query))
        var dumped = ""
        dump(line, to: &dumped)
        dump(wire, to: &dumped)
        let shown = "\(line) \(String(reflecting: line)) \(wire) \(String(reflecting: wire))" + dumped
        for hidden in ["T0ken", "00363", "hook.example.com", "573204981029"] {
            #expect(!shown.contains(hidden))
        }
        #expect("\(Secret("abc"))" == "***")
    }

    @Test(arguments: [
        ("token s3cr+t/tok!", "token ***!"),
        ("token=s3cr%2Bt%2Ftok&x", "token=***&x"),
        ("token=s3cr%2bt%2ftok&x", "token=***&x"),
        (#"{"t":"s3cr+t\/tok"}"#, #"{"t":"***"}"#),
        ("user usuario", "user ***"),
        ("cut s3cr+t/to", "cut ***"),
        ("to 573204981029.", "to 573•••••1029."),
        ("a\u{1B}[31mb\nc\u{202E}d\u{0}", "a\u{FFFD}[31mb c\u{FFFD}d\u{FFFD}"),
    ])
    func `foreign texts lose secrets, numbers and control characters`(text: String, shown: String) throws {
        #expect(SecretMask(try Samples.contacto().secrets).shown(text) == shown)
    }

    @Test func `a hook's address is hidden whole and by its path`() throws {
        let mask = SecretMask([Secret("https://hook.integromat.com/abcdefghijklmnop0123456789abcdef")])
        #expect(mask.shown("POST /abcdefghijklmnop0123456789abcdef failed") == "POST *** failed")
        #expect(mask.shown("at https://hook.integromat.com/abcdefghijklmnop0123456789abcdef") == "at ***")
    }

    @Test func `a foreign text is kept to 2,000 characters, and a secret at the cut is gone whole`() {
        let long = String(repeating: "x", count: 1995) + "SECRETO-LARGO" + "y"
        let shown = SecretMask([Secret("SECRETO-LARGO")]).shown(long)
        #expect(shown == String(repeating: "x", count: 1995) + "***y")
        let cut = SecretMask().shown(String(repeating: "é", count: 2001))
        #expect(cut == String(repeating: "é", count: 2000) + "…")
    }

    @Test func `bytes that are no UTF-8 are shown as replacement characters`() {
        #expect(SecretMask().shown([0x61, 0xFF, 0x62]) == "a\u{FFFD}b")
    }

    @Test func `mistakes name fields, never values`() {
        let mistakes: [EncodingMistake] = [
            .wrongGateway(.contacto), .wrongTarget, .missingEndpoint(.message), .unusableEndpoint(.groupFile),
            .missingChatID, .empty(field: "text"), .tooLong(field: "text", count: 2, limit: 1),
            .bracketInVariable(position: 3), .textWouldBecomeFile, .fileWouldBecomeText, .unusableMediaName,
            .mediaBytesDoNotFit, .ownNumberListed,
        ]
        #expect(Set(mistakes.map { "\($0)" }).count == mistakes.count)
        #expect("\(EncodingMistake.bracketInVariable(position: 3))".contains("value 3"))
    }
}
