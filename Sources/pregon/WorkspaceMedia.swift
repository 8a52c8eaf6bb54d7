import CampaignLoading
import CampaignModel
import Execution
import Foundation
import Ledger

/// The media of campaigns, found again by the SHA-256 that was frozen.
struct WorkspaceMedia: MediaSource {
    private let root: WorkspaceRoot
    private var origins: [[UInt8]: MediaBytes.Origin] = [:]

    init(root: WorkspaceRoot, campaigns: [LoadedCampaign]) throws {
        self.root = root
        for campaign in campaigns {
            for (media, hash) in try campaign.mediaHashes(in: root) { origins[hash] = media.origin }
        }
    }

    func stamp(of sha256: [UInt8]) -> MediaStamp? {
        switch origins[sha256] {
        case nil: return nil
        case .inline(let bytes): return MediaStamp(size: Int64(bytes.count))
        case .file(let path):
            var status = stat()
            guard let real = try? root.file(path), stat(real, &status) == 0 else { return nil }
            return MediaStamp(
                device: UInt64(status.st_dev), inode: UInt64(status.st_ino), size: Int64(status.st_size),
                modified: Self.nanoseconds(status.st_mtim), changed: Self.nanoseconds(status.st_ctim))
        }
    }

    func bytes(of sha256: [UInt8]) -> [UInt8]? {
        origins[sha256].flatMap { MediaReading.bytes(of: $0, in: root) }
    }

    private static func nanoseconds(_ time: timespec) -> Int64 {
        Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
    }
}

extension LoadedCampaign {
    /// The SHA-256 of each file and inline string, one after the other, so that only one is in memory.
    func mediaHashes(in root: WorkspaceRoot) throws -> [MediaBytes: [UInt8]] {
        var hashes: [MediaBytes: [UInt8]] = [:]
        for media in self.media {
            guard let bytes = MediaReading.bytes(of: media.origin, in: root) else {
                throw Failure(
                    .unreadable,
                    "the file \(media.name) of campaign `\(campaign.name)` is gone since it was checked")
            }
            hashes[media] = Digest.sha256(bytes)
        }
        return hashes
    }
}
