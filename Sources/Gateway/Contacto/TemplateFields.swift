import CampaignModel

/// One object of a list of templates, its parts looked up in the usual spellings.
struct TemplateFields {
    private let members: [(key: String, value: ReplyJSON)]

    init(_ members: [ReplyJSON.Member]) {
        self.members = members.map { (ReplyKey.plain($0.key), $0.value) }
    }

    var hasIdentifier: Bool { value(Self.numberKeys) != nil }

    /// - Parameter entry: its place in the list, from 1, for whoever has to find it.
    func listed(entry: Int) throws(TemplateListReader.NotUnderstood) -> ListedTemplate {
        let what = "entry \(entry) of its list"
        guard let number = value(Self.numberKeys)?.identifier else {
            throw .init(reason: "\(what) has no identifier")
        }
        // As the lock file and `id_template` take it.
        guard number.utf8.count <= 20, number.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw .init(reason: "the identifier of \(what) is no number")
        }
        let template = "template \(number)"
        guard let name = value(Self.nameKeys)?.text.flatMap(Self.line) else {
            throw .init(reason: "\(template) has no name, or none of one line")
        }
        guard let status = value(Self.statusKeys)?.text.flatMap(Self.line) else {
            throw .init(reason: "\(template) has no status, or none of one line")
        }
        let body = try body(of: template)
        let highest = body.map { TemplateBody($0).highestVariable } ?? 0
        let count = try count(of: template)
        guard let variables = count ?? body.map({ _ in highest }) else {
            throw .init(reason: "\(template) has neither a text nor a number of variables")
        }
        guard (0...1000).contains(variables), highest <= variables else {
            throw .init(
                reason:
                    "\(template) is said to have \(variables) variables, but its text goes up to \(highest)")
        }
        return ListedTemplate(
            number: number,
            template: LockedTemplate(
                name: name, status: TemplateWords.status(status),
                category: value(Self.categoryKeys)?.text.map(TemplateWords.category) ?? .unknown,
                language: language, variables: variables, header: header, body: body))
    }

    // MARK: Keys

    private static let numberKeys = [
        "idtemplate", "templateid", "idplantilla", "plantillaid", "id", "numero", "number",
    ]
    private static let nameKeys = ["name", "nombre", "templatename", "nombreplantilla", "elementname"]
    private static let statusKeys = [
        "status", "estado", "state", "templatestatus", "estadoplantilla", "approvalstatus",
    ]
    private static let categoryKeys = ["category", "categoria", "templatecategory"]
    private static let languageKeys = ["language", "idioma", "lang", "languagecode", "locale"]
    private static let bodyKeys = [
        "body", "cuerpo", "text", "texto", "content", "contenido", "message", "mensaje", "templatebody",
    ]
    private static let countKeys = [
        "variables", "variablescount", "variablecount", "numvariables", "numerovariables",
        "numerodevariables",
        "cantidadvariables", "cantidaddevariables", "nvariables", "templatevariables", "params", "parameters",
        "parametros",
    ]
    private static let headerKeys = [
        "media", "mediatype", "header", "headertype", "headerformat", "encabezado", "tipomedia", "adjunto",
        "format",
    ]

    /// The value of the first of these keys that is there and not null.
    private func value(_ keys: [String]) -> ReplyJSON? {
        for key in keys {
            if let member = members.first(where: { $0.key == key && $0.value != .null }) {
                return member.value
            }
        }
        return nil
    }

    // MARK: Parts

    private func body(of template: String) throws(TemplateListReader.NotUnderstood) -> String? {
        let found: ReplyJSON? =
            switch value(Self.bodyKeys) {
            case .some(.object(let members)): TemplateFields(members).value(["text", "texto"])
            case .some(let value): value
            case nil: component("body")?.value(["text", "texto"])
            }
        guard let found else { return nil }
        guard case .string(let written) = found else {
            throw .init(reason: "the text of \(template) is no text")
        }
        let text = written.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
        guard !text.trimmed.isEmpty else { return nil }
        // No template has them, and no file may hold them.
        guard text.unicodeScalars.allSatisfy({ $0 == "\n" || $0 == "\t" || !Self.isControl($0) }) else {
            throw .init(reason: "the text of \(template) holds control characters")
        }
        return text
    }

    /// How many variables the object says there are: a number, or a list of them.
    private func count(of template: String) throws(TemplateListReader.NotUnderstood) -> Int? {
        guard let value = value(Self.countKeys) else { return nil }
        switch value {
        case .array(let elements): return elements.count
        case .string(let text) where text.trimmed.isEmpty: return nil
        default:
            guard let count = value.integer else {
                throw .init(reason: "the number of variables of \(template) is no number")
            }
            return count
        }
    }

    private var language: String? {
        switch value(Self.languageKeys) {
        case .some(.object(let members)):
            TemplateFields(members).value(["code", "codigo"])?.text.flatMap(Self.line)
        case .some(let value): value.text.flatMap(Self.line)
        case nil: nil
        }
    }

    private var header: LockedTemplate.Header {
        switch value(Self.headerKeys) {
        case .some(.object(let members)):
            TemplateFields(members).value(["format", "type", "tipo"])?.text.map(TemplateWords.header)
                ?? .unknown
        case .some(let value): value.text.map(TemplateWords.header) ?? .unknown
        case nil: componentHeader
        }
    }

    /// Where the parts are listed one by one, as Meta does, a header that is not listed is not there.
    private var componentHeader: LockedTemplate.Header {
        guard case .some(.array) = value(["components", "componentes"]) else { return .unknown }
        guard let header = component("header") else { return .none }
        return header.value(["format", "formato"])?.text.map(TemplateWords.header) ?? .unknown
    }

    /// A part of Meta's own shape: `components: [{type: BODY, text: …}, {type: HEADER, format: DOCUMENT}]`.
    private func component(_ type: String) -> TemplateFields? {
        guard case .some(.array(let parts)) = value(["components", "componentes"]) else { return nil }
        return parts.map { TemplateFields($0.members) }.first {
            $0.value(["type", "tipo"])?.text?.lowercased() == type
        }
    }

    /// One line of 1 to 512 characters, without control characters.
    private static func line(_ text: String) -> String? {
        (1...512).contains(text.count) && !text.unicodeScalars.contains(where: isControl) ? text : nil
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
            || [0x2028, 0x2029].contains(scalar.value)
    }
}

