import CampaignModel

/// A text template whose placeholders know their columns, ready to be filled for any row.
package struct BoundTemplate: Sendable, Hashable {
    enum Piece: Sendable, Hashable {
        case literal(String, TextFacts)
        case column(Int, name: String, fallback: [UInt8]?)
    }

    let pieces: [Piece]
    /// The text itself where no row can change it.
    package let literal: String?

    /// A placeholder that no column answers.
    package struct UnknownColumn: Error, Sendable, Hashable {
        package enum Problem: Sendable, Hashable {
            case missing
            /// Columns (indices) that share the name.
            case repeated([Int])
        }

        /// Counts the template's placeholders from 0; an escaped `\{{` is none.
        package var placeholder: Int
        package var column: String
        package var problem: Problem
    }

    package struct UnknownColumns: Error, Sendable, Hashable {
        package var columns: [UnknownColumn]
    }

    /// - Parameter constants: values for names that are no columns, such as a group's invitation link.
    /// - Throws: every placeholder that neither the header nor the constants know.
    package init(
        _ template: TextTemplate, _ header: AudienceHeader, constants: [String: String] = [:]
    ) throws(UnknownColumns) {
        var pieces: [Piece] = []
        var unknown: [UnknownColumn] = []
        var count = 0
        for segment in template.segments {
            switch segment {
            case .literal(let text): pieces.append(BoundTemplate.literal(text))
            case .placeholder(let placeholder):
                let name = placeholder.column
                if let constant = constants[name] {
                    pieces.append(BoundTemplate.literal(constant))
                } else {
                    switch header.lookup(name) {
                    case .found(let index):
                        let fallback = placeholder.fallback.map { Array($0.utf8) }
                        pieces.append(.column(index, name: name, fallback: fallback))
                    case .missing:
                        unknown.append(UnknownColumn(placeholder: count, column: name, problem: .missing))
                    case .repeated(let all):
                        unknown.append(
                            UnknownColumn(placeholder: count, column: name, problem: .repeated(all)))
                    }
                }
                count += 1
            }
        }
        if !unknown.isEmpty { throw UnknownColumns(columns: unknown) }
        self.pieces = pieces
        literal = BoundTemplate.joined(pieces)
    }

    /// The text for one row. Values go in exactly as they stand; one that is empty or only white space is
    /// replaced by the placeholder's default, or excludes the row where there is none.
    package func fill(_ row: borrowing RecipientRow) -> Result<String, ExclusionReason> {
        if let literal { return .success(literal) }
        var text: [UInt8] = []
        for piece in pieces {
            switch piece {
            case .literal(let words, _): text += words.utf8
            case .column(let index, let name, let fallback):
                let value = row.value(index)
                if !ByteText.isBlank(value) {
                    text.append(contentsOf: value)
                } else if let fallback {
                    text += fallback
                } else {
                    return .failure(.emptyVariable(column: name))
                }
            }
        }
        return .success(String(decoding: text, as: UTF8.self))
    }

    private static func literal(_ text: String) -> Piece {
        var text = text
        let facts = text.withUTF8 { TextFacts($0) }
        return .literal(text, facts)
    }

    private static func joined(_ pieces: [Piece]) -> String? {
        var text = ""
        for piece in pieces {
            guard case .literal(let words, _) = piece else { return nil }
            text += words
        }
        return text
    }
}
