import Foundation

/// The shape in which contacto's balance is answered. The manual does not show it; a client reads a number or a
/// numeric string, with separators and a sign, at the top level or one level down (gateways.md, section 2).
public enum BalanceEnvelope: String, Sendable, CaseIterable {
    /// `{"balance":"999.915"}`
    case thousands
    /// `{"balance":999915}`
    case number
    /// `{"balance":"999915"}`
    case text
    /// `{"saldo":"$ 999.915"}`
    case currency
    /// `{"data":{"balance":999915}}`
    case nested
    /// `999915`
    case bare
    /// `{"account":"active"}`: no balance that anyone may read out of it
    case unreadable

    func answer(_ balance: Int) -> SimulatorAnswer {
        let separated = ContactoGateway.withThousands(balance)
        return switch self {
        case .thousands: .json(200, "{\"balance\":\"\(separated)\"}")
        case .number: .json(200, "{\"balance\":\(balance)}")
        case .text: .json(200, "{\"balance\":\"\(balance)\"}")
        case .currency: .json(200, "{\"saldo\":\"$ \(separated)\"}")
        case .nested: .json(200, "{\"data\":{\"balance\":\(balance)}}")
        case .bare: .json(200, String(balance))
        case .unreadable: .json(200, "{\"account\":\"active\"}")
        }
    }
}

/// The shape in which contacto's templates are listed, which the manual does not show either: an array at the
/// top level or one level down, of objects in the usual spellings (gateways.md, section 2).
public enum TemplateEnvelope: String, Sendable, CaseIterable {
    /// `[{"id":"1042","name":…,"status":"approved",…}]`
    case array
    /// `{"templates":[…]}`
    case nested
    /// Numbers as identifiers, states and categories in capitals, as Meta writes them
    case capitals
    /// `{"data":[{"id_template":1042,"nombre":…,"estado":"aprobada",…}]}`
    case spanish
    /// Without a count of variables: the text's `{{1}}`, `{{2}}` … say it
    case uncounted
    /// `{"total":4}`: no list that anyone may read out of it
    case unreadable

    func answer(_ templates: [SimulatedTemplate]) throws -> SimulatorAnswer {
        let list: String
        switch self {
        case .array, .nested: list = String(decoding: try sortedJSON(templates), as: UTF8.self)
        case .capitals, .spanish, .uncounted:
            list = "[" + templates.map(object).joined(separator: ",") + "]"
        case .unreadable: return .json(200, "{\"total\":\(templates.count)}")
        }
        return switch self {
        case .nested: .json(200, "{\"templates\":\(list)}")
        case .spanish: .json(200, "{\"data\":\(list)}")
        default: .json(200, list)
        }
    }

    private func object(_ template: SimulatedTemplate) -> String {
        let isSpanish = self == .spanish
        let isLoud = self == .capitals
        func written(_ word: String) -> String { jsonLiteral(isLoud ? word.uppercased() : word) }
        // Leading zeros count, and a number has none.
        let isNumeric = isLoud || isSpanish
        let id =
            isNumeric && Int(template.id).map(String.init) == template.id
            ? template.id : jsonLiteral(template.id)
        let status = isSpanish ? Self.spanishWords[template.status] ?? template.status : template.status
        let category =
            isSpanish ? Self.spanishWords[template.category] ?? template.category : template.category
        var members = [
            "\"\(isSpanish ? "id_template" : "id")\":\(id)",
            "\"\(isSpanish ? "nombre" : "name")\":\(jsonLiteral(template.name))",
            "\"\(isSpanish ? "estado" : "status")\":\(written(status))",
            "\"\(isSpanish ? "categoria" : "category")\":\(written(category))",
            "\"\(isSpanish ? "idioma" : "language")\":\(jsonLiteral(template.language))",
            "\"\(isSpanish ? "cuerpo" : "body")\":\(jsonLiteral(template.body))",
        ]
        if self != .uncounted { members.append("\"variables\":\(template.variables)") }
        if let media = template.media {
            members.append("\"\(isSpanish ? "adjunto" : "media")\":\(written(media))")
        }
        return "{" + members.joined(separator: ",") + "}"
    }

    private static let spanishWords = [
        "approved": "aprobada", "pending": "pendiente", "rejected": "rechazada", "utility": "utilidad",
        "authentication": "autenticación",
    ]
}
