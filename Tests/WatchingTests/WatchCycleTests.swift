import CampaignModel
import Foundation
import Testing

@testable import Watching

@Suite struct WatchCycleTests {
    private let start = Instant(seconds: 1_800_000_000)

    private func at(_ seconds: Double) -> Instant { start.advanced(seconds: seconds) }

    /// A cycle whose first pass has ended.
    private func cycle(
        next: Double? = nil, isRetried: Bool = false, seeing look: WatchCycle.Look
    ) -> WatchCycle {
        var cycle = WatchCycle()
        #expect(cycle.cause(at: start, seeing: look) == .start)
        cycle.began(seeing: look)
        cycle.ended(
            WatchCycle.Result(next: next.map(at), isRetried: isRetried), holds: look.holds, at: start)
        return cycle
    }

    private func look(_ files: [String: Int] = ["a.yaml": 1], holds: Set<String>? = []) -> WatchCycle.Look {
        WatchCycle.Look(files: FileStamps(testing: files), holds: holds)
    }

    @Test func `the first thing is a pass, the next comes when something is due`() {
        var cycle = cycle(next: 100, seeing: look())
        #expect(cycle.cause(at: at(99.999), seeing: look()) == nil)
        #expect(cycle.cause(at: at(100), seeing: look()) == .due)
        cycle.began(seeing: look())
        cycle.ended(WatchCycle.Result(next: nil, isRetried: false), holds: [], at: at(101))
        #expect(cycle.cause(at: at(1_000_000), seeing: look()) == nil)
    }

    @Test func `between two looks it rests, but never past what is due`() {
        let cycle = cycle(next: 4, seeing: look())
        #expect(cycle.rest(at: at(0)) == at(WatchCycle.interval))
        #expect(cycle.rest(at: at(2)) == at(4))
        #expect(cycle.rest(at: at(9)) == at(9))
        #expect(self.cycle(seeing: look()).rest(at: at(9)) == at(9 + WatchCycle.interval))
    }

    @Test func `what is due at once is due a second later`() {
        let cycle = cycle(next: -50, seeing: look())
        #expect(cycle.wake == at(1))
    }

    @Test func `a change counts when it has looked the same twice`() {
        var cycle = cycle(seeing: look())
        let half = look(["a.yaml": 2])
        let whole = look(["a.yaml": 3, "b.yaml": 1])
        #expect(cycle.cause(at: at(3), seeing: half) == nil)
        #expect(cycle.cause(at: at(6), seeing: whole) == nil)
        #expect(cycle.cause(at: at(9), seeing: whole) == .files(["a.yaml", "b.yaml"]))
        cycle.began(seeing: whole)
        cycle.ended(WatchCycle.Result(next: nil, isRetried: false), holds: [], at: at(10))
        #expect(cycle.cause(at: at(12), seeing: whole) == nil)
    }

