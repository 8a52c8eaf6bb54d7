import CampaignModel

/// Judges for one row after another whether the person in it could get every message of a campaign.
///
/// It says what `MessageFilling.contents(for:)` would say, but makes contents only where something may be wrong:
/// most often the facts of the columns show at once that a whole batch of rows is fine.
package struct FillingCheck {
    private let filling: MessageFilling
    /// The rows that `doubtful` speaks of.
    private var generation = 0
    /// Positions of messages that may not be fine for every row of the batch.
    private var doubtful: [Int] = []
    /// Memory for a filled text that is used again from row to row.
    private var scratch: [UInt8] = []

    package init(_ filling: MessageFilling) { self.filling = filling }

    /// Why the row's messages cannot go out; nil if they can. The row's own exclusion is not looked at.
    package mutating func exclusion(of row: borrowing RecipientRow) -> ExclusionReason? {
        if row.batch.generation != generation { look(at: row.batch) }
        for position in doubtful where !filling.messages[position].isPlainlyFine(row, &scratch) {
            if case .failure(let reason) = filling.contents(for: row) { return reason }
            return nil
        }
        return nil
    }

    private mutating func look(at batch: CellBatch) {
        generation = batch.generation
        doubtful.removeAll(keepingCapacity: true)
        for position in filling.messages.indices where !filling.messages[position].isPlainlyFine(in: batch) {
            doubtful.append(position)
        }
    }
}

extension BoundMessage {
    /// Whether every row of a batch could get the message.
    fileprivate func isPlainlyFine(in batch: CellBatch) -> Bool {
        switch fixed {
        case .success: true
        case .failure: false
        case nil: content.isPlainlyFine { (template, field) in template.isPlainlyFine(in: batch, as: field) }
        }
    }

    /// Whether the person in one row could get the message.
    fileprivate func isPlainlyFine(_ row: borrowing RecipientRow, _ scratch: inout [UInt8]) -> Bool {
        switch fixed {
        case .success: return true
        case .failure: return false
        case nil: break
        }
        // A closure may not capture a borrowed row.
        let (batch, index) = (row.batch, row.index)
        return content.isPlainlyFine { (template, field) in
            template.isPlainlyFine(in: batch, row: index, as: field, &scratch)
        }
    }
}

extension BoundMessage.Content {
    fileprivate func isPlainlyFine(_ check: (BoundTemplate, QuickCheck.Use) -> Bool) -> Bool {
        switch self {
        case .unbound: return false
        case .text(let template): return check(template, .text)
        case .image(let template): return check(template, .image)
        case .document(let template): return check(template, .document)
        case .template(let message):
            for variable in message.variables where !check(variable, .variable) { return false }
            if case .url(let address) = message.media, !check(address, .mediaURL) { return false }
            return message.customField.map { check($0, .customField) } ?? true
        }
    }
}

extension BoundTemplate {
    fileprivate func isPlainlyFine(in batch: CellBatch, as use: QuickCheck.Use) -> Bool {
        var facts = TextFacts.empty
        for piece in pieces {
            switch piece {
            case .literal(_, let own): facts.append(own)
            case .column(let index, _, let fallback):
                guard let values = batch.facts(ofColumn: index).values(fallback) else { return false }
                facts.append(values)
            }
        }
        return BoundTemplate.withBytes(of: pieces.first) { start in
            BoundTemplate.withBytes(of: pieces.last) { end in
                QuickCheck.passes(facts, as: use, start: start, end: end)
            }
        }
    }

    fileprivate func isPlainlyFine(
        in batch: CellBatch, row: Int, as use: QuickCheck.Use, _ text: inout [UInt8]
    ) -> Bool {
        text.removeAll(keepingCapacity: true)
        for piece in pieces {
            switch piece {
            case .literal(let words, _): text += words.utf8
            case .column(let index, _, let fallback):
                let value = batch.bytes(row: row, column: index)
                if !ByteText.isBlank(value) {
                    text += value
                } else if let fallback {
                    text += fallback
                } else {
                    return false
                }
            }
        }
        return text.withUnsafeBufferPointer { QuickCheck.passes($0, as: use) }
    }

    /// The bytes of a piece that is the same for every row; of others none.
    private static func withBytes(
        of piece: Piece?, _ body: (UnsafeBufferPointer<UInt8>) -> Bool
    ) -> Bool {
        guard case .literal(var words, _) = piece else { return body(.init(start: nil, count: 0)) }
        return words.withUTF8(body)
    }
}

extension ColumnFacts {
    /// What is known of the values that go into a text, if it is certain that there is one for each row.
    fileprivate func values(_ fallback: [UInt8]?) -> TextFacts? {
        var values = filled
        if let filled, !filled.arePrintable { return nil }
        if hasEmpty {
            guard let fallback else { return nil }
            let instead = fallback.withUnsafeBufferPointer { TextFacts($0) }
            if values == nil { values = instead } else { values?.formUnion(instead) }
        }
        return values
    }
}
