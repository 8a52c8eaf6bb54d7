import CampaignModel
import Testing
import Timetable

@Suite struct ContactWindowTests {
    private let noon = bogota("2026-12-01 12:00")

    private func window(
        _ category: Campaign.Category, limit: ContactLimit? = nil, law: Law = .co2300, zone: Zone = .colombia
    ) -> ContactWindow {
        ContactWindow(rules: SendingRules(law: law, maxPerRecipient: limit), category: category, zone: zone)
    }

    @Test(arguments: [Campaign.Category.marketing, .collection])
    func `the law allows one contact a day`(_ category: Campaign.Category) {
        let window = window(category)
        #expect(window.hasLimit)
        #expect(window.blocked(at: noon, contacts: []) == nil)
        #expect(
            window.blocked(at: noon, contacts: [bogota("2026-12-01 07:00")]) == bogota("2026-12-02 00:00"))
        #expect(window.blocked(at: noon, contacts: [bogota("2026-11-30 23:59:59")]) == nil)
        #expect(
            window.blocked(at: noon, contacts: [bogota("2026-12-01 00:00")]) == bogota("2026-12-02 00:00"))
    }

    @Test func `other categories and other laws know no limit of their own`() {
        for window in [window(.utility), window(.authentication), window(.marketing, law: .none)] {
            #expect(!window.hasLimit)
            #expect(window.blocked(at: noon, contacts: [noon, noon]) == nil)
        }
    }

    @Test func `contacts that the law does not speak of count for the workspace only`() {
        let window = window(.marketing, limit: ContactLimit(count: 2, period: .day))
        #expect(window.blocked(at: noon, contacts: [noon], underLaw: []) == nil)
        #expect(window.blocked(at: noon, contacts: [noon], underLaw: [noon]) == bogota("2026-12-02 00:00"))
        #expect(window.blocked(at: noon, contacts: [noon, noon], underLaw: []) == bogota("2026-12-02 00:00"))
    }

    @Test func `a week is seven days back from the moment, to the millisecond`() {
        let window = window(.utility, limit: ContactLimit(count: 2, period: .week))
        let contacts = [bogota("2026-11-26 09:00"), bogota("2026-11-24 12:00"), bogota("2026-11-20 09:00")]
        #expect(window.blocked(at: noon, contacts: contacts) == nil)
        let before = Instant(milliseconds: noon.milliseconds - 1)
        #expect(window.blocked(at: before, contacts: contacts) == noon)
        let limit = ContactLimit(count: 2, period: .week)
        #expect(ContactWindow.blocked(limit, at: noon, contacts: contacts, zone: .colombia) == nil)
    }

    @Test func `with more contacts than the limit the oldest that still counts decides`() {
        let window = window(.utility, limit: ContactLimit(count: 1, period: .week))
        let contacts = [bogota("2026-11-28 09:00"), bogota("2026-11-30 10:00")]
        #expect(window.blocked(at: noon, contacts: contacts) == bogota("2026-12-07 10:00"))
    }

    @Test func `the stricter of law and workspace decides`() {
        let window = window(.collection, limit: ContactLimit(count: 2, period: .week))
        let today = bogota("2026-12-01 08:00")
        #expect(window.blocked(at: noon, contacts: [today]) == bogota("2026-12-02 00:00"))
        #expect(
            window.blocked(at: noon, contacts: [bogota("2026-11-27 10:00"), today])
                == bogota("2026-12-04 10:00"))
    }

    @Test func `the moment given is allowed even if that takes both limits in turn`() {
        // By the week the second contact may be made on 2 December at 10:00; the law then counts a contact that
        // a clock set back has put later on that day.
        let window = window(.marketing, limit: ContactLimit(count: 2, period: .week))
        let contacts = [bogota("2026-11-25 10:00"), bogota("2026-12-02 11:00")]
        #expect(window.blocked(at: noon, contacts: contacts) == bogota("2026-12-03 00:00"))
    }

    @Test func `the workspace's day is that of its zone, the law's is Colombia's`() throws {
        let madrid = try zone("Europe/Madrid")
        let perDay = ContactLimit(count: 1, period: .day)
        // 00:30 in Madrid is 18:30 of the day before in Bogotá.
        let contact = bogota("2026-12-01 12:30")
        let now = bogota("2026-12-01 18:30")
        #expect(window(.utility, limit: perDay, zone: madrid).blocked(at: now, contacts: [contact]) == nil)
        #expect(
            window(.marketing, limit: perDay, zone: madrid).blocked(at: now, contacts: [contact])
                == bogota("2026-12-02 00:00"))
    }

    @Test func `a day ends where its zone's clocks say, also when they jump over midnight`() throws {
        let santiago = try zone("America/Santiago")
        let window = window(.utility, limit: ContactLimit(count: 1, period: .day), zone: santiago)
        let saturday = utc("2026-09-05 15:00")
        #expect(window.blocked(at: saturday, contacts: [saturday]) == utc("2026-09-06 04:00"))
    }

    @Test(arguments: [0, -3])
    func `a limit below one is one`(_ count: Int) {
        let limit = ContactLimit(count: count, period: .day)
        #expect(ContactWindow.blocked(limit, at: noon, contacts: [], zone: .colombia) == nil)
        #expect(ContactWindow.blocked(limit, at: noon, contacts: [noon], zone: .colombia) != nil)
    }
}
