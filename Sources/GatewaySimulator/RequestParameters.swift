/// The parameters of a request, however they travelled: query string and body are merged, as the SetApp hook
/// does, and a name in both counts as the body has it.
struct RequestParameters {
    enum Encoding: String { case form, query, multipart }

    private(set) var values: [String: [UInt8]] = [:]
    private(set) var encoding = Encoding.query
    private(set) var rawBody: String?
    private(set) var rawQuery: String?

    /// Names whose values no log may hold.
    static let secrets: Set<String> = ["token", "login", "cliente"]
    /// Longer media stand in the log as length and hash.
    static let longestLoggedMedia = 2048

    init(_ request: SimulatorRequest) throws(WireFault) {
        try merge(FormDecoding.fields(of: request.query))
        if !request.query.isEmpty { rawQuery = Self.masked(request.query) }
        guard !request.body.isEmpty else { return }

        switch Self.mediaType(request.contentType) {
        case "application/x-www-form-urlencoded":
            encoding = .form
            try merge(FormDecoding.fields(of: request.body))
            rawBody = Self.masked(request.body)
        case "multipart/form-data":
            encoding = .multipart
            try merge(MultipartDecoding.fields(of: request.body, contentType: request.contentType))
        default:
            throw .contentType(request.contentType)
        }
    }

    /// A value as text; nil if it is missing or is not UTF-8.
    func text(_ name: String) -> String? {
        values[name].flatMap { String(validating: $0, as: UTF8.self) }
    }

    /// All values as text for the log: secrets masked out altogether, media capped.
    var loggable: [String: String] {
        var result: [String: String] = [:]
        for (name, value) in values where !Self.secrets.contains(name) {
            result[name] = Self.capped(value, name: name)
        }
        return result
    }

    private mutating func merge(_ fields: [WireField]) throws(WireFault) {
        var seen: Set<String> = []
        for field in fields {
            let name = String(decoding: field.name, as: UTF8.self)
            // No manual allows it, and which of the two would count is anybody's guess.
            guard seen.insert(name).inserted else { throw .repeated(name) }
            values[name] = field.value
        }
    }

    private static func mediaType(_ header: String) -> String {
        header.prefix { $0 != ";" }.lowercased().filter { $0 != " " }
    }

    /// The undecoded text with secrets replaced. The name is decoded first: `%74oken` is a token too.
    private static func masked(_ raw: [UInt8]) -> String {
        let pairs = raw.split(separator: UInt8(ascii: "&"), omittingEmptySubsequences: false)
        return pairs.map { pair in
            let rawName = pair.prefix { $0 != UInt8(ascii: "=") }
            guard rawName.count < pair.count else { return String(decoding: pair, as: UTF8.self) }
            let name = (try? FormDecoding.decode(rawName)).map { String(decoding: $0, as: UTF8.self) } ?? ""
            let value = pair.dropFirst(rawName.count + 1)
            var shown = secrets.contains(name) ? "***" : String(decoding: value, as: UTF8.self)
            if name == "media", value.count > longestLoggedMedia, let media = try? FormDecoding.decode(value)
            {
                shown = capped(media, name: name)
            }
            return String(decoding: rawName, as: UTF8.self) + "=" + shown
        }.joined(separator: "&")
    }

    private static func capped(_ value: [UInt8], name: String) -> String {
        guard name == "media", value.count > longestLoggedMedia else {
            return String(decoding: value, as: UTF8.self)
        }
        return "fnv1a64:\(fnv1a64(StrictBase64.decode(value) ?? value)) length:\(value.count)"
    }
}
