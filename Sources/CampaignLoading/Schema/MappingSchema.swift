/// The schema of one mapping of a file: the keys that its decoder knows, each with what an editor shows of it.
///
/// The keys are the decoder's own list, so that neither can have one the other lacks: a test compares the two.
package struct MappingSchema: Sendable {
    /// Its name in `$defs`; for a file as a whole, the file's.
    package let name: String
    /// The decoder's keys, in its order.
    package let keys: [String]
    /// What each key takes.
    package let properties: [String: SchemaValue]
    private let description: String
    private let required: [String]
    /// What several keys say together: `oneOf`, `allOf` …
    private let further: [SchemaValue.Member]

    init(
        _ name: String, keys: [StaticString], description: String, required: [String] = [],
        _ properties: KeyValuePairs<String, SchemaValue>,
        further: KeyValuePairs<String, SchemaValue> = [:]
    ) {
        self.name = name
        self.keys = keys.map { "\($0)" }
        self.description = description
        self.required = required
        self.properties = Dictionary(properties.map { ($0.key, $0.value) }) { first, _ in first }
        self.further = further.map { SchemaValue.Member(key: $0.key, value: $0.value) }
    }

    /// The mapping as JSON Schema, its properties in the order of the keys.
    var value: SchemaValue {
        var members: [SchemaValue.Member] = [
            .init(key: "description", value: .text(description)), .init(key: "type", value: "object"),
            .init(key: "additionalProperties", value: false),
        ]
        if !required.isEmpty { members.append(.init(key: "required", value: .texts(required))) }
        let known = keys.compactMap { key in
            properties[key].map { SchemaValue.Member(key: key, value: $0) }
        }
        members.append(.init(key: "properties", value: .object(known)))
        return .object(members + further)
    }

    /// A place that takes this mapping.
    var reference: SchemaValue { ["$ref": .text("#/$defs/\(name)")] }

    /// A place that takes this mapping, with words of its own.
    func reference(_ description: String) -> SchemaValue {
        ["description": .text(description), "$ref": .text("#/$defs/\(name)")]
    }
}
