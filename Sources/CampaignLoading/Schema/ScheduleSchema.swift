import CampaignModel

/// The schema of `schedule:`, after `ScheduleDecoder`.
enum ScheduleSchema {
    static let mapping = MappingSchema(
        "schedule", keys: ScheduleDecoder.keys, description: "When the campaign is sent.",
        [
            "start": ScalarSchema.dateTime(
                "The first moment, in the workspace's time zone. Without it: as soon as it is applied.",
                example: "2026-12-01 09:00"),
            "every": ScalarSchema.choice(
                "Sends again and again, from the start on.", of: ScheduleDecoder.Every.self),
            "on_days": ScalarSchema.list(
                "With every: week, days of the week (mon to sun). With every: month, days of the month (1 to 31; a "
                    + "month without that day: its last).",
                of: ["type": ["string", "integer"]]
            ).adding(["minItems": 1, "examples": [[1, 15], ["mon", "thu"]]]),
            "until": ScalarSchema.dateTime(
                "The end of the campaign. What is unsent by then is not sent late.",
                example: "2027-06-30 18:00"),
            "expires_after": ScalarSchema.formed(
                "How long after its first lawful moment an occurrence may still be sent: s, m, h or d.",
                pattern: SchemaPattern.duration, error: "write a number and s, m, h or d, as in 12h or 2d",
                examples: ["2d"]
            ).adding(["default": "1d"]),
            "hours": ScalarSchema.hours("Narrows the workspace's hours for this campaign."),
            "days": ScalarSchema.weekdays("Narrows the workspace's days for this campaign.").adding([
                "examples": [["mon", "tue", "wed", "thu", "fri"]]
            ]),
            "rate": ScalarSchema.formed(
                "At most so many for the whole campaign, over all its lines.",
                pattern: "^\(SchemaPattern.hourlyRate)$",
                error: "write how many messages an hour, as in 200/hour", examples: ["200/hour"]),
        ],
        further: [
            "allOf": [
                ["if": ["required": ["every"]], "then": ["required": ["start"]]],
                ["if": ["required": ["on_days"]], "then": ["required": ["every"]]],
                every(.week, then: ["on_days": ["items": ScalarSchema.weekday]]),
                every(
                    .month,
                    then: [
                        "on_days": ["items": ScalarSchema.integer("A day of the month.", in: 1...31)]
                    ]),
                every(.day, then: ["on_days": false]),
            ]
        ])

    private static func every(_ every: ScheduleDecoder.Every, then properties: SchemaValue) -> SchemaValue {
        [
            "if": ["required": ["every"], "properties": ["every": ["const": .text(every.rawValue)]]],
            "then": ["properties": properties],
        ]
    }
}
