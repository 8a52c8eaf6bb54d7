import CampaignModel

/// SetApp's requests (gateways.md, section 1): a form in the body, or everything in the query string.
package enum SetAppWire {
    /// Characters of a text, or of a group's first message.
    package static let longestText = 1000

    /// - Throws: `EncodingMistake` where SetApp would send something else than is meant, or nothing.
    package static func encode(
        _ request: SendRequest, line: ResolvedLine
    ) throws(EncodingMistake) -> WireRequest {
        guard case .setapp(let access) = line.account else { throw .wrongGateway(line.gateway) }
        guard request.media == nil else { throw .mediaBytesDoNotFit }
        let (operation, fields) = try parameters(of: request, line: line)
        let common = [
            FormEncoding.Field("cliente", access.client.value),
            FormEncoding.Field("token", access.token.value),
        ]
        let endpoint = try endpoint(of: operation, access)
        let body = FormEncoding.body(common + fields)
        switch access.encoding {
        case .form:
            return WireRequest(
                url: endpoint,
                headers: [WireHeader("Content-Type", "application/x-www-form-urlencoded")],
                body: body, operation: operation)
        case .query:
            let separator = endpoint.contains("?") ? "&" : "?"
            return WireRequest(
                url: endpoint + separator + String(decoding: body, as: UTF8.self), headers: [], body: [],
                operation: operation)
        }
    }

    private static func endpoint(
        of operation: SendOperation, _ access: ResolvedLine.SetApp
    ) throws(EncodingMistake) -> String {
        let secret =
            switch operation {
            case .message: Optional(access.message)
            case .groupCreation: access.group
            case .groupText: access.groupMessage
            case .groupFile: access.groupFile
            }
        guard let secret, !secret.value.isEmpty else { throw .missingEndpoint(operation) }
        guard EndpointAddress.isClean(secret.value) else { throw .unusableEndpoint(operation) }
        return secret.value
    }

    /// The operation and its own parameters, in the manual's order.
    private static func parameters(
        of request: SendRequest, line: ResolvedLine
    ) throws(EncodingMistake) -> (SendOperation, [FormEncoding.Field]) {
        switch request.content {
        case .template: throw .wrongGateway(.setapp)
        case .text(let text):
            if text.hasPrefixIgnoringCase("http"), fileEndings.contains(where: text.hasSuffixIgnoringCase) {
                throw .textWouldBecomeFile
            }
            return (.message, [try phone(request), try field("text", text)])
        case .image(let address):
            try checkFile(address, endings: [".png", ".jpg"])
            return (.message, [try phone(request), try field("text", address)])
        case .document(let address):
            try checkFile(address, endings: [".pdf"])
            return (.message, [try phone(request), try field("text", address)])
        case .groupCreation(let name, let welcome, let members):
            guard request.target == .group else { throw .wrongTarget }
            guard !members.isEmpty else { throw .empty(field: "phones") }
            guard !members.contains(line.number) else { throw .ownNumberListed }
            let phones = members.map { "\"\($0.full)\"" }.joined(separator: ", ")
            return (
                .groupCreation,
                [
                    FormEncoding.Field("phones", phones), try field("groupName", name, limit: nil),
                    try field("text", welcome),
                ]
            )
        case .groupText(let text):
            return (.groupText, [try chatID(request), try field("text", text)])
        case .groupFile(let url, let name, let title):
            return (
                .groupFile,
                [
                    try chatID(request), try field("text", name), try field("adjunto", url, limit: nil),
                    try field("titulo", title, limit: nil),
                ]
            )
        }
    }

    /// What makes SetApp send a text as a file, if it also begins with `http`.
    private static let fileEndings = [".png", ".jpg", ".pdf"]

    private static func checkFile(_ address: String, endings: [String]) throws(EncodingMistake) {
        // Lower case as the manual writes it: whether the gateway takes `.PNG` for a picture is not said.
        guard address.hasPrefix("http"), endings.contains(where: address.hasSuffix) else {
            throw .fileWouldBecomeText
        }
    }

    private static func phone(_ request: SendRequest) throws(EncodingMistake) -> FormEncoding.Field {
        guard case .person(let number) = request.target else { throw .wrongTarget }
        return FormEncoding.Field("phone", number.full)
    }

    private static func chatID(_ request: SendRequest) throws(EncodingMistake) -> FormEncoding.Field {
        guard request.target == .group else { throw .wrongTarget }
        guard let chatID = request.chatID, ReplyJSON.string(chatID).identifier == chatID else {
            throw .missingChatID
        }
        return FormEncoding.Field("chatId", chatID)
    }

    private static func field(
        _ name: String, _ value: String, limit: Int? = longestText
    ) throws(EncodingMistake) -> FormEncoding.Field {
        guard !value.trimmed.isEmpty else { throw .empty(field: name) }
        if let limit, value.count > limit {
            throw .tooLong(field: name, count: value.count, limit: limit)
        }
        return FormEncoding.Field(name, value)
    }
}

extension String {
    fileprivate func hasPrefixIgnoringCase(_ other: String) -> Bool { lowercased().hasPrefix(other) }
    fileprivate func hasSuffixIgnoringCase(_ other: String) -> Bool { trimmed.lowercased().hasSuffix(other) }
}
