import CampaignModel
import Diagnostics
import YAMLTree

/// A rule of the loader that a JSON Schema cannot express, wholly or in some circumstances.
package struct SchemaLimit: Sendable {
    package let rule: Rule
    /// When the schema is silent; nil: always.
    package let circumstance: String?
    /// Why a schema cannot say it.
    package let reason: String
    /// Whether the circumstance holds in a file. It may hold too often, never too seldom.
    let holds: @Sendable (YAMLNode) -> Bool

    init(
        _ rule: Rule, when circumstance: String? = nil, _ reason: String,
        holds: @escaping @Sendable (YAMLNode) -> Bool = { _ in true }
    ) {
        self.rule = rule
        self.circumstance = circumstance
        self.reason = reason
        self.holds = holds
    }
}

/// Which rules the schemas express. Every rule of the loader stands here, as expressed, as not, or as both.
package enum SchemaLimits {
    /// Rules whose findings a schema makes, too, except as `all` says.
    package static let expressed: Set<Rule> = [
        YAMLRules.emptyFile, YAMLRules.topLevelNotMapping, StructureRules.unknownKey,
        StructureRules.notACampaign, StructureRules.missingKey, StructureRules.wrongKind,
        StructureRules.emptyValue, StructureRules.unknownVersion, ValueRules.badInteger,
        ValueRules.badChoice, ValueRules.badTimezone, ValueRules.badLedger, ValueRules.badContactLimit,
        ValueRules.badEnvironmentReference, ValueRules.badHours, ValueRules.badDateTime, ValueRules.badRate,
        ValueRules.freeRate, ValueRules.badDelay, ValueRules.badPrice, ValueRules.secretLiteral,
        ValueRules.badAddress, ValueRules.badPhone, ValueRules.badTemplateNumber, ValueRules.badDuration,
        CampaignRules.badCampaignName, CampaignRules.repeatedLine, CampaignRules.audienceNotOne,
        CampaignRules.messageNotOne, CampaignRules.messageForOtherGateway, CampaignRules.textTooLong,
        CampaignRules.textTakenForFile, CampaignRules.badImageAddress, CampaignRules.badDocumentAddress,
        CampaignRules.badVariable, CampaignRules.badPlaceholder, CampaignRules.badMessageID,
        CampaignRules.mediaNotOne, CampaignRules.badMediaName, CampaignRules.badMediaAddress,
        CampaignRules.badBase64, CampaignRules.groupInCollection, CampaignRules.groupNotOne,
        CampaignRules.inviteWithoutLink, CampaignRules.placeholderInGroup,
        CampaignRules.recurrenceWithoutStart,
    ]

    /// What the schemas leave to `pregon validate`.
    package static let all: [SchemaLimit] = yaml + single + several

    /// Whether a schema says the same as a finding in this file.
    package static func expresses(_ rule: Rule, in file: YAMLNode?) -> Bool {
        guard expressed.contains(rule) else { return false }
        let limits = all.filter { $0.rule == rule }
        guard let file else { return limits.isEmpty }
        return !limits.contains { $0.holds(file) }
    }

    /// The limits as a table of a page.
    package static var table: String {
        let rows = all.map { limit in
            "| `\(limit.rule.name)` | \(limit.circumstance ?? "always") | \(limit.reason) |"
        }
        return (["| rule | the schema is silent | why |", "|---|---|---|"] + rows).joined(separator: "\n")
            + "\n"
    }

    // MARK: How the file is written

    private static let written = "A schema sees the values that YAML gives, not the characters of the file."

    private static let yaml: [SchemaLimit] = YAMLRules.all.filter { !expressed.contains($0) }.map { rule in
        switch rule {
        case YAMLRules.duplicateKey:
            SchemaLimit(rule, "Of two equal keys a schema sees one, or the reader stops before it.")
        case YAMLRules.anchor, YAMLRules.alias, YAMLRules.mergeKey:
            SchemaLimit(rule, "A schema sees the value that was referred to, not the reference.")
        case YAMLRules.commentCutsText:
            SchemaLimit(rule, "A schema sees the text that is left, and no comments.")
        case YAMLRules.fileTooLarge, YAMLRules.scalarTooLong, YAMLRules.nestingTooDeep:
            SchemaLimit(rule, "It guards the reader, which has done its work when a schema is asked.")
        default: SchemaLimit(rule, written)
        }
    }

    // MARK: Single values

    private static let single: [SchemaLimit] = [
        SchemaLimit(
            StructureRules.ambiguousText,
            "Whether a value stands in quotes is not part of it. An editor that reads `no`, `012` or `1e3` as another "
                + "type than text says so."),
        SchemaLimit(
            ValueRules.badTimezone, when: "for a name of the right form",
            "Which time zones there are is known to the system that reads the file.",
            holds: { ScalarsOf($0).contains("timezone", matching: SchemaPattern.timezone) }),
        SchemaLimit(
            ValueRules.badHours, when: "where the end is not after the start",
            "A pattern does not compare two times.",
            holds: {
                ScalarsOf($0).contains("hours", matching: SchemaPattern.hours) { ValueText.hours($0) == nil }
            }),
        SchemaLimit(
            ValueRules.badDelay, when: "where the longest pause is below the shortest, or over a day",
            "A pattern does not compare two durations.",
            holds: {
                ScalarsOf($0).contains("delay", matching: SchemaPattern.delay) { ValueText.delay($0) == nil }
            }),
        SchemaLimit(
            CampaignRules.textTooLong, when: "in texts with `{{`, and for characters such as emoji",
            "What fills a placeholder does not count, and an emoji counts as two, as at the gateway; a schema counts "
                + "every character once.",
            holds: { file in !ScalarsOf(file).texts.contains(where: isSurelyTooLong) }),
        SchemaLimit(
            CampaignRules.badMediaName, when: "where an emoji makes the name too long",
            "An emoji counts as two, as at the gateway; a schema counts it once.",
            holds: { ScalarsOf($0).texts.contains { $0.utf16.count != $0.unicodeScalars.count } }),
        SchemaLimit(
            CampaignRules.badBase64, when: "where only base64's characters stand, but not as base64",
            "How many there must be depends on their end and on the white space between them.",
            holds: { ScalarsOf($0).contains("base64", matching: MediaSchema.base64) }),
        SchemaLimit(CampaignRules.badMediaContent, "A schema does not look into files."),
    ]

    private static func isSurelyTooLong(_ text: String) -> Bool {
        text.unicodeScalars.count > MessageDecoder.longestText && !text.contains("{{")
    }

    // MARK: Several values, several files

    private static let otherFile = "It is about what another file says, or whether it is there."

    private static let several: [SchemaLimit] =
        [
            SchemaLimit(
                StructureRules.missingKey,
                when: "for the number of inline recipients under a column of your own",
                "The column's name is a value of the file.", holds: hasOwnPhoneColumn),
            SchemaLimit(
                ValueRules.badPhone, when: "for inline recipients with a column of your own",
                "The column's name is a value of the file.", holds: hasOwnPhoneColumn),
            SchemaLimit(
                StructureRules.emptyValue,
                when: "for the number of inline recipients under a column of your own",
                "The column's name is a value of the file.", holds: hasOwnPhoneColumn),
            SchemaLimit(ValueRules.reversedRange, "A schema does not compare two values."),
            SchemaLimit(
                CampaignRules.badMessageID, when: "where two messages have one id",
                "A schema compares whole items of a list, not one key of them.", holds: hasRepeatedID),
            SchemaLimit(
                CampaignRules.groupNotOne, when: "where `of` names the campaign itself",
                "A schema does not compare two values.",
                holds: { file in
                    let of = file.value(of: "group")?.value(of: "of")
                    return of != nil && of?.text == file.value(of: "campaign")?.text
                }),
            SchemaLimit(
                CampaignRules.messageForOtherGateway, when: "but for keys that go with `template` only",
                "Which gateway a line has stands in pregon.yaml.",
                holds: { file in
                    let messages = file.value(of: "messages")?.items.map(\.self) ?? []
                    return !messages.contains { message in
                        message.value(of: "template") == nil
                            && MessageDecoder.templateKeys.contains { message.value(of: $0) != nil }
                    }
                }),
            SchemaLimit(CampaignRules.mixedGateways, "Which gateway a line has stands in pregon.yaml."),
            SchemaLimit(CampaignRules.collectionOnSetapp, "Which gateway a line has stands in pregon.yaml."),
            SchemaLimit(
                TemplateRules.countMismatch,
                "`templates.lock.yaml` is written by the program and has no schema."),
        ] + ReferenceRules.all.map { SchemaLimit($0, otherFile) }

    @Sendable private static func hasOwnPhoneColumn(_ file: YAMLNode) -> Bool {
        guard let audience = file.value(of: "audience"), audience.value(of: "recipients") != nil,
            let phone = audience.value(of: "phone")
        else { return false }
        return !phone.textEquals("phone")
    }

    @Sendable private static func hasRepeatedID(_ file: YAMLNode) -> Bool {
        [file.value(of: "messages"), file.value(of: "group")?.value(of: "messages")].contains { list in
            let ids = list?.items.compactMap { $0.value(of: "id")?.text } ?? []
            return Set(ids).count < ids.count
        }
    }
}
