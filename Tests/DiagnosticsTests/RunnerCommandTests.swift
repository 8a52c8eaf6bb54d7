import Diagnostics
import Foundation
import Testing

@Suite struct RunnerCommandTests {
    @Test(arguments: [
        ("::error::x", "\\u003A:error::x"), ("a\n  ::error::x\n", "a\n  \\u003A:error::x\n"),
        ("\u{200B}:\u{200B}:add-mask::x", "\u{200B}\\u003A:add-mask::x"),
        ("\u{1B}[31m::error::x", "\u{1B}[31m\\u003A:error::x"), ("\r::stop", "\r\\u003A:stop"),
        ("a ##[error]x", "a ##\\u005Berror]x"), ("##vso[task.x]y", "##vso\\u005Btask.x]y"),
        ("#\u{200D}#[x]", "#\u{200D}#\\u005Bx]"),
    ])
    func `a line that is a command is shown and is none`(output: String, shown: String) {
        #expect(Array(SafeText.withoutCommands(output).unicodeScalars) == Array(shown.unicodeScalars))
    }

    @Test(arguments: [
        "a ::error::x", "12:30", ": :", "# a\n# [b]", "## [b]", "## vso [x]", "a:: b\n:c:", "#\n#[x]", "",
        "# [x](y)",
    ])
    func `other lines stay as they are`(output: String) {
        #expect(SafeText.withoutCommands(output) == output)
    }

    @Test func `in JSON it is the same text`() throws {
        let text = ["##[error]x", "::error::", "a ##vso[x]\n::b"]
        let json = String(decoding: try JSONEncoder().encode(text), as: UTF8.self)
        let shown = SafeText.withoutCommands(json)
        #expect(shown != json)
        #expect(try JSONDecoder().decode([String].self, from: Data(shown.utf8)) == text)
    }

    @Test func `an address of the internet is no telephone number`() {
        for address in ["35.190.27.188", "31.13.83.36:443", "(34.120.177.193)", "3.120.177.193"] {
            #expect(SafeText.maskingNumbers(in: "leads to \(address), which") == "leads to \(address), which")
        }
        #expect(SafeText.maskingNumbers(in: "310.123.45.67") == "310.•••.45.67")
        #expect(SafeText.maskingNumbers(in: "3101234567.1.2.3") == "310•••4567.1.2.3")
    }
}
