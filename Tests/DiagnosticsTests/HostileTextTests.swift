import Foundation
import Testing

@testable import Diagnostics

/// Texts that want to be more than text, in every place where a finding holds one, through every format.
@Suite struct HostileTextTests {
    static let texts = [
        "::error file=x::smuggled", "\n::add-mask::x", "\r::stop-commands::x", "%0A::error::x", "%25%0A,:=",
        "##[add-mask]x", "a ##[error]b", "##\u{200B}[error]b", "#\u{AD}##[error]b", ":\u{200D}:error::x",
        " \u{3000}::error::x", "\u{200B}::error::x", ",\u{301}line=99,\u{200D}title=x", "\u{2028}::error::x",
        "\u{1B}[31mred\u{1B}[0m", "\u{1B}]8;;http://x\u{7}link\u{1B}]8;;\u{7}", "\u{9B}2J",
        "\u{202E}abc\u{2066}",
        "a\u{0}b\u{8}\u{7F}\u{85}", "</failure></testcase>", "]]>", "<!--",
        "<![CDATA[x", "&amp;&#27;&x;",
        "\" a='b'",
        "[link](https://x.example)", "![image](x)", "<img src=x onerror=alert(1)>", "`a` **b** | c |",
        "{0} {{x}} }",
        "[[ATTACHMENT|/etc/passwd]]", "👩‍👩‍👧 e\u{301} 漢字 \u{1F3FB}", "\u{FFFE}\u{FFFF}\u{FFFD}\u{10FFFF}\u{FEFF}",
        "",
        String(repeating: "long ", count: 1000), "\\u{1B} \\\"", "a\tb\r\nc", "../../x", "//x/y",
        "573001119999",
    ]

    static func report(_ text: String) -> FindingReport {
        let span = SourceSpan(line: 2, column: 2, length: 3)
        let finding = Finding(
            Findings.rule, at: SourcePlace(file: text, span: span, excerpt: "x\(text)yzw"), text,
            remedy: text,
            related: [.init(place: SourcePlace(file: text, span: span, excerpt: text), message: text)])
        let other = Finding(Findings.warning, at: SourcePlace(file: text), text, remedy: text)
        return FindingReport(findings: [finding, other], fileCount: 1, toolVersion: "1.0.0")
    }

    @Test(arguments: FindingFormat.allCases)
    func `no output holds what acts on a terminal`(_ format: FindingFormat) throws {
        for text in Self.texts {
            let output = try format.render(Self.report(text))
            let bad = output.unicodeScalars.first { $0 != "\n" && SafeText.isUnsafe($0) }
            #expect(bad == nil, "\(text.debugDescription): \(bad.debugDescription)")
        }
    }

