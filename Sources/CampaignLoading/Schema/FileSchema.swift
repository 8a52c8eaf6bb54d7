/// The JSON Schemas (draft 2020-12) of the files that marketers write, for editors and other validators.
///
/// They stand beside the decoders and take keys, choices and limits from them. `pregon schema` prints them and
/// `schemas/` holds them; tests prove that those are fresh and that loader and schema judge alike. What a schema
/// cannot say stands in `SchemaLimits`.
package enum FileSchema: String, CaseIterable, Sendable {
    case campaign, workspace

    /// The file in `schemas/`, and beside the files of a workspace.
    package var fileName: String { "\(rawValue).schema.json" }

    /// The schema as a file's text.
    package var text: String { value.rendered() }

    /// What the whole file is.
    private var file: MappingSchema {
        switch self {
        case .campaign: CampaignSchema.mapping
        case .workspace: WorkspaceSchema.mapping
        }
    }

    /// The mappings inside, by their places in `$defs`.
    private var parts: [MappingSchema] {
        switch self {
        case .campaign:
            [
                AudienceSchema.mapping, MessageSchema.mapping, MediaSchema.mapping, GroupSchema.mapping,
                GroupSchema.message, GroupSchema.file, ScheduleSchema.mapping,
            ]
        case .workspace:
            [
                LineSchema.contacto, LineSchema.setapp, LineSchema.endpoints, WorkspaceSchema.sending,
                WorkspaceSchema.optOut, WorkspaceSchema.window,
            ]
        }
    }

    /// Every mapping of the file, so that a test can hold each to its decoder.
    package var mappings: [MappingSchema] { [file] + parts }

    private var title: String {
        switch self {
        case .campaign: "A campaign of pregon"
        case .workspace: "pregon.yaml, the workspace"
        }
    }

    private var comment: String {
        "Written by `pregon schema \(rawValue)`; do not edit. docs/schema.md says what it leaves out."
    }

    private var value: SchemaValue {
        guard case .object(let members) = file.value else { return file.value }
        let head: [SchemaValue.Member] = [
            .init(key: "$schema", value: "https://json-schema.org/draft/2020-12/schema"),
            .init(key: "$comment", value: .text(comment)),
            .init(key: "title", value: .text(title)),
        ]
        let definitions = parts.map { SchemaValue.Member(key: $0.name, value: $0.value) }
        return .object(head + members + [.init(key: "$defs", value: .object(definitions))])
    }
}
