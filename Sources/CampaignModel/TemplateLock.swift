/// What the gateway said of each line's templates when they were last pulled (format.md, `templates.lock.yaml`).
package struct TemplateLock: Sendable, Hashable {
    /// The templates of one line, as of one moment.
    package struct LineTemplates: Sendable, Hashable {
        /// When the gateway said so.
        package var pulled: Instant
        /// By the template's number.
        package var templates: [String: LockedTemplate]

        package init(pulled: Instant, templates: [String: LockedTemplate]) {
            self.pulled = pulled
            self.templates = templates
        }
    }

    /// By the line's name: each line is an account of its own, with templates of its own.
    package var lines: [String: LineTemplates]

    package init(lines: [String: LineTemplates] = [:]) { self.lines = lines }

    package func template(_ number: String, onLine line: String) -> LockedTemplate? {
        lines[line]?.templates[number]
    }
}

/// A template as the gateway has it: what WhatsApp has approved, or not.
package struct LockedTemplate: Sendable, Hashable {
    /// What WhatsApp has decided on it. Only an approved one can be sent.
    package enum Status: Sendable, Hashable {
        case approved, pending, rejected, paused, disabled
        /// A word of the gateway's that is not among these, as it stands; it counts as not approved.
        case other(String)
    }

    /// What WhatsApp takes it for. It knows no collection: reminders of payment are utility or marketing there.
    package enum Category: String, Sendable, Hashable, CaseIterable {
        case marketing, utility, authentication
        /// The gateway does not say, or says a word of its own.
        case unknown
    }

    /// What its header carries.
    package enum Header: Sendable, Hashable {
        case none
        case media(Media.Kind)
        /// The gateway does not say.
        case unknown
    }

    package var name: String
    package var status: Status
    package var category: Category
    /// The language's code, e.g. `es` or `es_CO`.
    package var language: String?
    /// How many values a message must bring. A header or a button may take some that the body does not show.
    package var variables: Int
    package var header: Header
    /// The text with `{{1}}`, `{{2}}` …; nil where the gateway does not say it.
    package var body: String?

    package init(
        name: String, status: Status, category: Category, language: String? = nil, variables: Int,
        header: Header = .none, body: String? = nil
    ) {
        self.name = name
        self.status = status
        self.category = category
        self.language = language
        self.variables = variables
        self.header = header
        self.body = body
    }

    /// The highest number that the body shows; 0 where it shows none.
    package var highestVariable: Int { body.map { TemplateBody($0).highestVariable } ?? 0 }

    /// The body as a recipient reads it, each `{{n}}` replaced by the n-th value; nil where the body is not known.
    /// A number without a value stays as it stands. Values are never looked into for further numbers.
    package func text(filledWith values: [String]) -> String? {
        body.map { body in
            TemplateBody(body).pieces.map { piece in
                switch piece {
                case .text(let words): words
                case .variable(let number, let written):
                    values.indices.contains(number - 1) ? values[number - 1] : written
                }
            }.joined()
        }
    }
}

extension LockedTemplate.Status {
    private static let known: [LockedTemplate.Status] = [.approved, .pending, .rejected, .paused, .disabled]

    /// Reads the gateway's word; upper and lower case are the same.
    package init(_ text: String) {
        let lower = text.lowercased()
        self = Self.known.first { $0.word == lower } ?? .other(text)
    }

    /// As the file writes it.
    package var word: String {
        switch self {
        case .approved: "approved"
        case .pending: "pending"
        case .rejected: "rejected"
        case .paused: "paused"
        case .disabled: "disabled"
        case .other(let text): text
        }
    }
}

/// A template's text, split at its `{{1}}`, `{{2}}` … (gateways.md, `template/`); spaces inside the braces are
/// allowed. Other braces are text.
package struct TemplateBody: Sendable, Hashable {
    enum Piece: Sendable, Hashable {
        case text(String)
        /// The variable's number, from 1, and the braces as they stand.
        case variable(Int, written: String)
    }

    let pieces: [Piece]

    package init(_ text: String) {
        var pieces: [Piece] = []
        var rest = text[...]
        while let open = rest.firstRange(of: "{{"), let close = rest[open.upperBound...].firstRange(of: "}}")
        {
            // Of `{{{1}}` the inner braces are meant.
            let start =
                rest[open.upperBound..<close.lowerBound].lastIndex(of: "{").map(rest.index(after:))
                ?? open.upperBound
            let inside = rest[start..<close.lowerBound].drop { $0 == " " }
            let digits = inside.prefix { $0.isASCII && $0.isNumber }
            let braces = rest.index(start, offsetBy: -2)
            let isVariable =
                rest[braces..<start] == "{{" && inside.dropFirst(digits.count).allSatisfy { $0 == " " }
            if isVariable, digits.count <= 4, let number = Int(digits), number > 0 {
                if braces > rest.startIndex { pieces.append(.text(String(rest[..<braces]))) }
                pieces.append(.variable(number, written: String(rest[braces..<close.upperBound])))
            } else {
                pieces.append(.text(String(rest[..<close.upperBound])))
            }
            rest = rest[close.upperBound...]
        }
        if !rest.isEmpty { pieces.append(.text(String(rest))) }
        self.pieces = pieces
    }

    /// The highest number it shows; 0 where it shows none.
    package var highestVariable: Int {
        pieces.reduce(0) { if case .variable(let number, _) = $1 { max($0, number) } else { $0 } }
    }
}
