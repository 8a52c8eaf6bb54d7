import CampaignModel

/// Why a send cannot be put on the wire as it is meant. Nothing has been sent.
///
/// No case holds a number, a text or a secret; names of fields and lengths are enough to find the place.
package enum EncodingMistake: Error, Sendable, Hashable {
    /// The line's gateway has no operation for such a content.
    case wrongGateway(GatewayKind)
    /// A message to a person without a person, or a group's action with one.
    case wrongTarget
    /// A line without the address for this operation.
    case missingEndpoint(SendOperation)
    /// An address that is not a clean http or https one.
    case unusableEndpoint(SendOperation)
    /// A group that has no identifier yet, or one that cannot be one.
    case missingChatID
    case empty(field: String)
    case tooLong(field: String, count: Int, limit: Int)
    /// A square bracket inside a template's value: the gateway could not tell where the value ends.
    case bracketInVariable(position: Int)
    /// A text that the gateway would take for a picture or document.
    case textWouldBecomeFile
    /// An address that the gateway would send as plain text.
    case fileWouldBecomeText
    /// A name that makes the gateway store the file as a PDF, whatever it is.
    case unusableMediaName
    /// Media by hash without its bytes, or bytes without media that needs them.
    case mediaBytesDoNotFit
    /// The line's own number among a group's members: it is the group's creator.
    case ownNumberListed
}

extension EncodingMistake: CustomStringConvertible {
    package var description: String {
        switch self {
        case .wrongGateway(let gateway): "a \(gateway.rawValue) line cannot send this kind of message"
        case .wrongTarget:
            "the message and its target do not fit: a person's message needs a number, a group's none"
        case .missingEndpoint(let operation): "the line has no address for \(operation.words)"
        case .unusableEndpoint(let operation):
            "the line's address for \(operation.words) is not a plain http or https address"
        case .missingChatID: "the group's chat id is not known"
        case .empty(let field): "`\(field)` is empty"
        case .tooLong(let field, let count, let limit):
            "`\(field)` has \(count) characters; the gateway takes \(limit)"
        case .bracketInVariable(let position):
            "value \(position) of the template holds a square bracket, with which the gateway ends a value"
        case .textWouldBecomeFile:
            "the text begins with http and ends like a file: the gateway would send a file instead; "
                + "use `image` or `document`"
        case .fileWouldBecomeText:
            "the address does not begin with http or not end in .png, .jpg or .pdf as its kind asks: "
                + "the gateway would send it as plain text"
        case .unusableMediaName:
            "the media's name needs 10 to 60 characters and a known extension; "
                + "otherwise the gateway stores the file as a PDF"
        case .mediaBytesDoNotFit: "the media's bytes are missing, or there are bytes that belong to no media"
        case .ownNumberListed: "the line's own number is listed as a member of the group it creates"
        }
    }
}

extension SendOperation {
    /// As operators read it.
    package var words: String {
        switch self {
        case .message: "messages to a phone"
        case .groupCreation: "creating a group"
        case .groupText: "texts to a group"
        case .groupFile: "files to a group"
        }
    }
}
