import CampaignModel
import Testing
import Timetable

@Suite struct ClosedReasonTests {
    @Test(arguments: [
        (
            "2026-11-30 06:59", ClosedReason.lawHours(hours("07:00-19:00"), .mon),
            "Ley 2300 of 2023 allows contact from Monday to Friday only from 07:00 to 19:00, Colombian time."
        ),
        (
            "2026-12-05 15:00", .lawHours(hours("08:00-15:00"), .sat),
            "Ley 2300 of 2023 allows contact on Saturdays only from 08:00 to 15:00, Colombian time."
        ),
        ("2026-12-06 10:00", .sunday, "Ley 2300 of 2023 allows no contact on Sundays."),
        (
            "2026-12-08 10:00", .publicHoliday("Inmaculada Concepción"),
            "It is a public holiday in Colombia: Inmaculada Concepción."
        ),
        (
            "2026-12-01 07:30", .workspaceHours(hours("08:00-18:00")),
            "The workspace sends only from 08:00 to 18:00 (sending.hours)."
        ),
        (
            "2026-12-02 10:00", .workspaceDay(.wed),
            "The workspace does not send on Wednesdays (sending.days)."
        ),
        ("2026-12-03 10:00", .campaignDay(.thu), "The campaign does not send on Thursdays (schedule.days)."),
        (
            "2026-12-01 16:00", .campaignHours(hours("09:00-16:00")),
            "The campaign sends only from 09:00 to 16:00 (schedule.hours)."
        ),
        (
            "2026-12-01 10:30", .maintenance(until: local("2026-12-01 11:00")),
            "The gateway has announced maintenance of the line until 2026-12-01 11:00."
        ),
    ])
    func `a closed moment says why, in a sentence`(
        _ moment: String, _ reason: ClosedReason, _ sentence: String
    ) {
        let windows = SendingWindows(
            rules: SendingRules(days: [.mon, .tue, .thu, .fri, .sat]), category: .marketing,
            schedule: Schedule(hours: hours("09:00-16:00"), days: [.mon, .tue, .fri, .sat]),
            maintenance: [
                Maintenance(lines: [], from: local("2026-12-01 10:00"), to: local("2026-12-01 11:00"))
            ], zone: .colombia)
        #expect(windows.closedReason(at: bogota(moment)) == reason)
        #expect(reason.sentence == sentence)
        #expect(!windows.isOpen(at: bogota(moment)))
    }

    @Test func `an open moment has no reason`() {
        let windows = SendingWindows(rules: SendingRules(), category: .marketing, zone: .colombia)
        #expect(windows.closedReason(at: bogota("2026-12-01 10:00")) == nil)
    }

    @Test func `utility meets the workspace's holidays under their own names`() {
        let windows = SendingWindows(rules: SendingRules(), category: .utility, zone: .colombia)
        #expect(
            windows.closedReason(at: bogota("2026-12-08 10:00")) == .publicHoliday("Inmaculada Concepción"))
        #expect(windows.closedReason(at: bogota("2026-12-06 10:00")) == .workspaceDay(.sun))
    }
}
