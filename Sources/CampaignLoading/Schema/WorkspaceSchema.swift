import CampaignModel

/// The schemas of `pregon.yaml` but for its lines, after `WorkspaceDecoder`.
enum WorkspaceSchema {
    static let mapping = MappingSchema(
        "workspace", keys: WorkspaceDecoder.keys,
        description: "The workspace: which lines send, when, and who is never written to.",
        required: ["version", "lines"],
        [
            "version": ScalarSchema.version,
            "timezone": ScalarSchema.formed(
                "The time zone of every time in these files, by its IANA name.",
                pattern: SchemaPattern.timezone, error: "use an IANA name such as America/Bogota",
                examples: ["America/Bogota"]
            ).adding(["default": .text(Workspace().timezone)]),
            "ledger_id": ScalarSchema.formed(
                "The ledger's own identity, written by `pregon ledger init`. Another or an older ledger is then "
                    + "refused.",
                pattern: SchemaPattern.ledgerID, error: "copy it as `pregon ledger init` wrote it",
                examples: ["0b7c5a52-8a5f-4c0e-9d56-3f1f0a1b2c3d"]),
            "ledger": ScalarSchema.formed(
                "Where it is remembered who has got what: a file, or ${NAME}. Back it up, never delete it.",
                pattern: SchemaPattern.ledger,
                error: "write sqlite: and a path, or ${NAME}", examples: ["sqlite:.pregon/ledger.sqlite"]
            ).adding(["default": "sqlite:.pregon/ledger.sqlite"]),
            "lines": [
                "description": "The sender accounts, each under a name of your own.", "type": "object",
                "minProperties": 1, "additionalProperties": LineSchema.reference,
            ],
            "sending": sending.reference,
            "opt_out": optOut.reference,
            "maintenance": ScalarSchema.list(
                "Windows that a gateway has announced; nothing is sent in them.", of: window.reference),
            "audiences": ScalarSchema.word(
                "The one folder outside the workspace in which audiences may live.",
                pattern: SchemaPattern.setting,
                error: "write a path, or the whole value as ${NAME}", examples: ["${PREGON_AUDIENCES}"]),
            "ignore": ScalarSchema.list(
                "Files and folders below the workspace that are not campaigns.",
                of: ScalarSchema.word("A path, with * for any name.")
            ).adding(["examples": [["notas/*"]]]),
        ])

    static let sending = MappingSchema(
        "sending", keys: WorkspaceDecoder.sendingKeys,
        description: "Rules for every campaign. A campaign may narrow them, never widen them.",
        [
            "law": ScalarSchema.choice(
                "co-2300 keeps marketing and collection to Colombia's Ley 2300 of 2023. none switches it off.",
                of: Law.self
            ).adding(["default": .text(Law.co2300.rawValue)]),
            "hours": ScalarSchema.hours("The hours in which messages leave.").adding([
                "default": .text("\(SendingRules.defaultHours)")
            ]),
            "days": ScalarSchema.weekdays("The days on which messages leave.").adding([
                "default": .texts(SendingRules.defaultDays.sorted().map(\.rawValue))
            ]),
            "holidays": ScalarSchema.choice(
                "CO: nothing is sent on Colombian public holidays.", of: HolidayCalendar.self
            ).adding(["default": .text(HolidayCalendar.colombia.rawValue)]),
            "max_per_recipient": ScalarSchema.formed(
                "How many contacts one person gets at most, over all campaigns; a week is seven days back.",
                pattern: SchemaPattern.contactLimit, error: "write a count per day or week, as in 2/week",
                examples: ["2/week"]),
            "stop_after_failures": ScalarSchema.integer(
                "So many failures in a row stop a line.", in: WorkspaceDecoder.failureCounts, examples: [20]
            ).adding(["default": .number(SendingRules().stopAfterFailures)]),
        ])

    static let optOut = MappingSchema(
        "opt_out", keys: WorkspaceDecoder.optOutKeys, description: "How people leave for good.",
        [
            "words": ScalarSchema.list(
                "A reply that is one of these words means: write to me no more.",
                of: TextSchema.words("A word.")
            ).adding(["examples": [["BAJA", "STOP", "SALIR", "CANCELAR"]]]),
            "lists": ScalarSchema.list(
                "Files with numbers that are never written to.",
                of: ScalarSchema.word("A CSV file, its path from the folder of pregon.yaml.")
            ).adding(["examples": [["audiences/bajas.csv"]]]),
        ])

    static let window = MappingSchema(
        "maintenance", keys: WorkspaceDecoder.maintenanceKeys, description: "A window without sends.",
        required: ["lines", "from", "to"],
        [
            "lines": ScalarSchema.list(
                "The lines it concerns.", of: ScalarSchema.word("The name of a line.")),
            "from": ScalarSchema.dateTime("When it begins.", example: "2026-12-05 22:00"),
            "to": ScalarSchema.dateTime("When it ends.", example: "2026-12-06 04:00"),
        ])
}
