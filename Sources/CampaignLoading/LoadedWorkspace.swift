// CampaignLoading: a folder of YAML files → valid values, or findings with places.
//
// In: a folder. Out: a `Workspace` and its `Campaign`s, each with the places its values came from, and every
// finding of every file. Structure, types and references within the workspace are settled here; what needs the
// audience's rows, the clock or the ledger is not.
import CampaignModel
import Diagnostics
import YAMLTree

/// A workspace as its files say it.
package struct LoadedWorkspace: Sendable {
    /// The absolute path of the folder with `pregon.yaml`.
    package var root: WorkspaceRoot
    /// Nil where `pregon.yaml` is missing or wrong.
    package var workspace: Workspace?
    /// The campaigns without an error of their own, by name.
    package var campaigns: [LoadedCampaign]
    /// How many campaign files were read, right or wrong.
    package var fileCount: Int
    /// Names of campaigns whose file has an error: what they have waiting is held.
    package var brokenCampaigns: [String]
    package var findings: [Finding]
    /// What `templates.lock.yaml` says, as far as it is right; nil where there is no such file or it cannot be read.
    package var templates: TemplateLock?
    /// Where it says so.
    package var templatePlaces = TemplatePlaces()
    /// What the files say of findings that are accepted.
    package var ignores: [IgnoreComment] = []
    /// Where `pregon.yaml` names each opt-out list.
    package var optOutLists: [FieldPlace] = []
    /// The file of each broken campaign, as messages show it.
    package var brokenFiles: [String: String] = [:]

    package func campaign(named name: String) -> LoadedCampaign? {
        campaigns.first { $0.campaign.name == name }
    }
}

/// A campaign with the places of what later checks may speak of.
///
/// A class, because it is handed around more often than it is looked into.
package final class LoadedCampaign: Sendable {
    package let campaign: Campaign
    package let source: SourceText
    package let places: CampaignPlaces
    /// The files and inline strings that the campaign carries, looked at and of the right kind.
    package let media: Set<MediaBytes>

    init(campaign: Campaign, source: SourceText, places: CampaignPlaces, media: Set<MediaBytes>) {
        self.campaign = campaign
        self.source = source
        self.places = places
        self.media = media
    }

    /// The same file with another campaign, such as one whose pace runs free.
    package func with(_ campaign: Campaign) -> LoadedCampaign {
        LoadedCampaign(campaign: campaign, source: source, places: places, media: media)
    }
}

/// Where a value stands in its file.
package struct FieldPlace: Sendable {
    // Not the node itself, which would keep the trees of all files alive.
    let node: NodePlace

    init(_ node: YAMLNode) { self.node = NodePlace(node) }

    package var place: SourcePlace { node.place() }

    /// The place of the n-th placeholder of a text, from 0; literal `\{{` do not count.
    package func placeholder(_ index: Int) -> SourcePlace {
        node.place(ofPlaceholder: Self.braces(ofPlaceholder: index, in: node.written))
    }

    /// Which `{{` of a text, literal ones included, begins the n-th placeholder.
    static func braces(ofPlaceholder n: Int, in text: some Sequence<UInt8>) -> Int {
        var previous: UInt8 = 0
        var isBrace = false
        var opened = 0
        var left = n
        for byte in text {
            // The second brace of a pair.
            if byte == 0x7B, isBrace {
                if previous != 0x5C {
                    if left == 0 { return opened }
                    left -= 1
                }
                opened += 1
                isBrace = false
                previous = byte
            } else if byte == 0x7B {
                isBrace = true
            } else {
                isBrace = false
                previous = byte
            }
        }
        return n
    }
}

/// The places of what `templates.lock.yaml` says, also of what is wrong there.
package struct TemplatePlaces: Sendable {
    /// The number of each template, by its line.
    package var templates: [String: [String: FieldPlace]] = [:]

    package init() {}
}

/// The places of a campaign's values.
package struct CampaignPlaces: Sendable {
    package var name: FieldPlace
    package var category: FieldPlace
    package var lines: FieldPlace
    package var audience: FieldPlace
    /// The `file` of the audience; nil for inline recipients.
    package var audienceFile: FieldPlace?
    package var phone: FieldPlace?
    package var optIn: FieldPlace?
    /// The column name of each filter.
    package var filters: [FieldPlace] = []
    package var exclude: [FieldPlace] = []
    package var messages: [MessagePlaces] = []
    package var group: FieldPlace?
    /// The campaign that `group.of` names.
    package var groupOf: FieldPlace?
    package var invite: FieldPlace?
    package var schedule: FieldPlace?
    package var every: FieldPlace?
    package var until: FieldPlace?
    package var expiresAfter: FieldPlace?
    package var hours: FieldPlace?
    package var days: FieldPlace?

    package struct MessagePlaces: Sendable {
        package var message: FieldPlace
        /// The text, or the address of an image or document, or the template's number.
        package var content: FieldPlace
        package var variables: [FieldPlace] = []
        /// The key `variables`, before the list of them.
        package var variableList: FieldPlace?
        /// The key `media`.
        package var media: FieldPlace?
        package var mediaURL: FieldPlace?
        package var customField: FieldPlace?
    }
}
