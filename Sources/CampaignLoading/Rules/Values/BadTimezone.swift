import Diagnostics

extension ValueRules {
    package static let badTimezone = Rule(
        "bad-timezone",
        summary: "The time zone is not a name the system knows.",
        reason: """
            Every hour in the files is local time of this zone; a fallback would send at the wrong \
            hour.
            """,
        remedy: "Write the zone's name in the IANA database, as in `America/Bogota`.",
        wrong: .workspace("timezone: Bogota"),
        right: .workspace("timezone: America/Bogota"),
        source: "format.md, \"`pregon.yaml`\", `timezone`; the IANA time zone database")
}
