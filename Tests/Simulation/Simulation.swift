// Simulation: the promise of the program, held over thousands of randomised stories on a virtual clock.
//
// simulation [--seeds FIRST-LAST] [--jobs N] [--verbose]
import CampaignModel
import Foundation
import Ledger
import Rehearsal
import Synchronization

@main
enum Simulation {
    static func main() {
        do {
            let options = try SimulationOptions(Array(CommandLine.arguments.dropFirst()))
            exit(try run(options) ? 0 : 1)
        } catch {
            FileHandle.standardError.write(Data("simulation: \(error)\n".utf8))
            exit(64)
        }
    }

    private static func run(_ options: SimulationOptions) throws -> Bool {
        let started = ContinuousClock.now
        let sums = Mutex(Sums())
        let next = Mutex(options.seeds.lowerBound)
        DispatchQueue.concurrentPerform(iterations: options.jobs) { _ in
            while let seed = take(next, through: options.seeds.upperBound) {
                play(seed, sums: sums, isVerbose: options.isVerbose)
            }
        }
        let took = started.duration(to: .now)
        print(sums.withLock { $0.text(seconds: Double(took.components.seconds)) })
        return sums.withLock { $0.broken.isEmpty }
    }

    private static func take(_ next: borrowing Mutex<UInt64>, through last: UInt64) -> UInt64? {
        next.withLock { next in
            guard next <= last else { return nil }
            defer { next += 1 }
            return next
        }
    }

    private static func play(_ seed: UInt64, sums: borrowing Mutex<Sums>, isVerbose: Bool) {
        var found: [String]
        do {
            let story = try Story(seed: seed)
            // Webhooks that are still on their way hold the story's ledger.
            defer { story.time.finish() }
            let ending = try story.tell()
            found = Verdict(story, ending).violations()
            sums.withLock { $0.add(story, ending) }
            if isVerbose { describe(story, ending) }
        } catch {
            found = ["ended with: \(error)"]
        }
        guard !found.isEmpty else { return }
        sums.withLock { $0.broken.append(seed) }
        print("seed \(seed): \(found.count) violations; replay: make simulation SEEDS=\(seed)-\(seed)")
        for violation in found.prefix(isVerbose ? 100 : 5) { print("  \(violation)") }
        // Whoever waits sees at once what is found.
        fflush(nil)
    }

    private static func describe(_ story: Story, _ ending: Story.Ending) {
        print("seed \(story.seed): \(story.world)")
        print("  crashes \(story.fate.crashes), faults \(story.gateways.map(\.faults))")
        for send in ending.settled {
            print("  \(send.key.text) \(send.life.state.rawValue) \(send.life.reason ?? "")")
        }
    }
}

struct SimulationOptions {
    var seeds: ClosedRange<UInt64> = 1...10_000
    var jobs = ProcessInfo.processInfo.activeProcessorCount
    var isVerbose = false

    struct Wrong: Error, CustomStringConvertible { var description: String }

    init(_ arguments: [String]) throws {
        var rest = arguments[...]
        while let name = rest.popFirst() {
            switch name {
            case "--verbose": isVerbose = true
            case "--jobs":
                guard let number = rest.popFirst().flatMap({ Int($0) }), number > 0 else {
                    throw Wrong(description: "--jobs takes a number above 0")
                }
                jobs = number
            case "--seeds":
                let ends = (rest.popFirst() ?? "").split(separator: "-").compactMap { UInt64($0) }
                guard let first = ends.first, let last = ends.last, first <= last else {
                    throw Wrong(description: "--seeds takes FIRST-LAST, e.g. 1-10000")
                }
                seeds = first...last
            default: throw Wrong(description: "unknown option \(name)")
            }
        }
    }
}
