// Checking: the rules that need more than one file's structure.
//
// In: a loaded workspace, a day. Out: findings about audiences, placeholders and filled texts, person by person
// but without a person's data. Also `AudienceSources`, which finds an audience's files and lists for everybody
// who reads it.
import Audience
import CampaignLoading
import CampaignModel
import Diagnostics

/// Finds what an audience is read from: its file, the lists of people to leave out. Lists are read once,
/// however many campaigns name them.
package final class AudienceSources {
    private let root: WorkspaceRoot
    let workspace: Workspace
    let today: LocalDate
    private let optedOut: Result<NumberSet, AudienceError>
    /// Findings about the workspace's own lists, to be shown once.
    package private(set) var optOutFindings: [Finding] = []
    private var lists: [String: Result<NumberList, AudienceError>] = [:]
    /// Told how much of an audience was read, each time that it is: its name, how much, of how much, and whether that is
    /// bytes (of a file) or rows (of a campaign file).
    package var onProgress: (@Sendable (_ path: String, _ done: Int, _ total: Int, _ isFile: Bool) -> Void)?

    /// - Parameters:
    ///   - today: the day on which consent is judged, in the workspace's zone.
    ///   - suppressed: numbers that the ledger knows to have opted out.
    package init(
        root: WorkspaceRoot, workspace: Workspace, today: LocalDate, suppressed: some Sequence<PhoneNumber>
    ) {
        self.root = root
        self.workspace = workspace
        self.today = today
        var numbers = NumberSet()
        for number in suppressed { numbers.insert(number) }
        var failure: [Finding] = []
        var uncounted = 0
        for path in workspace.optOut.lists {
            // Of a hundred thousand lists that are not there, the first say it for all.
            if failure.count >= FindingLimit.perRule, (try? root.file(path, isAudience: true)) == nil {
                uncounted += 1
                continue
            }
            do {
                let list = try Self.read(path, root: root, phone: nil)
                numbers.formUnion(list.numbers)
                optOutFindings += list.findings
            } catch {
                failure += error.findings
            }
        }
        if uncounted > 0, let rule = failure.last?.rule {
            failure.append(.more(uncounted, of: rule, in: root.shown(WorkspaceLoader.workspaceFile)))
        }
        if failure.isEmpty {
            optedOut = .success(numbers)
        } else {
            optOutFindings += failure
            optedOut = .failure(.unusable([]))
        }
    }

    /// Everything that decides who is a recipient of a campaign. If a list cannot be read nobody is: people on
    /// it would be written to.
    package func input(for loaded: LoadedCampaign) throws(AudienceError) -> AudienceInput {
        let source = loaded.campaign.audience
        var input = AudienceInput(source: source, shownPath: loaded.source.path, today: today)
        if case .file(let path) = source.origin {
            input.shownPath = root.shown(path)
            input.file = try absolute(path, place: loaded.places.audienceFile?.place)
        }
        var seen: Set<String> = []
        // A list that is named twice is read, and asked, once.
        for path in source.exclude where seen.insert(path).inserted {
            let list = try list(path, phone: source.phone)
            input.excluded.append((root.shown(path), list.numbers))
        }
        input.optedOut = try optedOut.get()
        if let onProgress {
            let (path, isFile) = (input.shownPath, input.file != nil)
            input.onProgress = { onProgress(path, $0, $1, isFile) }
        }
        return input
    }

    /// Findings of the lists that a campaign excludes by.
    package func listFindings(of campaign: Campaign) -> [Finding] {
        Set(campaign.audience.exclude).sorted().flatMap { path -> [Finding] in
            if case .success(let list) = lists[path + "\0" + campaign.audience.phone] {
                list.findings
            } else {
                []
            }
        }
    }

    private func list(_ path: String, phone: String) throws(AudienceError) -> NumberList {
        let key = path + "\0" + phone
        if let known = lists[key] { return try known.get() }
        let result: Result<NumberList, AudienceError>
        do {
            result = .success(try Self.read(path, root: root, phone: phone))
        } catch {
            result = .failure(error)
        }
        lists[key] = result
        return try result.get()
    }

    private static func read(_ path: String, root: WorkspaceRoot, phone: String?)
        throws(AudienceError) -> NumberList
    {
        let absolute: String
        do {
            absolute = try root.file(path, isAudience: true)
        } catch {
            throw .unusable([Self.missing(path, root: root, place: nil)])
        }
        return try NumberListReader.read(absolute, shownPath: root.shown(path), phone: phone)
    }

    private func absolute(_ path: String, place: SourcePlace?) throws(AudienceError) -> String {
        do {
            return try root.file(path, isAudience: true)
        } catch {
            throw .unusable([Self.missing(path, root: root, place: place)])
        }
    }

    private static func missing(_ path: String, root: WorkspaceRoot, place: SourcePlace?) -> Finding {
        Finding(
            ReferenceRules.fileMissing,
            at: place ?? SourcePlace(file: root.shown(WorkspaceLoader.workspaceFile)),
            "there is no file `\(root.shown(path))` within the workspace",
            remedy: "check the spelling; paths are relative to the folder of pregon.yaml")
    }
}

extension AudienceError {
    package var findings: [Finding] {
        switch self {
        case .unusable(let findings): findings
        case .consumer: []
        }
    }
}
