import CampaignModel
import Foundation
import Planning
import Reporting
import TestWorkspaces
import Testing

/// Texts in files that would be more than text if they could.
@Suite struct HostileTextTests {
    private static let texts = [
        "<script>alert(1)</script>", "</pre></details><img src=x onerror=alert(1)>", "\"\u{301} onload=x",
        "<\u{338}script>", "{{{x}}}", "``` \n# big\n```", "@team @org/team hola", "a@b.co", "#12 GH-12 !3 ~x",
        "[link](https://evil.example)", "https://evil.example www.evil.example", "| a | b |\n|---|---|",
        "![](x.png)", "<!-- -->", "*b* _i_ ~~s~~ `c`", "1. one\n- two\n> q", "$$x$$ $`y`$", "\u{1B}[31mred",
        "\u{202E}abc", "&lt;b&gt; &#64;team", "\\*x\\* \\", ":tada: :+1:",
        "{{% CONTENT_TYPE:TEXT}}{{&verdict}}",
    ]

    private func plan(_ text: String) throws -> Plan {
        let bench = try TestBench()
        let written = text.replacing("{{", with: "\\{{")
        var old = try TestCampaigns.texts(to: [(1, "Ana")], saying: ["antes"])
        var new = try TestCampaigns.texts(to: [(1, text)], saying: ["\(written) {{nombre}}"])
        old.description = "x"
        new.description = text
        new.audience.exclude = [text]
        new.lines = ["uno"]
        var current = bench.side([new])
        current.broken = [text: [text]]
        var before = bench.side([old])
        before.broken = ["\(text) z": [text]]
        var plan = try bench.compared(before, to: current, ledger: bench.ledger)
        plan.campaigns[0].problems = [PlanProblem(message: text, remedy: text)]
        plan.campaigns[0].notes = [text]
        plan.base?.name = text
        return plan
    }

    /// Tags and attributes of a page, as Python's parser sees them.
    private func tags(_ html: String) throws -> String {
        let script = """
            import sys
            from html.parser import HTMLParser
            class P(HTMLParser):
                def __init__(self):
                    super().__init__(convert_charrefs=True)
                    self.seen = set()
                def handle_starttag(self, tag, attrs):
                    self.seen.add(tag + repr(sorted(a for a, _ in attrs)))
                def handle_comment(self, text): self.seen.add('comment')
                def handle_pi(self, text): self.seen.add('pi')
                def unknown_decl(self, text): self.seen.add('decl')
            p = P()
            p.feed(sys.stdin.buffer.read().decode('utf-8'))
            print('\\n'.join(sorted(p.seen)))
            """
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-c", script]
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        try input.fileHandleForWriting.write(contentsOf: Data(html.utf8))
        try input.fileHandleForWriting.close()
        let result = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return result
    }

    @Test func `no text makes a tag in the page`() throws {
        let expected = try tags(PlanHTML.render(plan("nothing")))
        #expect(expected.contains("section[]"))
        let page = try Self.texts.map { try PlanHTML.render(plan($0)) }.joined(separator: "\n")
        #expect(try tags(page) == expected)
        for scalar in ["\u{1B}", "\u{202E}"] { #expect(!page.contains(scalar)) }
    }

    @Test func `no text makes a tag in Markdown`() throws {
        let expected = try tags(PlanMarkdown(plan("nothing")).render())
        let page = try Self.texts.map { try PlanMarkdown(plan($0)).render() }.joined(separator: "\n")
        // `\\<` is text to Markdown and a tag to an HTML parser: it goes by what Markdown makes of it.
        #expect(try tags(page.replacing("\\<", with: "&lt;")) == expected)
    }

    @Test(arguments: HostileTextTests.texts)
    func `outside preformatted text every sign of Markdown is escaped`(text: String) throws {
        let page = try PlanMarkdown(plan(text)).render()
        // Without the preformatted parts, our own tags, and what is escaped, nothing with a meaning is left but ours.
        let prose = page.replacing(/<pre>(?s:.*?)<\/pre>/, with: "")
            .replacing(/<summary>.*?<\/summary>/, with: "")
            .replacing(/<\/?(details|del|ins|b)>/, with: "").replacing("**", with: "")
            .replacing("> Note", with: "Note").replacing(">\n", with: "\n").replacing(
                /\\[^A-Za-z0-9\s]/, with: "")
        let table = prose.split(separator: "\n").filter { $0.hasPrefix("|") }
        let rest = prose.split(separator: "\n").filter { !$0.hasPrefix("|") }.joined(separator: "\n")
        for sign in ["`", "*", "_", "[", "]", "<", ">", "~", "@", "#", "!", "$", "://", "www."] {
            #expect(!rest.contains(sign), "\(sign) in \(rest)")
        }
        // Every row of a table has its own number of cells, and no more.
        #expect(Set(table.map { $0.count { $0 == "|" } }).isSubset(of: [6, 7]))
    }

    @Test func `a name in a text notifies nobody`() throws {
        let page = try PlanMarkdown(plan("@team")).render()
        let prose = page.replacing(/<pre>(?s:.*?)<\/pre>/, with: "")
        #expect(!prose.contains("@team"))
        #expect(page.contains("\\@\u{2060}team"))
    }
}
