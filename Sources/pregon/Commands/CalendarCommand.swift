import ArgumentParser
import CampaignModel
import Reporting
import Timetable

struct CalendarCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calendar",
        abstract: "Show public holidays and the windows in which sending is allowed.",
        discussion: """
            Colombia's public holidays of a year, by Ley 51 of 1983, and the hours that Ley 2300 and pregon.yaml leave \
            to each kind of campaign. With a campaign: when it may be sent on each of its lines in the coming days, and \
            why not at the other times. Without a workspace it shows the holidays alone.
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable { case human, json }

    @OptionGroup var options: GlobalOptions
    @Option(help: "The year whose holidays are shown, 1984 to 2100. Default: this one.")
    var year: Int?
    @Option(help: "human or json.")
    var format: Format = .human
    @Option(help: "How many days of a campaign are shown, today included, 1 to 400. Default: 14.")
    var days: Int?
    @Option(help: "Show what holds at this moment, e.g. \"2026-12-01 09:00\".")
    var now: String?
    @Argument(help: "A campaign.")
    var campaign: String?

    func run() throws {
        try reportingAtOnce {
            try refuseWrongNumbers()
            // A campaign, or a folder that is named, must be there.
            let needsWorkspace = campaign != nil || options.workspace != nil
            let session =
                needsWorkspace || WorkspaceFinder.nearest() != nil ? try Session(options) : nil
            let calendar = try calendar(session)
            switch format {
            case .human:
                let text = CalendarText(calendar, style: TextStyle(usesColor: options.console.usesColor))
                options.console.out(options.quiet ? text.verdict : text.render())
            case .json: options.console.out(try CalendarJSON.render(calendar))
            }
            return .success
        }
    }

    private func calendar(_ session: Session?) throws -> SendingCalendar {
        let zone = session?.zone ?? .colombia
        let now = try Moment.parse(now, zone: zone)
        let shown = year ?? zone.date(now).components.year
        guard ColombianHolidays.years.contains(shown) else {
            throw Failure(
                .usage,
                """
                the holidays of \(shown) are not known: today's rules began in 1984 (Ley 51 of 1983), and are computed \
                up to 2100. Give a year from 1984 to 2100
                """)
        }
        guard let session else { return SendingCalendar(year: shown, now: now, zone: zone) }
        let part = try campaign.flatMap { name in
            try session.campaigns([name], console: options.console).first.flatMap { loaded in
                SendingCalendar.CampaignPart(
                    loaded.campaign, in: session.workspace, zone: zone, now: now, days: days ?? 14)
            }
        }
        return SendingCalendar(
            year: shown, now: now, zone: zone,
            workspace: SendingCalendar.WorkspacePart(session.workspace, zone: zone, now: now), campaign: part)
    }

    private func refuseWrongNumbers() throws {
        guard let days else { return }
        guard campaign != nil else {
            throw Failure(.usage, "--days says how much of a campaign is shown; name the campaign, too")
        }
        guard (1...400).contains(days) else {
            throw Failure(.usage, "--days must lie between 1 and 400")
        }
    }
}