/// Words of lists of templates, in English and Spanish, to the lock file's own.
enum TemplateWords {
    static func status(_ word: String) -> LockedTemplate.Status {
        switch ReplyKey.plain(word) {
        case "approved", "aprobado", "aprobada": .approved
        case "pending", "pendiente", "inreview", "enrevision", "submitted", "pendingapproval": .pending
        case "rejected", "rechazado", "rechazada": .rejected
        case "paused", "pausado", "pausada": .paused
        case "disabled", "deshabilitado", "deshabilitada", "inhabilitada", "desactivada": .disabled
        default: .init(word)
        }
    }

    static func category(_ word: String) -> LockedTemplate.Category {
        switch ReplyKey.plain(word) {
        case "marketing", "mercadeo", "mercadotecnia": .marketing
        case "utility", "utilidad", "utilitaria", "servicio": .utility
        case "authentication", "autenticacion": .authentication
        default: .unknown
        }
    }

    static func header(_ word: String) -> LockedTemplate.Header {
        switch ReplyKey.plain(word) {
        case "none", "text", "ninguno", "ninguna", "no", "texto", "": .none
        case "document", "documento", "pdf", "file", "archivo": .media(.document)
        case "image", "imagen", "picture", "foto": .media(.image)
        case "video": .media(.video)
        case "audio": .media(.audio)
        default: .unknown
        }
    }
}
