import CampaignModel

/// contacto's `balance/` and `template/` (gateways.md, section 2): `POST` with `login` and `token`, in the
/// encoding that the line has for `send/`.
package enum ContactoAccountWire {
    /// The bytes of a question.
    package struct Request: Sendable, Hashable {
        package var url: String
        package var headers: [WireHeader]
        package var body: [UInt8]
    }

    /// - Throws: `EncodingMistake` where the line's `url` cannot be one.
    package static func encode(
        _ query: AccountQuery, _ access: ResolvedLine.Contacto
    ) throws(EncodingMistake) -> Request {
        guard !access.url.isEmpty else { throw .missingEndpoint(.message) }
        guard EndpointAddress.isClean(access.url), !access.url.contains("?") else {
            throw .unusableEndpoint(.message)
        }
        let fields = [
            FormEncoding.Field("login", access.login.value),
            FormEncoding.Field("token", access.token.value),
        ]
        let url = access.url + (access.url.hasSuffix("/") ? "" : "/") + endpoint(of: query)
        switch access.encoding {
        case .form:
            return Request(
                url: url, headers: [WireHeader("Content-Type", "application/x-www-form-urlencoded")],
                body: FormEncoding.body(fields))
        case .multipart:
            let multipart = MultipartBody(fields)
            return Request(
                url: url, headers: [WireHeader("Content-Type", multipart.contentType)], body: multipart.bytes)
        }
    }

    private static func endpoint(of query: AccountQuery) -> String {
        switch query {
        case .balance: "balance/"
        case .templates: "template/"
        }
    }
}

extension ContactoAccountWire.Request: CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    package var description: String { "POST (\(body.count) bytes)" }
    package var debugDescription: String { description }
    /// Without children: the body holds the account's secrets.
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}
