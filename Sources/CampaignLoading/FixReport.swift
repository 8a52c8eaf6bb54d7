import Diagnostics
import YAMLTree

/// What `validate --fix` has done.
package struct FixReport: Sendable {
    /// Every change that was written, by file and place.
    package var changes: [Fix] = []
    /// Files that could have been corrected and were not, each as a sentence.
    package var failures: [String] = []

    package init() {}

    package mutating func add(_ other: FixReport) {
        changes += other.changes
        failures += other.failures
    }
}

extension WorkspaceLoader {
    /// Corrects one YAML file of the workspace on disk; without a change, the file is not touched.
    ///
    /// - Parameter relative: `pregon.yaml` or a campaign file, relative to the workspace.
    package func fixFile(_ relative: String) -> FixReport {
        let shown = root.shown(relative)
        var report = FixReport()
        do {
            // Follows a link, but not out of the workspace.
            let path = try root.file(relative)
            let bytes = try FileReading.bytes(of: path, limit: YAMLLimits.standard.fileBytes + 1)
            let isWorkspaceFile = relative == Self.workspaceFile
            let fixing = YAMLFixing { source in
                isWorkspaceFile ? findings(ofWorkspaceFile: source) : load(text: source).findings
            }
            let result = fixing.fix(SourceText(path: shown, bytes: bytes))
            guard result.bytes != bytes else { return report }
            try FileReplacing.replace(path, expecting: bytes, with: result.bytes)
            report.changes = result.changes
        } catch let failure as FileReplacing.Failure {
            report.failures.append("\(shown) was left as it was: \(failure.reason)")
        } catch let failure as FileReading.Failure {
            report.failures.append("\(shown) was left as it was: \(failure.reason)")
        } catch {
            report.failures.append("\(shown) was left as it was: it lies outside the workspace")
        }
        return report
    }
}
