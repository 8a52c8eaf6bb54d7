import Diagnostics

extension CampaignRules {
    package static let recurrenceWithoutStart = Rule(
        "recurrence-without-start",
        summary: "A recurrence lacks what it counts from, or has days that do nothing.",
        reason: "Dates are counted from the start.",
        wrong: .contacto("schedule: {every: month}"),
        right: .contacto("schedule: {start: 2026-12-01 09:00, every: month}"),
        source: "format.md")
}
