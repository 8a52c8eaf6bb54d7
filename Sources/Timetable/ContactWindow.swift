import CampaignModel

/// How often one person may be contacted: the law's one contact a day, and the workspace's `max_per_recipient`.
///
/// A contact is all messages of one occurrence of one campaign to one person; accepted, in-flight and in-doubt
/// sends count (format.md). Which they are is the ledger's knowledge; here they are moments.
package struct ContactWindow: Sendable {
    private let law: ContactLimit?
    private let workspace: ContactLimit?
    private let zone: Zone

    /// `category` is that of the campaign that wants to make one more contact: Ley 2300 limits `marketing` and
    /// `collection`, the workspace's limit holds for every category.
    package init(rules: SendingRules, category: Campaign.Category, zone: Zone) {
        law = ContactLaw.holds(category, under: rules.law) ? ContactLaw.limit : nil
        workspace = rules.maxPerRecipient
        self.zone = zone
    }

    /// Whether any limit holds, so that earlier contacts need to be looked up at all.
    package var hasLimit: Bool { law != nil || workspace != nil }

    /// How far back contacts count, at most: seven days, in seconds.
    package static let memory = 604_800

    /// Nil if one more contact is allowed at this moment; else the earliest moment at which it is, which the
    /// caller moves on to the next opening.
    ///
    /// - Parameters:
    ///   - contacts: when this person was contacted, by any campaign of the workspace, in any order.
    ///   - underLaw: those of campaigns that the law speaks of (`marketing`, `collection`); nil: all of them.
    package func blocked(
        at now: Instant, contacts: [Instant], underLaw: [Instant]? = nil
    ) -> Instant? {
        var moment = now
        // One limit's next moment may be too early for the other. Each round leaves at least one contact behind.
        for _ in 0...contacts.count + (underLaw?.count ?? 0) {
            let byLaw = law.flatMap {
                Self.blocked($0, at: moment, contacts: underLaw ?? contacts, zone: ContactLaw.zone)
            }
            let byWorkspace = workspace.flatMap {
                Self.blocked($0, at: moment, contacts: contacts, zone: zone)
            }
            guard let later = [byLaw, byWorkspace].compactMap({ $0 }).max() else { break }
            moment = later
        }
        return moment == now ? nil : moment
    }

    /// One limit alone; its day is the calendar day of `zone`.
    package static func blocked(
        _ limit: ContactLimit, at now: Instant, contacts: [Instant], zone: Zone
    ) -> Instant? {
        let allowed = max(1, limit.count)
        switch limit.period {
        case .day:
            let today = zone.date(now)
            guard contacts.count(where: { zone.date($0) == today }) >= allowed else { return nil }
            return zone.instant(
                LocalDateTime(date: today.adding(days: 1), time: HourRange.wholeDay.start))
        case .week:
            let week = Instant.milliseconds(ofSeconds: memory)
            // Half-open like the sliding hour: a contact exactly seven days old no longer counts.
            let counting = contacts.filter { $0.moved(milliseconds: week) > now }.sorted()
            guard counting.count >= allowed else { return nil }
            return counting[counting.count - allowed].moved(milliseconds: week)
        }
    }
}
