import CampaignLoading
import CampaignModel
import Diagnostics
import Timetable

/// A campaign of advertising or collection at times that only the law closes.
package enum LawLeavesNoWindow {
    package static let rule = Rule(
        "law-leaves-no-window",
        summary: "A marketing or collection campaign is scheduled only where Ley 2300 allows no contact.",
        reason: """
            Ley 2300 of 2023 allows such messages from Monday to Friday 7:00 to 19:00 and on Saturdays 8:00 to \
            15:00, never on Sundays and public holidays. The program keeps to it, so nobody would get anything.
            """,
        remedy:
            "Schedule it from Monday to Friday between 7:00 and 19:00, or on Saturdays between 8:00 and 15:00.",
        wrong: .contacto(
            """
            category: collection
            schedule: {days: [sat], hours: 15:00-18:00}
            """),
        right: .contacto(
            """
            category: collection
            schedule: {days: [sat], hours: 09:00-15:00}
            """),
        source: "Ley 2300 of 2023, article 3; format.md, `law`")

    /// - Parameter closed: a moment that the law alone closes.
    static func finding(at place: SourcePlace, category: Campaign.Category, closed: ClosedReason) -> Finding {
        Finding(
            rule, at: place,
            "the law leaves no moment for this \(category.rawValue) campaign: \(closed.sentence.dropLast())",
            remedy: "correct `days`, `hours`, `start` or `until`; it allows Monday to Friday 07:00-19:00 and "
                + "Saturday 08:00-15:00, Colombian time, but no Sundays and public holidays")
    }
}
