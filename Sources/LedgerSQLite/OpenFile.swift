import Foundation
import Glibc

/// Who has a file open on this machine, as far as the system tells this account.
enum OpenFile {
    /// Another process that has it open, in words; nil where none is known.
    static func holder(of path: String) -> String? {
        guard let real = realpath(path, nil) else { return nil }
        defer { free(real) }
        let wanted = String(cString: real)
        let manager = FileManager.default
        let processes = (try? manager.contentsOfDirectory(atPath: "/proc"))?.compactMap { Int32($0) } ?? []
        for process in processes.sorted() where process != getpid() {
            let folder = "/proc/\(process)/fd"
            // Those of other accounts cannot be looked at.
            guard let files = try? manager.contentsOfDirectory(atPath: folder) else { continue }
            let isHolder = files.contains {
                (try? manager.destinationOfSymbolicLink(atPath: "\(folder)/\($0)")) == wanted
            }
            guard isHolder else { continue }
            let command = manager.contents(atPath: "/proc/\(process)/cmdline") ?? Data()
            let words = command.split(separator: 0).prefix(2).map { String(decoding: $0, as: UTF8.self) }
            return "process \(process) has it open (\(words.joined(separator: " ")))"
        }
        return nil
    }
}
