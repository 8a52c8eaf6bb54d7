import CampaignModel

/// Reads media that travels as bytes.
package enum MediaReading {
    /// The bytes as they are now; nil where the file is gone or leads out of the workspace.
    package static func bytes(of media: MediaBytes.Origin, in root: WorkspaceRoot) -> [UInt8]? {
        switch media {
        case .inline(let bytes): return bytes
        case .file(let path):
            guard let real = try? root.file(path) else { return nil }
            return try? FileReading.bytes(of: real, limit: MediaDecoder.largestFile + 1)
        }
    }
}
