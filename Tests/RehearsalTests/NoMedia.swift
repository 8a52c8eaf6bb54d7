import Execution

/// For campaigns that carry no files.
struct NoMedia: MediaSource {
    func stamp(of sha256: [UInt8]) -> MediaStamp? { nil }
    func bytes(of sha256: [UInt8]) -> [UInt8]? { nil }
}
