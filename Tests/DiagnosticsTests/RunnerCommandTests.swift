import Diagnostics
import Testing

@Suite struct RunnerCommandTests {
    @Test(arguments: [
        ("::error::x", "\\u{3A}:error::x"), ("a\n  ::error::x\n", "a\n  \\u{3A}:error::x\n"),
        ("\u{200B}:\u{200B}:add-mask::x", "\u{200B}\\u{3A}:add-mask::x"),
        ("\u{1B}[31m::error::x", "\u{1B}[31m\\u{3A}:error::x"), ("\r::stop", "\r\\u{3A}:stop"),
        ("a ##[error]x", "a ##\\u{5B}error]x"), ("##vso[task.x]y", "##vso\\u{5B}task.x]y"),
        ("#\u{200D}#[x]", "#\u{200D}#\\u{5B}x]"),
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

    @Test func `an address of the internet is no telephone number`() {
        for address in ["35.190.27.188", "31.13.83.36:443", "(34.120.177.193)", "3.120.177.193"] {
            #expect(SafeText.maskingNumbers(in: "leads to \(address), which") == "leads to \(address), which")
        }
        #expect(SafeText.maskingNumbers(in: "310.123.45.67") == "310.•••.45.67")
        #expect(SafeText.maskingNumbers(in: "3101234567.1.2.3") == "310•••4567.1.2.3")
    }
}
