import Ledger
import Synchronization
import Testing

@testable import Execution

/// A file that counts how often it is read, and changes when it is told to.
private final class OneFile: MediaSource {
    private struct State {
        var content: [UInt8]
        var stamp = MediaStamp(size: 3)
        var readings = 0
        var isThere = true
    }

    private let state: Mutex<State>

    init(_ content: [UInt8]) { state = Mutex(State(content: content)) }

    var readings: Int { state.withLock(\.readings) }

    func write(_ content: [UInt8]) {
        state.withLock {
            $0.content = content
            $0.stamp.changed += 1
        }
    }

    func remove() { state.withLock { $0.isThere = false } }

    func stamp(of sha256: [UInt8]) -> MediaStamp? { state.withLock { $0.isThere ? $0.stamp : nil } }

    func bytes(of sha256: [UInt8]) -> [UInt8]? {
        state.withLock {
            $0.readings += 1
            return $0.isThere ? $0.content : nil
        }
    }
}

@Suite struct MediaCacheTests {
    private let content: [UInt8] = [1, 2, 3]
    private var hash: [UInt8] { Digest.sha256(content) }

    @Test func `a file is read and encoded once, however many messages carry it`() throws {
        let file = OneFile(content)
        let cache = MediaCache(file)
        let first = try #require(cache.media(hash))
        for _ in 0..<300 { #expect(cache.media(hash) === first) }
        #expect(file.readings == 1)
        #expect(first.base64 == Array("AQID".utf8))
    }

    @Test func `a file that has changed or is gone is never sent from memory`() throws {
        let file = OneFile(content)
        let cache = MediaCache(file)
        _ = try #require(cache.media(hash))
        file.write([4, 5, 6])
        #expect(cache.media(hash) == nil)
        file.write(content)
        #expect(cache.media(hash) != nil)
        file.remove()
        #expect(cache.media(hash) == nil)
    }

    @Test func `a file that was touched and is the same is read again and sent`() throws {
        let file = OneFile(content)
        let cache = MediaCache(file)
        _ = try #require(cache.media(hash))
        file.write(content)
        #expect(cache.media(hash) != nil)
        #expect(file.readings == 2)
    }

    @Test func `what is kept is bounded, but for the file in use`() throws {
        let files = ManyFiles()
        let cache = MediaCache(files, budget: 10)
        // Eight digits of base64 each: two of them are too many.
        for name in [UInt8](0..<5) { _ = try #require(cache.media(files.hash(name))) }
        _ = try #require(cache.media(files.hash(4)))
        #expect(files.readings == 5)
        _ = try #require(cache.media(files.hash(0)))
        #expect(files.readings == 6)
    }
}

/// Five files of six bytes.
private final class ManyFiles: MediaSource {
    private let count = Mutex(0)

    var readings: Int { count.withLock(\.self) }

    func hash(_ name: UInt8) -> [UInt8] { Digest.sha256([UInt8](repeating: name, count: 6)) }
    func stamp(of sha256: [UInt8]) -> MediaStamp? { MediaStamp(size: 6) }

    func bytes(of sha256: [UInt8]) -> [UInt8]? {
        count.withLock { $0 += 1 }
        return [UInt8](0..<5).first { hash($0) == sha256 }.map { [UInt8](repeating: $0, count: 6) }
    }
}
