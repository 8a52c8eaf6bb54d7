import CampaignModel

/// The schemas of `messages:` and `media:`, after `MessageDecoder` and `MediaDecoder`.
enum MessageSchema {
    static let identifier = ScalarSchema.word(
        "A name for this message within the campaign. With it, messages can be inserted and moved after the first "
            + "send.",
        pattern: SchemaPattern.messageID,
        error: "use a word of a-z, 0-9, - and _ with at least one letter, but not create or invite",
        examples: ["recordatorio"])

    static let mapping = MappingSchema(
        "message", keys: MessageDecoder.keys,
        description:
            "One message: a template on a contacto line; a text, an image or a document on a setapp line.",
        [
            "id": identifier,
            "template": ScalarSchema.digits(
                "contacto: the number that the gateway shows for an approved template.",
                pattern: SchemaPattern.templateNumber,
                error: "write the number that the gateway shows for the template, digits only", range: nil,
                examples: ["1042"]),
            "variables": ScalarSchema.list(
                "The values of the template's variables, in their order; as many as it has.",
                of: TextSchema.template(
                    "What stands for one variable: {{column}}, a fixed text, or both.",
                    pattern: TemplatePattern.variable,
                    error: "write placeholders as {{column}}, in one line, without [ and ]",
                    examples: ["{{nombre}}"])
            ).adding(["examples": [["{{nombre}}", "{{valor}}", "{{dia|hoy}}"]]]),
            "media": MediaSchema.mapping.reference,
            "custom_field": TextSchema.limited(
                TextSchema.template(
                    "Comes back with the person's reply, so that whoever answers knows what it is about.",
                    examples: ["{{documento}}"])),
            "text": TextSchema.sentAsText(
                TextSchema.limited(
                    TextSchema.template(
                        "setapp: the words of the message, at most 1,000 characters after placeholders are "
                            + "filled. {{column}} takes a value of the audience, {{column|text}} gives a default.",
                        examples: ["Hola *{{nombre}}*, tu pedido {{pedido}} va en camino."]))),
            "image": address(
                "setapp: the web address of a picture.", endings: SetAppText.imageEndings,
                example: "https://cdn.example.com/promo.png"),
            "document": address(
                "setapp: the web address of a PDF.", endings: SetAppText.documentEndings,
                example: "https://cdn.example.com/guia.pdf"),
        ],
        further: [
            "oneOf": .list(MessageDecoder.kinds.map { ["required": [.text("\($0)")]] }),
            "if": [
                "anyOf": .list(MessageDecoder.templateKeys.map { ["required": [.text("\($0)")]] })
            ],
            "then": ["required": ["template"]],
        ])

    private static func address(_ what: String, endings: [String], example: String) -> SchemaValue {
        let list = endings.joined(separator: " or ")
        return TextSchema.template(
            "\(what) It begins with https:// and ends in \(list).",
            pattern: AddressPattern.file(endings: endings),
            error: "write a whole address without spaces, from https:// to \(list)",
            examples: [.text(example)]
        ).adding([
            "allOf": [
                [
                    "pattern": .text(AddressPattern.serverUnlessFilled),
                    "patternErrorMessage": "the address has no server",
                ]
            ]
        ])
    }
}