    @Test func `files that a pass finds named are no change, but change afterwards`() {
        var cycle = WatchCycle()
        _ = cycle.cause(at: start, seeing: look())
        cycle.began(seeing: look())
        func named(_ content: Int) -> WatchCycle.Look {
            WatchCycle.Look(
                files: look().files, named: FileStamps(testing: ["people.csv": content]), holds: [])
        }
        cycle.reading(named: named(1).named)
        cycle.ended(WatchCycle.Result(next: nil, isRetried: false), holds: [], at: start)
        for second in [3.0, 6, 9] { #expect(cycle.cause(at: at(second), seeing: named(1)) == nil) }
        _ = cycle.cause(at: at(12), seeing: named(2))
        #expect(cycle.cause(at: at(15), seeing: named(2)) == .files(["people.csv"]))
    }

    @Test func `a change that is taken back is none`() {
        var cycle = cycle(seeing: look())
        #expect(cycle.cause(at: at(3), seeing: look(["a.yaml": 2])) == nil)
        #expect(cycle.cause(at: at(6), seeing: look()) == nil)
        #expect(cycle.cause(at: at(9), seeing: look(["a.yaml": 2])) == nil)
    }

    @Test func `a file that is gone is a change`() {
        var cycle = cycle(seeing: look(["a.yaml": 1, "b.yaml": 1]))
        _ = cycle.cause(at: at(3), seeing: look())
        #expect(cycle.cause(at: at(6), seeing: look()) == .files(["b.yaml"]))
    }

    @Test func `a stop that ends begins a pass, a new one does not`() {
        var cycle = cycle(seeing: look(holds: ["line a"]))
        #expect(cycle.cause(at: at(3), seeing: look(holds: ["line a", "line b"])) == nil)
        #expect(cycle.cause(at: at(6), seeing: look(holds: nil)) == nil)
        #expect(cycle.cause(at: at(9), seeing: look(holds: ["line a"])) == .released("line b"))
    }

    @Test func `what a pass stops itself is no news afterwards`() {
        var cycle = cycle(seeing: look())
        cycle.ask()
        cycle.began(seeing: look())
        cycle.ended(WatchCycle.Result(next: nil, isRetried: false), holds: ["line a"], at: at(5))
        #expect(cycle.cause(at: at(6), seeing: look(holds: ["line a"])) == nil)
        #expect(cycle.cause(at: at(9), seeing: look()) == .released("line a"))
    }

    @Test func `SIGHUP needs no change and no patience`() {
        var cycle = cycle(seeing: look())
        cycle.ask()
        #expect(cycle.cause(at: at(0.1), seeing: look()) == .asked)
        cycle.began(seeing: look())
        cycle.ended(WatchCycle.Result(next: nil, isRetried: false), holds: [], at: at(1))
        #expect(cycle.cause(at: at(2), seeing: look()) == nil)
    }

    @Test func `what a pass made room for is done next, whatever that pass found out`() {
        var cycle = cycle(seeing: look(holds: ["line a"]))
        cycle.ask()
        cycle.began(seeing: look(holds: ["line a"]))
        cycle.planned(next: at(50))
        #expect(cycle.cause(at: at(40), seeing: look(holds: ["line a"])) == nil)
        #expect(cycle.cause(at: at(45), seeing: look()) == .released("line a"))
        cycle.ended(WatchCycle.Result(next: at(5000), isRetried: false), holds: [], at: at(46))
        #expect(cycle.cause(at: at(47), seeing: look()) == .released("line a"))
    }

    @Test func `another campaign's start ends a pass that lasts`() {
        var cycle = cycle(seeing: look())
        cycle.ask()
        cycle.began(seeing: look())
        cycle.planned(next: at(50))
        #expect(cycle.cause(at: at(50), seeing: look()) == .due)
    }

    @Test func `a pass that failed is tried again, ever more seldom, until one succeeds`() {
        var cycle = cycle(isRetried: true, seeing: look())
        var now = start
        var waits: [Double] = []
        for _ in 0..<9 {
            let wake = cycle.wake ?? now
            waits.append(wake.seconds(since: now))
            now = wake
            #expect(cycle.cause(at: now, seeing: look()) == .again)
            cycle.began(seeing: look())
            cycle.ended(WatchCycle.Result(next: nil, isRetried: true), holds: nil, at: now)
        }
        #expect(waits == [10, 20, 40, 80, 160, 320, 600, 600, 600])
        cycle.began(seeing: look())
        cycle.ended(WatchCycle.Result(next: now.advanced(seconds: 5), isRetried: false), holds: [], at: now)
        #expect(cycle.cause(at: now.advanced(seconds: 5), seeing: look()) == .due)
    }

    @Test(arguments: [
        (["a.yaml"], "a.yaml has changed"), (["a.yaml", "b.csv"], "a.yaml, b.csv have changed"),
        (["a", "b", "c", "d", "e"], "a, b and 3 other files have changed"),
    ])
    func `a cause is said in words`(_ names: [String], _ words: String) {
        #expect(WatchCycle.Cause.files(names).words == words)
    }
}

@Suite struct FileStampsTests {
    @Test func `a file that is written, replaced, made or removed looks different`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "stamps-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let files = ["a", "b", "c"].map { (name: $0, path: folder.appending(path: $0).path) }
        try Data("one".utf8).write(to: URL(filePath: files[0].path))
        try Data("one".utf8).write(to: URL(filePath: files[1].path))
        let before = FileStamps(of: files)
        #expect(FileStamps(of: files) == before)
        // The same length and, as an attacker or a fast editor may have it, the same time.
        try Data("two".utf8).write(to: URL(filePath: files[0].path), options: .atomic)
        try FileManager.default.removeItem(atPath: files[1].path)
        try Data().write(to: URL(filePath: files[2].path))
        #expect(FileStamps(of: files).names(changedSince: before) == ["a", "b", "c"])
    }

    @Test func `which file lies at a path does not depend on what is in it`() throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "stamp-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data("one".utf8).write(to: URL(filePath: path))
        let before = FileStamps(identityOf: path)
        let handle = try FileHandle(forWritingTo: URL(filePath: path))
        try handle.write(contentsOf: Data("longer than before".utf8))
        try handle.close()
        #expect(FileStamps(identityOf: path) == before)
        // Another file of the same content in its place.
        try Data("one".utf8).write(to: URL(filePath: path), options: .atomic)
        #expect(FileStamps(identityOf: path) != before)
    }
}
