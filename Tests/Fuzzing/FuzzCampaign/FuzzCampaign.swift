// libFuzzer's entry for campaign files: any bytes end in findings or a campaign, never in a crash or a hang.
//
// Started by `make fuzz`; the sanitizer instruments the whole package.
import CampaignLoading
import CampaignModel
import Checking
import Diagnostics
import Foundation
import YAMLTree

/// The workspace that the bytes are judged in: the one of the golden files.
nonisolated(unsafe) private let workspace: (loader: WorkspaceLoader, sources: AudienceSources)? = {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("CheckingTests/Fixtures/workspace").path
    let root = WorkspaceRoot(path: folder, shownPath: "")
    let loader = WorkspaceLoader(root: root)
    guard let settings = loader.load().workspace, let today = LocalDate(year: 2026, month: 11, day: 23) else {
        return nil
    }
    return (loader, AudienceSources(root: root, workspace: settings, today: today, suppressed: []))
}()

/// Called by libFuzzer once for each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    guard let workspace else { preconditionFailure("the workspace of the golden files is not to be read") }
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    let loaded = workspace.loader.load(text: SourceText(path: "fuzz.yaml", bytes: bytes))
    let findings = WorkspaceChecker(root: loaded.root, sources: workspace.sources).findings(of: loaded)
    precondition(!loaded.campaigns.isEmpty || findings.hasErrors, "no campaign and no error")
    let report = FindingReport(findings: findings, fileCount: 1, toolVersion: "0.0.0")
    // The machine formats take longer than all the rest; an eighth of the inputs is enough for them.
    for format in FindingFormat.allCases where format == .human || count % 8 == 0 {
        guard let shown = try? format.render(report) else {
            preconditionFailure("\(format) cannot be rendered")
        }
        precondition(
            !shown.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || $0.value == 0x7F },
            "a control character gets into \(format)")
    }
    return 0
}
