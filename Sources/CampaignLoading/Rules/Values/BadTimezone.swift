import Diagnostics

extension ValueRules {
    package static let badTimezone = Rule(
        "bad-timezone",
        summary: "The time zone is not a name the system knows.",
        reason: """
            Every hour in the files is local time of this zone; a fallback would send at the wrong \
            hour.
            """,
        wrong: .contacto("timezone: Bogota"),
        right: .contacto("timezone: America/Bogota"),
        source: "format.md; the IANA time zone database")
}
