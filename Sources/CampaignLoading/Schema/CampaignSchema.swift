import CampaignModel

/// The schema of a campaign file, after `CampaignDecoder`.
enum CampaignSchema {
    static let mapping = MappingSchema(
        "campaign", keys: CampaignDecoder.keys,
        description: "A campaign: who gets what, from which lines, when.",
        required: ["campaign", "version", "category", "lines", "audience"],
        [
            "campaign": ScalarSchema.word(
                "The campaign's name, unique in the workspace: a-z, 0-9 and -, 3 to 60 characters. It never "
                    + "changes, because what was sent is remembered under it.",
                pattern: SchemaPattern.campaignName,
                error: "use 3 to 60 of a-z, 0-9 and -, beginning with a letter or digit",
                examples: ["cobro-noviembre"]),
            "version": ScalarSchema.version,
            "description": TextSchema.words(
                "A line for your colleagues. Recipients never see it.",
                examples: ["Recordatorio de pago de noviembre"]),
            "category": ScalarSchema.choice(
                "What kind of message it is. Marketing and collection keep to the hours of Ley 2300.",
                of: Campaign.Category.self
            ).adding([
                "markdownDescription": .text(
                    """
                    What kind of message it is. It decides when it may be sent:

                    - `marketing`, `collection`: the hours of Ley 2300, one contact a day
                    - `utility`: the workspace's own hours
                    - `authentication`: at any time
                    """)
            ]),
            "lines": ScalarSchema.list(
                "The lines of pregon.yaml that send it, all of one gateway. Recipients are spread over them; each "
                    + "person always gets messages from the same line.",
                of: ScalarSchema.word("The name of a line in pregon.yaml.")
            ).adding(["minItems": 1, "uniqueItems": true, "examples": [["cartera"]]]),
            "revision": ScalarSchema.integer(
                "Raise it to send again to people who have got the campaign already.",
                in: CampaignDecoder.revisions, examples: [2]
            ).adding(["default": 1]),
            "audience": AudienceSchema.mapping.reference,
            "messages": ScalarSchema.list(
                "What each recipient gets, in this order. If one is refused, that person gets none of the later "
                    + "ones.",
                of: MessageSchema.mapping.reference
            ).adding(["minItems": 1]),
            "group": GroupSchema.mapping.reference,
            "schedule": ScheduleSchema.mapping.reference,
            "allow_repeat": ScalarSchema.boolean(
                "Says that sending what another campaign has just sent is meant."
            ).adding(["default": false]),
        ],
        further: [
            "anyOf": [["required": ["messages"]], ["required": ["group"]]],
            "if": ["properties": ["category": ["const": "collection"]], "required": ["category"]],
            "then": ["properties": ["group": false]],
        ])
}
