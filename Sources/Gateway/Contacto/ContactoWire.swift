import CampaignModel

/// contacto's `send/` (gateways.md, section 2), as a form or as multipart.
package enum ContactoWire {
    /// Characters of a `custom_field`.
    package static let longestCustomField = 1000

    /// - Throws: `EncodingMistake` where contacto would send something else than is meant, or nothing.
    package static func encode(
        _ request: SendRequest, line: ResolvedLine
    ) throws(EncodingMistake) -> WireRequest {
        guard case .contacto(let access) = line.account, case .template(let filled) = request.content else {
            throw .wrongGateway(line.gateway)
        }
        guard case .person(let number) = request.target else { throw .wrongTarget }
        guard !filled.template.trimmed.isEmpty else { throw .empty(field: "id_template") }
        var fields = [
            FormEncoding.Field("login", access.login.value),
            FormEncoding.Field("token", access.token.value),
            FormEncoding.Field("id_template", filled.template),
        ]
        if !filled.variables.isEmpty {
            fields.append(FormEncoding.Field("template_variables", try bracketed(filled.variables)))
        }
        fields.append(FormEncoding.Field("mobile", number.full))
        fields += try media(filled.media, encoded: request.media)
        fields.append(FormEncoding.Field("custom_field", try customField(filled, key: request.key)))
        let url = try endpoint(access)
        switch access.encoding {
        case .form:
            return WireRequest(
                url: url, headers: [WireHeader("Content-Type", "application/x-www-form-urlencoded")],
                bodyParts: FormEncoding.parts(fields), operation: .message)
        case .multipart:
            let multipart = MultipartBody(fields)
            return WireRequest(
                url: url, headers: [WireHeader("Content-Type", multipart.contentType)],
                bodyParts: multipart.parts, operation: .message)
        }
    }

    /// Whether a template's value can be told apart from its neighbours: `[a] [b]` has no way to write a
    /// bracket inside a value, and a value that ends early shifts all that follow.
    package static func canCarry(variable: String) -> Bool {
        !variable.contains { $0 == "[" || $0 == "]" }
    }

    private static func bracketed(_ variables: [String]) throws(EncodingMistake) -> String {
        for (index, variable) in variables.enumerated() {
            guard canCarry(variable: variable) else { throw .bracketInVariable(position: index + 1) }
            guard !variable.trimmed.isEmpty else {
                throw .empty(field: "template_variables, value \(index + 1)")
            }
        }
        return variables.map { "[\($0)]" }.joined(separator: " ")
    }

    private static func media(
        _ media: FilledTemplate.Media?, encoded: EncodedMedia?
    ) throws(EncodingMistake) -> [FormEncoding.Field] {
        switch (media, encoded) {
        case (nil, nil): return []
        case (.url(let address), nil):
            guard !address.trimmed.isEmpty else { throw .empty(field: "media") }
            return [FormEncoding.Field("media", address)]
        case (.bytes(_, let name), .some(let encoded)):
            guard !encoded.isEmpty else { throw .empty(field: "media") }
            // With any other name the gateway stores the file as a PDF, and a picture arrives broken.
            let ending = name.split(separator: ".", omittingEmptySubsequences: false).last?.lowercased() ?? ""
            guard Media.nameLength.contains(name.count), name.contains("."), Media.extensions.contains(ending)
            else { throw .unusableMediaName }
            return [
                FormEncoding.Field("media", media: encoded),
                FormEncoding.Field("media_name", name),
            ]
        case (.bytes, nil), (.url, .some), (nil, .some): throw .mediaBytesDoNotFit
        }
    }

    /// The campaign's own, else the send's key, by which a reply can be traced to it.
    private static func customField(_ filled: FilledTemplate, key: SendKey) throws(EncodingMistake) -> String
    {
        let own = filled.customField ?? ""
        let text = own.isEmpty ? key.text : own
        guard text.count <= longestCustomField else {
            throw .tooLong(field: "custom_field", count: text.count, limit: longestCustomField)
        }
        return text
    }

    private static func endpoint(_ access: ResolvedLine.Contacto) throws(EncodingMistake) -> String {
        guard !access.url.isEmpty else { throw .missingEndpoint(.message) }
        guard EndpointAddress.isClean(access.url), !access.url.contains("?") else {
            throw .unusableEndpoint(.message)
        }
        return access.url + (access.url.hasSuffix("/") ? "send/" : "/send/")
    }
}