    @Test func `colour is the only escape of the coloured form`() throws {
        for text in Self.texts {
            let output = HumanFormat(usesColor: true).render(Self.report(text).findings)
                .replacing(/\u{1B}\[(0|1;3[136])m/, with: "")
            #expect(!output.unicodeScalars.contains { $0 != "\n" && SafeText.isUnsafe($0) }, "\(text)")
        }
    }

    @Test(arguments: FindingFormat.allCases)
    func `a log of GitHub Actions has no command but the format's own`(_ format: FindingFormat) throws {
        for text in Self.texts {
            let report = Self.report(text)
            let commands = RunnerReading.commands(in: try format.render(report))
            #expect(
                commands.map(\.name) == (format == .github ? ["error", "warning"] : []),
                "\(text.debugDescription)")
            guard format == .github else { continue }
            // Characters that are not shown count for nothing in the reading.
            func read(_ text: String) -> String {
                String(
                    String.UnicodeScalarView(
                        text.unicodeScalars.filter { !$0.properties.isDefaultIgnorableCodePoint }))
            }
            let file = read(SafeText.line(text))
            #expect(commands[0].properties["file"] ?? "" == file.drop { $0 == "=" } || file.isEmpty)
            #expect(commands[0].properties["line"] == "2" && commands[0].properties["col"] == "2")
            #expect(commands[0].properties["endColumn"] == "5")
            #expect(commands[0].properties["title"] == "some-rule")
            #expect(Set(commands[1].properties.keys).subtracting(["file"]) == ["title"])
            let lines = "\(text)\n\(text)".unicodeScalars.split(
                separator: "\n", omittingEmptySubsequences: false)
            let data = lines.map { read(SafeText.words(String($0))) }.joined(separator: "\n")
            #expect(
                commands[0].data.unicodeScalars.elementsEqual(data.unicodeScalars), "\(text.debugDescription)"
            )
        }
    }

    @Test(.enabled(if: PythonReader.hasPython), arguments: [FindingFormat.json, .gitlab, .sarif])
    func `the texts are data to Python's JSON reader`(_ format: FindingFormat) throws {
        let shape = """
            def shape(x, path=''):
                if isinstance(x, dict):
                    return [path + '{'] + [s for k in sorted(x) for s in shape(x[k], path + '.' + k)]
                if isinstance(x, list):
                    return [path + '['] + [s for v in x for s in shape(v, path + '[]')]
                return [path + ':' + type(x).__name__]
            """
        let script = """
            outputs = json.loads(text)
            shapes = set()
            for output in outputs:
                value = json.loads(output)
                shapes.add('\\n'.join(s for s in shape(value) if 'snippet' not in s and 'contextRegion' not in s
                    and 'uriBaseId' not in s))
            print(len(shapes))
            """
        let outputs = try Self.texts.map { try format.render(Self.report($0)) }
        let input = String(decoding: try JSONEncoder().encode(outputs), as: UTF8.self)
        #expect(try PythonReader.run("\(shape)\n\(script)", input: input) == "1\n")
    }

    @Test(.enabled(if: PythonReader.hasPython))
    func `the texts are data to Python's XML reader`() throws {
        let script = """
            import xml.etree.ElementTree as ET
            for output in json.loads(text):
                root = ET.fromstring(output.encode())
                assert [s.tag for s in root] == ['testsuite', 'testsuite'], output
                first, second = root[1]
                assert [e.tag for e in first] == ['failure'] and [e.tag for e in second] == ['system-out'], output
                assert set(first.attrib) == {'classname', 'name', 'file', 'line', 'time'}, output
                assert set(first[0].attrib) == {'type', 'message'} and len(first[0]) == 0, output
                print(json.dumps([first.get('file'), first[0].get('message'), first[0].text]))
            """
        let outputs = try Self.texts.map { try FindingFormat.junit.render(Self.report($0)) }
        let input = String(decoding: try JSONEncoder().encode(outputs), as: UTF8.self)
        let read = try PythonReader.run(script, input: input).split(separator: "\n")
        #expect(read.count == Self.texts.count)
        for (line, text) in zip(read, Self.texts) {
            let values = try JSONDecoder().decode([String].self, from: Data(line.utf8))
            // Nothing is lost: letters and digits come back in their order.
            let plain = text.unicodeScalars.filter { $0.properties.isAlphabetic }
            let message = values[1].unicodeScalars.filter { $0.properties.isAlphabetic }
            if !text.unicodeScalars.contains(where: SafeText.isUnsafe), !text.contains("ATTACHMENT"),
                !text.contains("##"), !text.contains("\u{FFFE}")
            {
                #expect(message.elementsEqual(plain), "\(text.debugDescription)")
            }
            #expect(!values.contains { $0.contains("[[ATTACHMENT") })
        }
    }

    @Test func `a message in SARIF has no link`() throws {
        let output = try FindingFormat.sarif.render(Self.report("[a](https://x.example) ](\u{301}1)"))
        #expect(output.contains("[a] (https://x.example) ] (\u{301}1)"))
    }
}
