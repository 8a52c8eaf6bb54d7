import CampaignModel
import Diagnostics
import YAMLTree

/// Brings a `templates.lock.yaml` up to date as a person would who wants a small diff: what has not changed keeps its
/// bytes, comments stay, and entries that were not asked for are left alone.
package struct TemplateLockUpdate {
    package enum Mistake: Error, Hashable, Sendable {
        /// The old file cannot be read, and what it said of lines that were not pulled would be lost.
        case unreadableAndIncomplete(missing: [String])
    }

    /// What a line's gateway says now.
    package struct PulledLine: Sendable {
        package var name: String
        package var now: TemplateLock.LineTemplates

        package init(name: String, now: TemplateLock.LineTemplates) {
            self.name = name
            self.now = now
        }
    }

    private let pulled: [PulledLine]
    private let known: [String]
    private let utcOffset: Int

    /// - Parameters:
    ///   - pulled: in the order of `pregon.yaml`.
    ///   - known: every line that has templates, in the same order; blocks of others are removed.
    ///   - utcOffset: in which moments are written, seconds east of UTC.
    package init(pulled: [PulledLine], known: [String], utcOffset: Int) {
        self.pulled = pulled
        self.known = known
        self.utcOffset = utcOffset
    }

    /// The new text. The loader reads from it exactly what was pulled and what was left alone; where nothing has
    /// changed, it is the old text, and `pulled` keeps the moment of the last change.
    ///
    /// - Parameter old: nil where there is no file yet.
    package func text(from old: [UInt8]?) throws(Mistake) -> String {
        guard let old else { return fresh(keeping: [:], comments: nil) }
        guard let (document, lock) = TemplateLock.read(old) else {
            let missing = known.filter { name in !pulled.contains { $0.name == name } }
            guard missing.isEmpty else { throw .unreadableAndIncomplete(missing: missing) }
            return fresh(keeping: [:], comments: Self.leadingComments(old))
        }
        let expected = expected(from: lock)
        let edited = TemplateLockEdit(document: document, lock: lock, utcOffset: utcOffset)
            .text(known: known, pulled: expected.filter { line in pulled.contains { $0.name == line.key } })
        if let (_, read) = TemplateLock.read(Array(edited.utf8)), read.lines == expected { return edited }
        // Whatever the old file's shape was, what is written must be read back as it was meant.
        let comments = TemplateLockEdit(document: document, lock: lock, utcOffset: utcOffset).allComments
        return fresh(keeping: expected, comments: comments)
    }

    /// What the new file says: unchanged lines keep their moment.
    private func expected(from lock: TemplateLock) -> [String: TemplateLock.LineTemplates] {
        var lines = lock.lines.filter { known.contains($0.key) }
        for line in pulled {
            if let old = lines[line.name], old.templates == line.now.templates { continue }
            lines[line.name] = line.now
            // The file's moments have whole seconds.
            lines[line.name]?.pulled.milliseconds -= ((line.now.pulled.milliseconds % 1000) + 1000) % 1000
        }
        return lines
    }

    private func fresh(keeping lines: [String: TemplateLock.LineTemplates], comments: String?) -> String {
        var lines = lines
        for line in pulled where lines[line.name] == nil { lines[line.name] = line.now }
        let ordered = known.compactMap { name in lines[name].map { (name: name, templates: $0) } }
        return TemplateLockText.file(
            ordered, utcOffset: utcOffset,
            heading: comments.flatMap { $0.isEmpty ? nil : $0 } ?? TemplateLockText.heading)
    }

    /// The comments before anything else, of a file that is otherwise unreadable.
    private static func leadingComments(_ bytes: [UInt8]) -> String {
        String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
            .prefix { $0.hasPrefix("#") }.map { $0.filter { $0 != "\r" } + "\n" }.joined()
    }
}

extension TemplateLock {
    /// Reads the file's text alone, without the workspace's lines; nil where it has errors.
    static func read(_ bytes: [UInt8]) -> (YAMLDocument, TemplateLock)? {
        let load = YAMLReader.read(SourceText(path: WorkspaceLoader.templatesFile, bytes: bytes))
        let sink = FindingSink(load.findings)
        let decoder = TemplateLockDecoder(
            reader: NodeReader(sink: sink), lines: KnownLines(isComplete: false))
        guard let document = load.document, let (lock, _) = decoder.decode(document.root), !sink.hasErrors
        else { return nil }
        return (document, lock)
    }

    /// What a file's text says of templates; nil where it has errors.
    package init?(text: [UInt8]) {
        guard let (_, lock) = Self.read(text) else { return nil }
        self = lock
    }

    /// By their worth as numbers, as the file lists them.
    package static func sorted(
        _ templates: [String: LockedTemplate]
    ) -> [(key: String, value: LockedTemplate)] {
        TemplateLockText.sorted(templates)
    }
}
