import Foundation

/// A disk on which the n-th change below `.pregon` fails, for a program that is started with its environment.
struct FaultyDisk {
    enum Kind: String, CaseIterable, Sendable {
        /// One change fails, the next is done again.
        case onceEIO = "once-eio"
        case onceENOSPC = "once-enospc"
        /// Nothing can be written any more.
        case onEIO = "on-eio"
        /// No file grows any more.
        case full

        /// What stands on the disk already can still be written over, so that no result is lost.
        var keepsResults: Bool { self != .onEIO }
    }

    private let library: URL
    private let log: URL

    /// Compiles the shim.
    init(scratch: URL) async throws {
        library = scratch.appendingPathComponent("faulty_disk.so")
        log = scratch.appendingPathComponent("changes.log")
        let source = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
            .appendingPathComponent("Fixtures/faulty_disk.c")
        let compiler = try ChildProcess(
            URL(fileURLWithPath: "/usr/bin/env"),
            ["cc", "-Wall", "-Werror", "-shared", "-fPIC", "-O1", "-o", library.path, source.path, "-ldl"],
            environment: PregonProgram.environment([:]), folder: scratch, scratch: scratch)
        let ending = try await compiler.end()
        guard ending.status == 0 else { throw TooLate(description: ending.description) }
    }

    /// - Parameter number: the change that fails, from 1; 0: none, they are only counted.
    func environment(_ kind: Kind, at number: Int) -> [String: String] {
        try? FileManager.default.removeItem(at: log)
        return [
            "LD_PRELOAD": library.path, "FAULT_FOLDER": "/.pregon/", "FAULT_AT": "\(number)",
            "FAULT_KIND": kind.rawValue, "FAULT_LOG": log.path,
        ]
    }

    /// What the last program has changed, in order: `17 fsync …/ledger.sqlite-journal`.
    func changes() -> [String] {
        let text = (try? String(contentsOf: log, encoding: .utf8)) ?? ""
        return text.split(separator: "\n").map { line in
            let words = line.split(separator: " ", maxSplits: 2)
            return words.dropLast().joined(separator: " ")
                + " " + (words.last?.split(separator: "/").last.map(String.init) ?? "")
        }
    }
}
