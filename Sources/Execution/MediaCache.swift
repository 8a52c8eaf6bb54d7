import Gateway
import Ledger
import Synchronization

/// Where the bytes of media come from, by the SHA-256 that a plan has frozen.
package protocol MediaSource: Sendable {
    /// Changes whenever the bytes may have changed; cheap to ask. Nil where they are gone.
    func stamp(of sha256: [UInt8]) -> MediaStamp?
    func bytes(of sha256: [UInt8]) -> [UInt8]?
}

/// What the system says of a file without reading it: two equal stamps mean that nobody has written to it.
package struct MediaStamp: Sendable, Hashable {
    package var device: UInt64
    package var inode: UInt64
    package var size: Int64
    /// Nanoseconds since 1970.
    package var modified: Int64
    /// Nanoseconds since 1970; no program can set this one back.
    package var changed: Int64

    package init(device: UInt64 = 0, inode: UInt64 = 0, size: Int64, modified: Int64 = 0, changed: Int64 = 0)
    {
        self.device = device
        self.inode = inode
        self.size = size
        self.modified = modified
        self.changed = changed
    }
}

/// Media as requests carry it: read, hashed and encoded once per file, and looked at again before each send, so
/// that a file that has changed under a running campaign is never sent.
final class MediaCache: Sendable {
    private struct Entry {
        var sha256: [UInt8]
        var stamp: MediaStamp
        var media: EncodedMedia
    }

    private let source: any MediaSource
    /// Most recently used last.
    private let entries = Mutex<[Entry]>([])
    private let budget: Int

    /// - Parameter budget: bytes of encoded media that are kept; the file in use always is.
    init(_ source: any MediaSource, budget: Int = 64 << 20) {
        self.source = source
        self.budget = budget
    }

    /// The file with this hash; nil where it has changed or is gone.
    func media(_ sha256: [UInt8]) -> EncodedMedia? {
        // Before the bytes are read: what is written meanwhile gives another stamp the next time.
        guard let stamp = source.stamp(of: sha256) else { return nil }
        return entries.withLock { entries in
            if let index = entries.firstIndex(where: { $0.sha256 == sha256 }) {
                let known = entries.remove(at: index)
                if known.stamp == stamp {
                    entries.append(known)
                    shrink(&entries)
                    return known.media
                }
            }
            guard let bytes = source.bytes(of: sha256), Digest.sha256(bytes) == sha256 else { return nil }
            let media = EncodedMedia(bytes)
            entries.append(Entry(sha256: sha256, stamp: stamp, media: media))
            shrink(&entries)
            return media
        }
    }

    private func shrink(_ entries: inout [Entry]) {
        var total = entries.reduce(0) { $0 + $1.media.footprint }
        while entries.count > 1, total > budget { total -= entries.removeFirst().media.footprint }
    }
}
