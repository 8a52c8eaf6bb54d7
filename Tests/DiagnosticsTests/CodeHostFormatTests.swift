import Diagnostics
import Foundation
import Testing

@Suite struct CodeHostFormatTests {
    @Test(.enabled(if: PythonReader.hasPython))
    func `a GitLab report has what its documentation asks for`() throws {
        let script = """
            issues = json.loads(text)
            assert text[0] == '[' and isinstance(issues, list) and len(issues) == 4
            for issue in issues:
                assert set(issue) == {'description', 'check_name', 'fingerprint', 'severity', 'location'}
                assert all(isinstance(issue[k], str) and issue[k] for k in set(issue) - {'location'})
                assert issue['severity'] in ('info', 'minor', 'major', 'critical', 'blocker')
                assert not issue['location']['path'].startswith(('/', './'))
                begin = issue['location']['lines']['begin']
                assert type(begin) is int and begin >= 1
            assert len({issue['fingerprint'] for issue in issues}) == 4
            print([issue['severity'] for issue in issues], [issue['location']['lines']['begin'] for issue in issues])
            """
        let output = try FindingFormat.gitlab.render(Reports.fixed)
        let expected = "['major', 'minor', 'major', 'info'] [2, 3, 7, 1]\n"
        #expect(try PythonReader.run(script, input: output) == expected)
    }

    /// Elements and attributes are those of Jenkins' `junit-10.xsd`; the counts must agree.
    @Test(.enabled(if: PythonReader.hasPython), arguments: [(false, 2), (true, 3)])
    func `a JUnit report is made as its readers ask`(_ warningsFail: Bool, _ failures: Int) throws {
        let script = """
            import xml.etree.ElementTree as ET
            root = ET.fromstring(text.encode())
            assert root.tag == 'testsuites'
            names, tests, failures = set(), 0, 0
            for suite in root:
                assert suite.tag == 'testsuite' and suite.get('name')
                own = [len(case.findall('failure')) for case in suite]
                assert int(suite.get('tests')) == len(own) and int(suite.get('failures')) == sum(own)
                assert suite.get('errors') == '0' and suite.get('skipped') == '0'
                tests, failures = tests + len(own), failures + sum(own)
                for case in suite:
                    assert case.tag == 'testcase' and set(case.attrib) <= {'classname', 'name', 'file', 'line', 'time'}
                    assert (case.get('classname'), case.get('name')) not in names
                    names.add((case.get('classname'), case.get('name')))
                    assert {e.tag for e in case} <= {'failure', 'system-out'} and len(case) == 1 and case[0].text
            assert tests == int(root.get('tests')) == 5 and failures == int(root.get('failures'))
            print(failures)
            """
        var report = Reports.fixed
        report.warningsFail = warningsFail
        #expect(try PythonReader.run(script, input: FindingFormat.junit.render(report)) == "\(failures)\n")
    }

    @Test(.enabled(if: PythonReader.hasPython))
    func `equal findings of a file are cases of their own, and none is a report with a case`() throws {
        let script =
            "import re; print(sorted(re.findall('<testcase classname=\"[^\"]*\" name=\"([^\"]*)\"', text)))"
        let findings = (1...2).map { Findings.at("a", in: "a", number: $0) }
        let two = FindingReport(findings: findings, fileCount: 1, toolVersion: "1.0.0")
        #expect(
            try PythonReader.run(script, input: FindingFormat.junit.render(two))
                == "['files were looked at', 'some-rule', 'some-rule (2)']\n")
        let none = FindingReport(findings: [], fileCount: 9, toolVersion: "1.0.0")
        #expect(
            try PythonReader.run(script, input: FindingFormat.junit.render(none))
                == "['files were looked at']\n")
    }

    @Test func `GitHub gets no columns for a place of several lines`() throws {
        let lines = try FindingFormat.github.render(Reports.fixed).split(separator: "\n")
        #expect(lines.contains { $0.hasPrefix("::warning file=a.yaml,line=3,endLine=5,title=") })
        #expect(lines[1].contains("file=campañas/día 1.yaml,line=7,col=22,endLine=7,endColumn=31,"))
    }

    @Test func `no format shows a telephone number`() throws {
        for format in FindingFormat.allCases {
            let output = try format.render(Reports.fixed)
            #expect(!output.contains("573001119999") && !output.contains("301) 999 88 77"), "\(format)")
        }
    }
}
