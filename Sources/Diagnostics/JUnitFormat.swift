/// Findings as JUnit XML, of which GitLab and Jenkins read: `testsuites`, `testsuite`, `testcase` with `classname`,
/// `name`, `file`, and `failure` or `system-out`. https://docs.gitlab.com/ci/testing/unit_test_reports/
///
/// A finding is a test case, because both readers show only one failure of each; a file with findings is a suite.
/// What fails the validation fails its case; other findings pass and say their words in `system-out`. One more
/// case stands for the files as a whole: Jenkins takes a report without cases for a mistake. Columns stand in the
/// texts, since the format has none.
package enum JUnitFormat {
    package static func render(_ report: FindingReport) -> String {
        var files: [String] = []
        var byFile: [String: [Finding]] = [:]
        for finding in report.findings {
            if byFile[finding.place.file] == nil { files.append(finding.place.file) }
            byFile[finding.place.file, default: []].append(finding)
        }
        let failures = report.findings.count { report.fails($0) }
        var lines = [
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
            "<testsuites name=\"pregon validate\" tests=\"\(report.findings.count + 1)\""
                + " failures=\"\(failures)\" errors=\"0\" time=\"0\">",
        ]
        lines += suite(
            "pregon validate", failures: 0, cases: [summary(report, filesWithFindings: files.count)])
        for file in files {
            let own = byFile[file] ?? []
            lines += suite(
                file, failures: own.count { report.fails($0) }, cases: cases(of: own, in: report))
        }
        lines.append("</testsuites>")
        return lines.joined(separator: "\n") + "\n"
    }

    private static func suite(_ name: String, failures: Int, cases: [String]) -> [String] {
        [
            "  <testsuite name=\"\(escaped(name))\" tests=\"\(cases.count)\" failures=\"\(failures)\" errors=\"0\""
                + " skipped=\"0\" time=\"0\">"
        ] + cases + ["  </testsuite>"]
    }

    private static func summary(_ report: FindingReport, filesWithFindings: Int) -> String {
        "    <testcase classname=\"pregon validate\" name=\"files were looked at\" time=\"0\">"
            + "<system-out>Files looked at: \(report.fileCount). Files with findings: \(filesWithFindings)."
            + "</system-out></testcase>"
    }

    private static func cases(of findings: [Finding], in report: FindingReport) -> [String] {
        var seen: [String: Int] = [:]
        return findings.map { finding in
            // Cases are known by their names: equal ones are counted, and no line number stands in them, so that
            // a finding that only moved is the same one.
            let rule = finding.rule.name
            seen[rule, default: 0] += 1
            let number = seen[rule, default: 1]
            let name = number == 1 ? rule : "\(rule) (\(number))"
            let start = finding.place.span?.start
            let line = start.map { " line=\"\($0.line)\"" } ?? ""
            let file = escaped(finding.place.file)
            let position = start.map { "line \($0.line), column \($0.column)" } ?? "the whole file"
            let message = SafeText.words(finding.message)
            // The only line break of a text is this one: a line of a file's text could begin with `::`.
            let text =
                escaped("\(finding.severity.rawValue) at \(position): \(message)")
                + "\n= \(escaped(SafeText.words(finding.remedy)))"
            // The type is a word that GitLab's reader of XML knows no conversion for.
            let body =
                report.fails(finding)
                ? "<failure type=\"\(finding.severity.rawValue)\" message=\"\(escaped(message))\">"
                    + "\(text)</failure>"
                : "<system-out>\(text)</system-out>"
            return "    <testcase classname=\"\(file)\" name=\"\(escaped(name))\" file=\"\(file)\"\(line)"
                + " time=\"0\">\(body)</testcase>"
        }
    }

    /// A text as characters of XML 1.0, in content and in double quotes. What XML or a terminal cannot bear is
    /// spelled out, and a square bracket is a reference, so that neither `]]>`, nor `##[command]` in a log, nor
    /// GitLab's `[[ATTACHMENT|…]]` comes from a file's text.
    private static func escaped(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        // Attachments are looked for after references are read.
        for scalar in text.unicodeScalars
            .replacing("[[ATTACHMENT".unicodeScalars, with: "[\\u{5B}ATTACHMENT".unicodeScalars)
        {
            switch scalar {
            case "&": result.append(contentsOf: "&amp;".unicodeScalars)
            case "<": result.append(contentsOf: "&lt;".unicodeScalars)
            case ">": result.append(contentsOf: "&gt;".unicodeScalars)
            case "\"": result.append(contentsOf: "&quot;".unicodeScalars)
            case "[": result.append(contentsOf: "&#91;".unicodeScalars)
            case _ where SafeText.isUnsafe(scalar) || isForbidden(scalar):
                result.append(contentsOf: SafeText.spelled(scalar).unicodeScalars)
            default: result.append(scalar)
            }
        }
        return String(result)
    }

    /// The noncharacters that XML 1.0 does not take; control characters are unsafe already.
    private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
        (0xFFFE...0xFFFF).contains(scalar.value)
    }
}
