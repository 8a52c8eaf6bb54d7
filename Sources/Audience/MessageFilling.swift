import CampaignModel

/// All messages of a campaign, bound to an audience's columns: one row in, the contents of its sends out.
package struct MessageFilling: Sendable {
    /// Where in a message a template stands.
    package enum Field: Sendable, Hashable, CustomStringConvertible {
        case text, image, document, mediaURL, customField
        /// A template variable, counted from 0.
        case variable(Int)

        /// The field's path in the message's mapping: `variables[0]`, `media.url`.
        package var description: String {
            switch self {
            case .text: "text"
            case .image: "image"
            case .document: "document"
            case .mediaURL: "media.url"
            case .customField: "custom_field"
            case .variable(let index): "variables[\(index)]"
            }
        }
    }

    /// A placeholder without a column, with everything needed to find it in the campaign's file.
    package struct UnknownPlaceholder: Sendable, Hashable {
        /// The message's position, from 0.
        package var message: Int
        package var field: Field
        package var unknown: BoundTemplate.UnknownColumn
    }

    package struct UnknownColumns: Error, Sendable, Hashable {
        package var placeholders: [UnknownPlaceholder]
    }

    let messages: [BoundMessage]
    /// The outcome for every row alike, where no message holds a placeholder.
    private let constant: Result<[SendContent], ExclusionReason>?

    /// - Parameter mediaHash: gives the SHA-256 of media that travels as bytes; called once for each.
    /// - Throws: all placeholders that have no column, in the order of the file.
    package init(
        campaign: Campaign, header: AudienceHeader, mediaHash: (MediaBytes) -> [UInt8]
    ) throws(UnknownColumns) {
        var binder = TemplateBinder(header: header)
        var messages: [BoundMessage] = []
        for (index, message) in campaign.messages.enumerated() {
            binder.message = index
            let content = BoundMessage.Content(message.content, &binder, mediaHash)
            messages.append(BoundMessage(content))
        }
        if !binder.unknown.isEmpty { throw UnknownColumns(placeholders: binder.unknown) }
        self.messages = messages
        constant = MessageFilling.constant(messages)
    }

    /// Whether every recipient gets the same, word for word.
    package var isSameForAll: Bool { constant != nil }

    /// What everybody gets, where it is the same for all and can be sent.
    package var contentsForAll: [SendContent]? { try? constant?.get() }

    /// Appends a message's canonical bytes, as `SendContent.canonicalBytes` has them, without making texts of the
    /// row's cells. Only for rows that nothing excludes (`FillingCheck`).
    package func write(
        message position: Int, of row: borrowing RecipientRow, to writer: inout CanonicalWriter
    ) {
        messages[position].write(row, to: &writer)
    }

    /// What the person in this row would get, message by message, or the first reason why nothing can be sent.
    /// If one message cannot go out, none does. The row's own exclusion is not looked at.
    package func contents(for row: borrowing RecipientRow) -> Result<[SendContent], ExclusionReason> {
        if let constant { return constant }
        var contents: [SendContent] = []
        contents.reserveCapacity(messages.count)
        for message in messages {
            do throws(ExclusionReason) {
                contents.append(try message.content(for: row))
            } catch {
                return .failure(error)
            }
        }
        return .success(contents)
    }

    private static func constant(_ messages: [BoundMessage]) -> Result<[SendContent], ExclusionReason>? {
        var contents: [SendContent] = []
        var failure: ExclusionReason?
        for message in messages {
            switch message.fixed {
            case nil: return nil
            case .success(let content): contents.append(content)
            case .failure(let reason): failure = failure ?? reason
            }
        }
        return failure.map { .failure($0) } ?? .success(contents)
    }
}

/// Binds templates one after another, collecting what has no column instead of stopping at the first.
struct TemplateBinder {
    let header: AudienceHeader
    var message = 0
    var unknown: [MessageFilling.UnknownPlaceholder] = []

    /// Nil if something in it has no column; what remains is then never filled.
    mutating func bind(_ template: TextTemplate, _ field: MessageFilling.Field) -> BoundTemplate? {
        do {
            return try BoundTemplate(template, header)
        } catch {
            unknown += error.columns.map {
                MessageFilling.UnknownPlaceholder(message: message, field: field, unknown: $0)
            }
            return nil
        }
    }
}
