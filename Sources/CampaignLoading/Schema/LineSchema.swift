import CampaignModel

/// The schemas of a line, one for each gateway, after `LineDecoder`.
enum LineSchema {
    /// A line of either gateway: `gateway` says which keys there are.
    static let reference: SchemaValue = [
        "description": "A sender account.", "type": "object", "required": ["gateway"],
        "properties": [
            "gateway": ScalarSchema.choice("The platform that the account belongs to.", of: GatewayKind.self)
        ],
        "allOf": [
            either(.contacto, contacto), either(.setapp, setapp),
        ],
    ]

    private static func either(_ kind: GatewayKind, _ line: MappingSchema) -> SchemaValue {
        [
            "if": [
                "properties": ["gateway": ["const": .text(kind.rawValue)]], "required": ["gateway"],
            ],
            "then": line.reference,
        ]
    }

    static let contacto = MappingSchema(
        "contacto_line", keys: LineDecoder.contacto,
        description: "A line of Contacto multichat: it sends approved templates.",
        required: ["gateway", "login", "token", "number"],
        [
            "gateway": gateway(.contacto), "number": number, "rate": rate(.contacto),
            "delay": delay(.contacto), "price": price,
            "encoding": ScalarSchema.choice(
                "How requests are encoded.", of: ContactoAccount.Encoding.self
            ).adding(["default": .text(ContactoAccount.Encoding.form.rawValue)]),
            "token": secret("The account's token.", example: "${CONTACTO_TOKEN}"),
            "login": secret("The account's login.", example: "${CONTACTO_LOGIN}"),
            "url": ScalarSchema.formed(
                "The platform's address, if it is another than usual.", pattern: SchemaPattern.address,
                error: "write the address whole, beginning with https://, or as ${NAME}",
                examples: [.text(ContactoAccount.defaultURL)]
            ).adding(["default": .text(ContactoAccount.defaultURL)]),
        ],
        further: [
            "if": isFree,
            "then": ["required": ["url"], "properties": ["url": ["pattern": .text(SchemaPattern.loopback)]]],
        ])

    /// No pace needs addresses of this machine only, which a SetApp line's are unless the environment has them.
    static let setapp = MappingSchema(
        "setapp_line", keys: LineDecoder.setapp,
        description: "A line of SetApp: it sends texts, images and documents, and has groups.",
        required: ["gateway", "client", "token", "number", "endpoints"],
        [
            "gateway": gateway(.setapp), "number": number, "rate": rate(.setapp), "delay": delay(.setapp),
            "price": price,
            "encoding": ScalarSchema.choice(
                "How requests are encoded.", of: SetAppAccount.Encoding.self
            ).adding(["default": .text(SetAppAccount.Encoding.form.rawValue)]),
            "token": secret("The account's token.", example: "${SETAPP_TOKEN}"),
            "client": secret("The account's client number.", example: "${SETAPP_CLIENT}"),
            "endpoints": endpoints.reference,
        ])

    static let endpoints = MappingSchema(
        "endpoints", keys: LineDecoder.endpointKeys,
        description: "The hook addresses of the account. They are secrets: whoever has one can send.",
        required: ["message"],
        [
            "message": hook("Sends to a phone.", example: "${SETAPP_MESSAGE_URL}"),
            "group": hook("Makes a group.", example: "${SETAPP_GROUP_URL}"),
            "group_message": hook("Writes to a group.", example: "${SETAPP_GROUP_MESSAGE_URL}"),
            "group_file": hook("Sends a file to a group.", example: "${SETAPP_GROUP_FILE_URL}"),
        ])

    private static let isFree: SchemaValue = [
        "required": ["rate"], "properties": ["rate": ["const": "free"]],
    ]

    private static func gateway(_ kind: GatewayKind) -> SchemaValue {
        ["description": "The platform that the account belongs to.", "const": .text(kind.rawValue)]
    }

    private static let number = ScalarSchema.phone("The line's own number: 57 and ten digits.")

    private static func rate(_ kind: GatewayKind) -> SchemaValue {
        ScalarSchema.formed(
            "How many messages an hour, evenly spaced. `free` is for the simulator's addresses only.",
            pattern: "^(?:free|\(SchemaPattern.hourlyRate))$",
            error: "write how many messages an hour, as in \(kind.defaultRate)",
            examples: [.text("\(kind.defaultRate)")]
        ).adding(["default": .text("\(kind.defaultRate)")])
    }

    private static func delay(_ kind: GatewayKind) -> SchemaValue {
        let usual = kind.defaultDelay
        let text =
            usual.minimum == usual.maximum ? "\(usual.minimum)s" : "\(usual.minimum)s..\(usual.maximum)s"
        return ScalarSchema.formed(
            "A random pause between two sends, from the first to the second time.",
            pattern: SchemaPattern.delay,
            error: "write a shortest and a longest pause, as in 5s..60s", examples: ["5s..60s"]
        ).adding(["default": .text(text)])
    }

    private static let price = ScalarSchema.formed(
        "What one message costs, so that plans can say what a campaign costs.", pattern: SchemaPattern.price,
        error: "write an amount and a currency of three capital letters, as in 85 COP", examples: ["85 COP"])

    private static func secret(_ description: String, example: String) -> SchemaValue {
        ScalarSchema.formed(
            "\(description) A secret: it stands in the environment, here only the variable's name.",
            pattern: SchemaPattern.environment,
            error: "write ${NAME} and set NAME in the environment; never write a secret into a file",
            examples: [.text(example)])
    }

    private static func hook(_ description: String, example: String) -> SchemaValue {
        ScalarSchema.formed(
            "\(description) A secret: it stands in the environment, here only the variable's name.",
            pattern: SchemaPattern.loopback,
            error:
                "write ${NAME} and set NAME in the environment; only the simulator's address may stand here",
            examples: [.text(example)])
    }
}
