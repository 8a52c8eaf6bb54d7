/// The schemas of `group:`, its messages and files, after `GroupDecoder`.
enum GroupSchema {
    static let mapping = MappingSchema(
        "group", keys: GroupDecoder.keys,
        description:
            "setapp: a WhatsApp group that this campaign makes (name, welcome), or one that another campaign "
            + "made (of).",
        [
            "name": TextSchema.plain("The group's name.", examples: ["Embajadores 2027"]),
            "welcome": TextSchema.plain(
                "The first message in the group.", examples: ["¡Bienvenidos, embajadores!"]),
            "messages": ScalarSchema.list(
                "What is written to the group, in this order.", of: message.reference
            ).adding(["minItems": 1]),
            "invite": TextSchema.limited(
                TextSchema.template(
                    "Sent to people who join the audience after the group was made. It holds {{group_invite_link}}.",
                    pattern: TemplatePattern.invitation,
                    error: "put the link where people shall tap: {{group_invite_link}}",
                    examples: ["Únete al grupo: {{group_invite_link}}"])),
            "of": ScalarSchema.word(
                "The campaign that made the group this one writes to.", examples: ["bienvenida"]),
        ],
        further: [
            "if": ["required": ["of"]],
            "then": [
                "required": ["messages"],
                "properties": ["name": false, "welcome": false, "invite": false],
            ],
            "else": ["required": ["name", "welcome"]],
        ])

    static let message = MappingSchema(
        "group_message", keys: GroupDecoder.messageKeys,
        description: "One message to the group: a text or a file.",
        [
            "id": MessageSchema.identifier,
            "text": TextSchema.sentAsText(
                TextSchema.plain(
                    "The words of the message, the same for everybody.",
                    examples: ["Cada lunes, las novedades."])),
            "file": file.reference,
        ],
        further: ["oneOf": [["required": ["text"]], ["required": ["file"]]]])

    static let file = MappingSchema(
        "group_file", keys: GroupDecoder.fileKeys, description: "A file for the group.",
        required: ["url", "name", "title"],
        [
            "url": ScalarSchema.formed(
                "The file's web address.", pattern: "^(?![\\s\\S]*\\{\\{)\(AddressPattern.plain)$",
                error: "write a whole address that begins with https://, without placeholders",
                examples: ["https://cdn.example.com/calendario-2027.png"]),
            "name": TextSchema.plain("The file's name.", examples: ["calendario-2027.png"]),
            "title": TextSchema.plain("The words under the picture.", examples: ["Calendario"]),
        ])
}
