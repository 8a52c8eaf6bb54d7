/// What contacto makes of `media` and `media_name` (gateways.md, section 2).
enum ContactoMedia: Equatable {
    case none
    case webAddress
    case file(bytes: [UInt8], storedName: String, rewritten: Bool)

    /// The manual's file types.
    static let extensions: Set<String> = [
        "pdf", "jpg", "mp3", "txt", "docx", "xlsx", "zip", "mp4", "pptx", "png", "jpeg",
    ]

    /// Neither a web address nor base64. The manual has no value for that.
    struct Unreadable: Error {}

    /// `prefix` is the three digits that the system puts in front of the name.
    init(media: [UInt8], name: String, prefix: String) throws(Unreadable) {
        if media.isEmpty {
            self = .none
        } else if let text = String(validating: media, as: UTF8.self), SetAppGateway.isWebAddress(text) {
            self = .webAddress
        } else if let bytes = StrictBase64.decode(media) {
            let keeps = Self.isKept(name)
            self = .file(
                bytes: bytes, storedName: keeps ? prefix + name : prefix + "file.pdf", rewritten: !keeps)
        } else {
            throw Unreadable()
        }
    }

    /// 10 to 60 characters that end in a known extension; any other name is replaced by one that ends in
    /// `.pdf`, so a picture silently becomes a broken document.
    static func isKept(_ name: String) -> Bool {
        guard (10...60).contains(name.count), let dot = name.lastIndex(of: ".") else { return false }
        return extensions.contains(name[name.index(after: dot)...].lowercased())
    }
}
