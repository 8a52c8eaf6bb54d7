import CampaignModel

/// The canonical bytes of a message for one row, straight from the row's cells.
///
/// The layout's own page is `SendContent.canonicalBytes`; a test holds the two together.
extension BoundMessage {
    func write(_ row: borrowing RecipientRow, to writer: inout CanonicalWriter) {
        if let fixedBytes {
            writer.append(fixedBytes)
            return
        }
        switch content {
        case .unbound: break
        case .text(let template): write(template, kind: 2, row, &writer)
        case .image(let template): write(template, kind: 3, row, &writer)
        case .document(let template): write(template, kind: 4, row, &writer)
        case .template(let message):
            writer.kind(1)
            writer.field(message.template)
            writer.count(message.variables.count)
            for variable in message.variables { variable.write(row, to: &writer) }
            switch message.media {
            case nil: writer.kind(0)
            case .url(let address): write(address, kind: 1, row, &writer)
            case .bytes(let hash, let name):
                writer.kind(2)
                writer.field(hash)
                writer.field(name)
            }
            if let custom = message.customField {
                write(custom, kind: 1, row, &writer)
            } else {
                writer.kind(0)
            }
        }
    }

    private func write(
        _ template: BoundTemplate, kind: UInt8, _ row: borrowing RecipientRow,
        _ writer: inout CanonicalWriter
    ) {
        writer.kind(kind)
        template.write(row, to: &writer)
    }
}

extension BoundTemplate {
    fileprivate func write(_ row: borrowing RecipientRow, to writer: inout CanonicalWriter) {
        if let literal {
            writer.field(literal)
            return
        }
        let start = writer.openField()
        for piece in pieces {
            switch piece {
            case .literal(var words, _): words.withUTF8 { writer.append($0) }
            case .column(let index, _, let fallback):
                let value = row.value(index)
                if let fallback, ByteText.isBlank(value) {
                    writer.append(fallback)
                } else {
                    writer.append(value)
                }
            }
        }
        writer.closeField(start)
    }
}
