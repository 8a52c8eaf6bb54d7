import Foundation

/// A template as the simulated project has it and `/contacto/template/` lists it.
public struct SimulatedTemplate: Codable, Sendable, Equatable {
    /// The template's number, as text: leading zeros count.
    public var id: String
    /// Its name on the platform.
    public var name: String
    /// `approved`, `pending` or `rejected`; only an approved one can be sent.
    public var status: String
    /// `marketing`, `utility` or `authentication`.
    public var category: String
    /// The language's code.
    public var language: String
    /// The text with `{{1}}`, `{{2}}` …
    public var body: String
    /// How many variables a message must bring.
    public var variables: Int
    /// The kind of attachment in its header, if any.
    public var media: String?

    /// A template from its parts.
    public init(
        id: String, name: String, status: String = "approved", category: String, language: String = "es",
        body: String, variables: Int, media: String? = nil
    ) {
        self.id = id
        self.name = name
        self.status = status
        self.category = category
        self.language = language
        self.body = body
        self.variables = variables
        self.media = media
    }

    /// Reads a template of a `--templates` file: `id` and `variables` are required, the rest has defaults.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        let id = try values.decode(String.self, forKey: .id)
        let variables = try values.decode(Int.self, forKey: .variables)
        // A range of a negative length would trap, and nobody writes a template of a thousand variables.
        guard (0...1000).contains(variables) else {
            throw DecodingError.dataCorruptedError(
                forKey: .variables, in: values, debugDescription: "template \(id): 0 to 1000 variables")
        }
        let placeholders = (0..<variables).map { "{{\($0 + 1)}}" }.joined(separator: " ")
        self.init(
            id: id,
            name: try values.decodeIfPresent(String.self, forKey: .name) ?? "template_\(id)",
            status: try values.decodeIfPresent(String.self, forKey: .status) ?? "approved",
            category: try values.decodeIfPresent(String.self, forKey: .category) ?? "utility",
            language: try values.decodeIfPresent(String.self, forKey: .language) ?? "es",
            body: try values.decodeIfPresent(String.self, forKey: .body) ?? placeholders,
            variables: variables,
            media: try values.decodeIfPresent(String.self, forKey: .media))
    }

    /// Reads a JSON array of templates.
    /// - Throws: what the file system or `JSONDecoder` says of the file.
    public static func load(from file: URL) throws -> [SimulatedTemplate] {
        try JSONDecoder().decode([SimulatedTemplate].self, from: Data(contentsOf: file))
    }

    /// The templates of an account that was not given any: those of the example workspace, and one in review.
    public static let samples = [
        SimulatedTemplate(
            id: "1042", name: "recordatorio_pago", category: "utility",
            body: "Hola {{1}}, tu saldo es {{2}} y vence el {{3}}.", variables: 3, media: "document"),
        SimulatedTemplate(
            id: "2077", name: "tarifas_navidad", category: "marketing",
            body: "¡Hola {{1}}! Ya están las tarifas de Navidad para {{2}}.", variables: 2, media: "document"),
        SimulatedTemplate(
            id: "3001", name: "bienvenida", category: "utility", body: "Hola {{1}}, te damos la bienvenida.",
            variables: 1),
        SimulatedTemplate(
            id: "4000", name: "aviso_en_revision", status: "pending", category: "utility",
            body: "Hola {{1}}.", variables: 1),
    ]
}
