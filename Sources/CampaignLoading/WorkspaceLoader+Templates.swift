import CampaignModel
import Diagnostics
import YAMLTree

extension WorkspaceLoader {
    /// Reads `templates.lock.yaml`, if it is there: without it nothing is said of templates.
    func loadTemplates(into loaded: inout LoadedWorkspace, lines: KnownLines?) {
        let shown = root.shown(Self.templatesFile)
        do {
            guard let bytes = try templatesBytes(shown) else { return }
            let load = YAMLReader.read(SourceText(path: shown, bytes: bytes))
            let sink = FindingSink(load.findings, file: shown)
            let decoder = TemplateLockDecoder(
                reader: NodeReader(sink: sink), lines: lines ?? KnownLines(isComplete: false))
            if let document = load.document, let (lock, places) = decoder.decode(document.root) {
                loaded.templates = lock
                loaded.templatePlaces = places
            }
            loaded.findings += sink.findings
        } catch {
            loaded.findings.append(error)
        }
    }

    /// Nil where there is no such file.
    private func templatesBytes(_ shown: String) throws(Finding) -> [UInt8]? {
        let place = SourcePlace(file: shown)
        let path: String
        do {
            path = try root.file(Self.templatesFile)
        } catch {
            switch error {
            case .missing, .empty: return nil
            case .outside, .absolute:
                throw Finding(
                    ReferenceRules.pathOutside, at: place,
                    "`\(shown)` is a symbolic link that leads out of the workspace",
                    remedy: "remove the link; \(TemplateLockDecoder.pull)")
            case .notAFile:
                throw Finding(
                    ReferenceRules.fileMissing, at: place, "`\(shown)` is not a file",
                    remedy: "move it away; \(TemplateLockDecoder.pull)")
            }
        }
        do {
            return try FileReading.bytes(of: path, limit: YAMLLimits.standard.fileBytes + 1)
        } catch {
            throw Finding(
                ReferenceRules.fileMissing, at: place, "`\(shown)` cannot be read: \(error.reason)",
                remedy: "check the file's permissions")
        }
    }
}

extension LoadedWorkspace {
    /// What is wrong with `templates.lock.yaml` itself.
    package var templateFindings: [Finding] {
        let file = root.shown(WorkspaceLoader.templatesFile)
        return findings.filter { $0.place.file == file }
    }
}
