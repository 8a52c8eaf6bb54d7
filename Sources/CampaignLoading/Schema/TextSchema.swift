import CampaignModel

/// Schemas of texts for people, with or without placeholders.
enum TextSchema {
    /// What an editor says of braces that are written wrong.
    private static let braces = "write a placeholder as {{column}}, or \\{{ for two literal braces"

    /// A text without placeholders and without a form.
    static func words(_ description: String, examples: [SchemaValue] = []) -> SchemaValue {
        let schema: SchemaValue = [
            "description": .text(description), "type": "string", "minLength": 1,
        ]
        return examples.isEmpty ? schema : schema.adding(["examples": .list(examples)])
    }

    /// A text with placeholders.
    static func template(
        _ description: String, pattern: String = TemplatePattern.text, error: String = TextSchema.braces,
        examples: [SchemaValue]
    ) -> SchemaValue {
        words(description).adding([
            "pattern": .text(pattern), "patternErrorMessage": .text(error), "examples": .list(examples),
        ])
    }

    /// Of at most 1,000 characters; the schema can count them where nothing is filled in.
    static func limited(_ schema: SchemaValue) -> SchemaValue {
        schema.adding([
            "if": ["not": ["pattern": "\\{\\{"]],
            "then": ["maxLength": .number(MessageDecoder.longestText)],
        ])
    }

    /// A text that everybody in a group reads.
    static func plain(_ description: String, examples: [SchemaValue]) -> SchemaValue {
        limited(
            template(
                description, pattern: TemplatePattern.plainText,
                error: "everybody in the group reads this, so it cannot hold a {{placeholder}}",
                examples: examples))
    }

    /// Not a text that SetApp would send as a file.
    static func sentAsText(_ schema: SchemaValue) -> SchemaValue {
        schema.adding(["not": ["pattern": .text(TemplatePattern.takenForFile)]])
    }
}
