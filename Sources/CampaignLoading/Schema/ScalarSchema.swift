import CampaignModel

/// Schemas of single values.
///
/// One schema serves two readers. `pregon` and the differential test take every scalar as the text that stands in
/// the file; an editor resolves it by YAML 1.2's core schema first, so that `573001112233` arrives as a number and
/// `true` as a truth value. A value that may stand without quotes therefore allows the types that an editor makes
/// of it. `pattern` judges texts only and `minimum` numbers only, so both stand side by side and every message of
/// an editor is about one of them. A text for people must be quoted where YAML would read it as something else
/// (`ambiguous-text`), so it is a string and nothing else. Nothing (`null`, an empty value) is a value nowhere but
/// in the cells of inline recipients.
enum ScalarSchema {
    private static func value(
        _ description: String, types: [String], _ members: KeyValuePairs<String, SchemaValue>,
        examples: [SchemaValue]
    ) -> SchemaValue {
        var result: SchemaValue = ["description": .text(description)]
        result = result.adding(["type": types.count == 1 ? .text(types[0]) : .texts(types)]).adding(members)
        return examples.isEmpty ? result : result.adding(["examples": .list(examples)])
    }

    private static func form(_ pattern: String, _ message: String) -> KeyValuePairs<String, SchemaValue> {
        ["pattern": .text(pattern), "patternErrorMessage": .text(message)]
    }

    /// A name, a path, a number that may be written without quotes, whatever it is.
    static func word(_ description: String, examples: [SchemaValue] = []) -> SchemaValue {
        value(description, types: ["string", "number", "boolean"], ["minLength": 1], examples: examples)
    }

    /// Like `word`, of a form.
    ///
    /// - Parameter error: what an editor says of a text of another form.
    static func word(
        _ description: String, pattern: String, error: String, examples: [SchemaValue]
    ) -> SchemaValue {
        value(
            description, types: ["string", "number", "boolean"], form(pattern, error), examples: examples)
    }

    /// A value that every reader takes as text, of a form.
    static func formed(
        _ description: String, pattern: String, error: String, examples: [SchemaValue]
    ) -> SchemaValue {
        value(description, types: ["string"], form(pattern, error), examples: examples)
    }

    /// Digits that an editor takes as a number.
    static func digits(
        _ description: String, pattern: String, error: String, range: ClosedRange<Int>?,
        examples: [SchemaValue]
    ) -> SchemaValue {
        let schema = value(
            description, types: ["string", "integer"], form(pattern, error), examples: examples)
        guard let range else { return schema.adding(["minimum": 0]) }
        return schema.adding(["minimum": .number(range.lowerBound), "maximum": .number(range.upperBound)])
    }

    static func integer(
        _ description: String, in range: ClosedRange<Int>, examples: [SchemaValue] = []
    ) -> SchemaValue {
        digits(
            description, pattern: SchemaPattern.integer(in: range),
            error: "write a whole number from \(range.lowerBound) to \(range.upperBound), digits only",
            range: range, examples: examples)
    }

    static func phone(_ description: String) -> SchemaValue {
        digits(
            description, pattern: SchemaPattern.phone,
            error: "write 57 and the ten digits of a Colombian number, without signs or spaces",
            range: 570_000_000_000...579_999_999_999, examples: ["573001112233"])
    }

    static func choice<Value: RawRepresentable & CaseIterable>(
        _ description: String, of type: Value.Type
    ) -> SchemaValue where Value.RawValue == String {
        ["description": .text(description), "enum": .texts(Value.allCases.map(\.rawValue))]
    }

    /// `true` or `false`, as text or as an editor reads it.
    static func boolean(_ description: String) -> SchemaValue {
        ["description": .text(description), "enum": [true, false, "true", "false"]]
    }

    /// The format's version.
    static let version: SchemaValue = [
        "description": "The version of the file format: always 1.", "enum": [1, "1"],
    ]

    static func list(_ description: String, of items: SchemaValue) -> SchemaValue {
        ["description": .text(description), "type": "array", "items": items]
    }

    static let weekday: SchemaValue = ["enum": .texts(Weekday.allCases.map(\.rawValue))]

    static func weekdays(_ description: String) -> SchemaValue {
        list(description, of: weekday).adding(["minItems": 1])
    }

    static func hours(_ description: String) -> SchemaValue {
        formed(
            description, pattern: SchemaPattern.hours,
            error: "write the start and a later end with two digits each, as in 08:00-18:00",
            examples: ["08:00-18:00"])
    }

    static func dateTime(_ description: String, example: String) -> SchemaValue {
        formed(
            description, pattern: SchemaPattern.dateTime,
            error: "write a day that exists and a time, as in 2026-12-01 09:00", examples: [.text(example)])
    }
}
