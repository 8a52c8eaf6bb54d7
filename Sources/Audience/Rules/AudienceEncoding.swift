import Diagnostics

extension AudienceRules {
    package static let notText = Rule(
        "audience-encoding",
        summary: "The file is not a CSV in UTF-8: it is a workbook, UTF-16, or in another encoding.",
        reason: "Read in the wrong encoding, names would go out with the wrong letters, or not at all.",
        wrong: .audience("Save as … Excel workbook (.xlsx), or \"Unicode text\" (UTF-16)"),
        right: .audience("Save as … CSV UTF-8 (comma delimited)"),
        source: "format.md, `encoding`")
}
