import CampaignLoading
import CampaignModel
import Diagnostics

/// One message of a campaign and the template that a line of the campaign has for it.
///
/// Recipients are spread over a campaign's lines, and each line is an account of its own: a message must fit the
/// template of every line. What is wrong on several lines alike is said once for each, by name.
struct TemplateUse {
    let campaign: LoadedCampaign
    let message: TemplateMessage
    let places: CampaignPlaces.MessagePlaces
    let line: String
    let locked: LockedTemplate
    let lockedPlace: FieldPlace?

    /// Everything that `templates.lock.yaml` says against a campaign; nothing where there is no such file.
    static func findings(_ campaign: LoadedCampaign, in loaded: LoadedWorkspace) -> [Finding] {
        guard let lock = loaded.templates else { return [] }
        var findings: [Finding] = []
        // One line without a list is one mistake, however many messages the campaign has.
        var unlisted: Set<String> = []
        var limit = FindingLimit()
        for (message, places) in zip(campaign.campaign.messages, campaign.places.messages) {
            guard case .template(let message) = message.content else { continue }
            for line in campaign.campaign.lines {
                let lockedPlace = loaded.templatePlaces.templates[line]?[message.template]
                if let locked = lock.template(message.template, onLine: line) {
                    let use = TemplateUse(
                        campaign: campaign, message: message, places: places, line: line, locked: locked,
                        lockedPlace: lockedPlace)
                    if locked.status != .approved, limit.admits(TemplateNotApproved.rule) {
                        findings += TemplateNotApproved.findings(use, lock: lock)
                    }
                    findings += WrongVariableCount.findings(use)
                    findings += TemplateMedia.findings(use)
                    findings += CategoryLooserThanTemplate.findings(use)
                } else if lock.lines[line] == nil, loaded.templatePlaces.templates[line] != nil {
                    // What the file says of this line has a mistake of its own.
                } else if lockedPlace == nil {
                    if lock.lines[line] == nil, !unlisted.insert(line).inserted { continue }
                    guard limit.admits(UnknownTemplate.rule) else { continue }
                    findings += UnknownTemplate.findings(
                        message.template, line: line, lock: lock, at: places.content)
                }
            }
        }
        // Two messages of one template say the same of the campaign's category.
        return Set(findings + limit.rest(in: campaign.source.path)).sorted()
    }

    /// `template 1042 (recordatorio_pago)`, with its line where there are several.
    var name: String {
        let ofLine = campaign.campaign.lines.count > 1 ? " of line `\(line)`" : ""
        return "template \(message.template) (\(locked.name))\(ofLine)"
    }

    /// The template's entry in `templates.lock.yaml`.
    func related(_ words: String) -> [Finding.Related] {
        lockedPlace.map { [Finding.Related(place: $0.place, message: words)] } ?? []
    }

    /// The beginning of the text as the gateway has it, in quotes, after a colon; empty where it is not known.
    var body: String {
        guard let body = locked.body else { return "" }
        return ": «\(body.count <= 160 ? body : String(body.prefix(159)) + "…")»"
    }
}

extension TemplateLock.LineTemplates {
    /// `1042 (recordatorio_pago), 2077 (promocion)`: at most five of the approved ones.
    var approvedList: String {
        // Not all are sorted for five of them: there can be thousands, and a hundred findings.
        var count = 0
        var first: [String] = []
        for (number, template) in templates where template.status == .approved {
            count += 1
            if first.count == 5, let last = first.last, last < number { continue }
            first.insert(number, at: first.firstIndex { number < $0 } ?? first.count)
            if first.count > 5 { first.removeLast() }
        }
        let shown = first.map { "\($0) (\(templates[$0]?.name ?? ""))" }.joined(separator: ", ")
        return count > 5 ? shown + " and \(count - 5) more" : shown
    }
}
