import Diagnostics

/// Rules about the written form of single values.
package enum ValueRules {
    package static let badInteger = Rule(
        "bad-integer",
        summary: "A value that must be a whole number in a range is not one.",
        reason: "The program does not guess at numbers.",
        wrong: "revision: one",
        right: "revision: 1",
        source: "format.md")

    package static let badChoice = Rule(
        "bad-choice",
        summary: "A value that must be one of a few words is another.",
        reason: "The word decides what law and pace apply.",
        wrong: "category: promo",
        right: "category: marketing",
        source: "format.md")

    package static let badTimezone = Rule(
        "bad-timezone",
        summary: "The time zone is not a name the system knows.",
        reason: """
            Every hour in the files is local time of this zone; a fallback would send at the wrong \
            hour.
            """,
        wrong: "timezone: Bogota",
        right: "timezone: America/Bogota",
        source: "format.md; the IANA time zone database")

    package static let badLedger = Rule(
        "bad-ledger",
        summary: "The place of the ledger cannot be read.",
        reason: "The ledger is what keeps a message from going out twice.",
        wrong: "ledger: ledger.db",
        right: "ledger: sqlite:.pregon/ledger.sqlite",
        source: "format.md")

    package static let lawSwitchedOff = Rule(
        "law-switched-off", .warning,
        summary: "The workspace does not keep to the hours of Ley 2300.",
        reason: "Marketing and collection messages outside legal hours may be fined.",
        wrong: "law: none",
        right: "law: co-2300",
        source: "format.md; Ley 2300 of 2023")

    package static let badContactLimit = Rule(
        "bad-contact-limit",
        summary: "max_per_recipient is not a count per day or week.",
        reason: "Without it, people could be written to more often than was meant.",
        wrong: "max_per_recipient: 2",
        right: "max_per_recipient: 2/week",
        source: "format.md")

    package static let reversedRange = Rule(
        "reversed-range",
        summary: "An end lies before its beginning.",
        reason: "Nothing could ever be sent, or the window would have no effect.",
        wrong: """
            from: 2026-12-06 04:00
            to: 2026-12-05 22:00
            """,
        right: """
            from: 2026-12-05 22:00
            to: 2026-12-06 04:00
            """,
        source: "format.md")

    package static let badEnvironmentReference = Rule(
        "bad-environment-reference",
        summary: "A value holds ${ but is not one reference to an environment variable.",
        reason: """
            Parts of values are not replaced; a half-written reference would be sent as it stands.
            """,
        wrong: "ledger: sqlite:${DIR}/ledger",
        right: "ledger: ${PREGON_LEDGER}",
        source: "format.md")

    package static let badHours = Rule(
        "bad-hours",
        summary: "Hours are not a start and a later end.",
        reason: "The hours decide when people are written to.",
        wrong: "hours: 8-18",
        right: "hours: 08:00-18:00",
        source: "format.md")

    package static let badDateTime = Rule(
        "bad-date-time",
        summary: "A moment is not a day that exists and a time of day.",
        reason: "A date that does not exist would be moved to another day.",
        wrong: "start: 2026-02-30 09:00",
        right: "start: 2026-02-28 09:00",
        source: "format.md")

    package static let badRate = Rule(
        "bad-rate",
        summary: "A rate is not a number of messages per hour.",
        reason: "The gateways block numbers that send too fast.",
        wrong: "rate: fast",
        right: "rate: 400/hour",
        source: "format.md; gateways.md, \"Operating facts\"")

    package static let freeRate = Rule(
        "free-rate",
        summary: "A line at a real gateway has no limit.",
        reason: """
            `free` is for the simulator on this machine; at a gateway the number would be blocked.
            """,
        wrong: "rate: free",
        right: "rate: 100/hour",
        source: "format.md")

    package static let badDelay = Rule(
        "bad-delay",
        summary: "A delay is not a duration or a range of two.",
        reason: "The pause between two messages keeps the number from being blocked.",
        wrong: "delay: 5-60",
        right: "delay: 5s..60s",
        source: "format.md; gateways.md, \"Operating facts\"")

    package static let badPrice = Rule(
        "bad-price",
        summary: "A price is not an amount and a currency.",
        reason: "The price decides whether the balance suffices.",
        wrong: "price: $85",
        right: "price: 85 COP",
        source: "format.md")

    package static let secretLiteral = Rule(
        "secret-literal",
        summary: "A secret is written into the file.",
        reason: "Whoever can read the repository could send in your name.",
        wrong: "token: abc123",
        right: "token: ${CONTACTO_TOKEN}",
        source: "format.md")

    package static let badAddress = Rule(
        "bad-address",
        summary: "An address does not begin with https:// or http://, or holds spaces.",
        reason: "Requests would go nowhere, or somewhere else.",
        wrong: "url: contacto-multichat.com/bot",
        right: "url: https://contacto-multichat.com/bot/chat_wa/ws/",
        source: "format.md")

    package static let badPhone = Rule(
        "bad-phone",
        summary: "A number is not 12 digits that begin with 57.",
        reason: """
            Both gateways refuse other numbers, and messages to other countries get the line blocked.
            """,
        wrong: "number: \"+57 300 520 2020\"",
        right: "number: \"573005202020\"",
        source: "gateways.md: setapp `phone`, contacto `mobile`")

    package static let badTemplateNumber = Rule(
        "bad-template-number",
        summary: "A template is not named by its number.",
        reason: "The gateway knows templates by their number only.",
        wrong: "template: recordatorio de pago",
        right: "template: \"1042\"",
        source: "gateways.md: contacto `id_template`")

    package static let badDuration = Rule(
        "bad-duration",
        summary: "A duration is not a number with s, m, h or d.",
        reason: "It decides when unsent messages expire.",
        wrong: "expires_after: 2 days",
        right: "expires_after: 2d",
        source: "format.md")

    package static let all: [Rule] = [
        badInteger, badChoice, badTimezone, badLedger, lawSwitchedOff, badContactLimit, reversedRange,
        badEnvironmentReference, badHours, badDateTime, badRate, freeRate, badDelay, badPrice,
        secretLiteral, badAddress, badPhone, badTemplateNumber, badDuration,
    ]
}
