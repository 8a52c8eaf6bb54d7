import CampaignModel
import Rehearsal
import Synchronization
import TestWorkspaces
import Testing

@Suite struct VirtualTimeTests {
    private final class Diary: Sendable {
        private let lines = Mutex<[String]>([])
        var text: [String] { lines.withLock { $0 } }
        func write(_ line: String) { lines.withLock { $0.append(line) } }
    }

    private let start = Instant(milliseconds: 1_795_446_000_000)

    @Test func `a week passes at once, in order`() {
        let time = VirtualTime(startingAt: start)
        let diary = Diary()
        let start = start
        time.run {
            await withTaskGroup { group in
                for (name, pause) in [("slow", 86_400.0), ("quick", 3600.0)] {
                    group.addTask {
                        for _ in 0..<2 {
                            try? await time.sleep(until: time.now.advanced(seconds: pause))
                            diary.write("\(name) \(Int(time.now.seconds(since: start)))")
                        }
                    }
                }
            }
        }
        #expect(diary.text == ["quick 3600", "quick 7200", "slow 86400", "slow 172800"])
        #expect(time.now == start.advanced(seconds: 172_800))
    }

    @Test func `what a story leaves behind comes to its end when it is told to`() {
        let time = VirtualTime(startingAt: start)
        let diary = Diary()
        _ = time.run {
            Task(executorPreference: time) {
                await time.pass(milliseconds: 60_000)
                diary.write("late")
                await time.pass(milliseconds: 60_000)
                diary.write("later")
            }
        }
        #expect(diary.text == [])
        time.finish()
        #expect(diary.text == ["late", "later"])
    }

    @Test func `both clocks move together, until one is set anew`() {
        let time = VirtualTime(startingAt: start)
        let before = time.reading()
        time.run { try? await time.sleep(until: before.wall.advanced(seconds: 90)) }
        let after = time.reading()
        #expect(after.wall.seconds(since: before.wall) == 90)
        #expect(after.monotonic - before.monotonic == 90_000_000_000)
        time.setWall(by: -30)
        #expect(time.now.seconds(since: before.wall) == 60)
        #expect(time.reading().monotonic == after.monotonic)
        time.reboot()
        #expect(time.reading().boot != after.boot)
    }

    @Test func `a sleeper notices that the wall clock was set forward`() {
        let time = VirtualTime(startingAt: start)
        let start = start
        let woke = time.run {
            async let sleeper: Double = {
                try? await time.sleep(until: start.advanced(seconds: 1000))
                return Double(time.reading().monotonic) / 1e9
            }()
            await time.pass(milliseconds: 10_000)
            time.setWall(by: 900)
            return await sleeper
        }
        // 10 s before the clock was set, 90 s after it, and the 1 ms that the boot clock starts with.
        #expect(woke == 100.001)
    }

    @Test func `who is cancelled wakes at once`() {
        let time = VirtualTime(startingAt: start)
        let start = start
        let ended = time.run {
            await withTaskGroup(of: Bool.self) { group in
                group.addTask {
                    do {
                        try await time.sleep(until: start.advanced(seconds: 1e6))
                        return false
                    } catch {
                        return true
                    }
                }
                group.addTask {
                    await time.pass(milliseconds: 5000)
                    return true
                }
                _ = await group.next()
                group.cancelAll()
                return await group.next() ?? false
            }
        }
        #expect(ended)
        #expect(time.now == start.advanced(seconds: 5))
    }
}
