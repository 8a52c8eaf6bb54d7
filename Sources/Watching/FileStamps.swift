import Foundation

/// What files look like from outside: enough to tell that one has changed, without reading it.
package struct FileStamps: Sendable, Hashable {
    private struct Stamp: Sendable, Hashable {
        var device: UInt64
        var inode: UInt64
        var size: Int64
        /// Nanoseconds since 1970, of the content and of the entry.
        var modified: Int64
        var changed: Int64
    }

    private var stamps: [String: Stamp] = [:]

    package init() {}

    /// The stamps of files by the names that messages show; symbolic links are followed, and what is not there has none.
    package init(of files: [(name: String, path: String)]) {
        for (name, path) in files {
            var status = stat()
            guard stat(path, &status) == 0 else { continue }
            stamps[name] = Stamp(
                device: UInt64(status.st_dev), inode: UInt64(status.st_ino), size: Int64(status.st_size),
                modified: Self.nanoseconds(status.st_mtim), changed: Self.nanoseconds(status.st_ctim))
        }
    }

    /// Stamps without files: a name and a number that stands for what it looks like.
    init(testing looks: [String: Int]) {
        stamps = looks.mapValues { Stamp(device: 0, inode: 0, size: Int64($0), modified: 0, changed: 0) }
    }

    /// Only which file lies at a path, whatever is written to it.
    package init(identityOf path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return }
        stamps[path] = Stamp(
            device: UInt64(status.st_dev), inode: UInt64(status.st_ino), size: 0, modified: 0, changed: 0)
    }

    /// Files that are there now and were not, are gone, or look different; sorted.
    package func names(changedSince earlier: FileStamps) -> [String] {
        if stamps == earlier.stamps { return [] }
        return Set(stamps.keys).union(earlier.stamps.keys).filter { stamps[$0] != earlier.stamps[$0] }
            .sorted()
    }

    private static func nanoseconds(_ time: timespec) -> Int64 {
        Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
    }
}
