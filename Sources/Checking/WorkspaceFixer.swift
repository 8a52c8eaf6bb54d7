import Audience
import CampaignLoading
import CampaignModel
import Diagnostics

/// Corrects the files of a workspace on disk, as far as there is one safe remedy: first the YAML files, then the
/// numbers in the audiences of campaigns that can be read.
///
/// What cannot be written is reported and stays as it was; each file is replaced whole or not at all.
package struct WorkspaceFixer {
    private let loader: WorkspaceLoader

    package init(_ loader: WorkspaceLoader) { self.loader = loader }

    /// - Parameter only: campaign files relative to the workspace; then `pregon.yaml` stays as it is.
    package func fix(only: [String]? = nil) -> FixReport {
        var report = FixReport()
        if only == nil {
            let loaded = loader.load()
            if files(in: loaded).contains(WorkspaceLoader.workspaceFile) {
                report.add(loader.fixFile(WorkspaceLoader.workspaceFile))
            }
        }
        let loaded = loader.load(only: only)
        for file in files(in: loaded) where file != WorkspaceLoader.workspaceFile {
            report.add(loader.fixFile(file))
        }
        report.add(fixAudiences(of: report.changes.isEmpty ? loaded : loader.load(only: only)))
        return report
    }

    /// Files of the workspace that hold something to correct, relative to it, each once.
    private func files(in loaded: LoadedWorkspace) -> [String] {
        Set(
            loaded.findings.filter { $0.fix != nil }.compactMap {
                loaded.root.relative(ofShown: $0.place.file)
            }
        )
        .sorted()
    }

    // MARK: Audiences

    /// What decides which cells of a file are numbers.
    private struct NumberColumn: Hashable {
        var path: String
        var phone: String
        var delimiter: AudienceSource.Delimiter
        var encoding: AudienceSource.Encoding
    }

    private func fixAudiences(of loaded: LoadedWorkspace) -> FixReport {
        var report = FixReport()
        var seen: Set<NumberColumn> = []
        for campaign in loaded.campaigns {
            let source = campaign.campaign.audience
            guard case .file(let relative) = source.origin,
                let path = try? loaded.root.file(relative, isAudience: true),
                seen.insert(
                    NumberColumn(
                        path: path, phone: source.phone, delimiter: source.delimiter,
                        encoding: source.encoding)
                ).inserted
            else { continue }
            report.add(fixNumbers(source, path: path, shown: loaded.root.shown(relative)))
        }
        return report
    }

    private func fixNumbers(_ source: AudienceSource, path: String, shown: String) -> FixReport {
        var report = FixReport()
        // Only file and columns matter here, not the day or who is left out.
        let input = AudienceInput(
            source: source, file: path, shownPath: shown, today: LocalDate(dayNumber: 0))
        // What is wrong with a file that cannot be read is said by the check.
        guard let fixes = try? NumberFixes.find(in: input), !fixes.isEmpty else { return report }
        do {
            let bytes = try FileReading.bytes(of: path, limit: .max)
            let outcome = FixApplier.apply(fixes, to: bytes)
            guard outcome.refused.isEmpty else {
                report.failures.append(
                    "\(shown) was left as it was: somebody else is changing it; run the command again")
                return report
            }
            try FileReplacing.replace(path, expecting: bytes, with: outcome.bytes)
            report.changes = outcome.applied
        } catch let failure as FileReplacing.Failure {
            report.failures.append("\(shown) was left as it was: \(failure.reason)")
        } catch let failure as FileReading.Failure {
            report.failures.append("\(shown) was left as it was: \(failure.reason)")
        } catch {
            report.failures.append("\(shown) was left as it was: \(error)")
        }
        return report
    }
}
