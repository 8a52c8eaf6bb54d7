import Foundation
import Ledger
import Planning
import Reporting

/// The file of a saved plan, read and written in pieces.
struct SavedPlanFile {
    let path: String

    /// - Parameter onProgress: told how many bytes were read, of how many.
    /// - Throws: a `Failure` where it is no saved plan of this version, or cannot be read.
    func read(onProgress: @escaping (Int, Int) -> Void) throws -> SavedPlan {
        guard let pieces = FilePieces(path) else {
            throw Failure(.unreadable, "the saved plan \(path) cannot be read: \(reason)")
        }
        do {
            let size = pieces.size
            return try SavedPlanJSON.read {
                let piece = try pieces.next()
                onProgress(pieces.count, size)
                return piece
            }
        } catch is SavedPlanJSON.Unreadable {
            throw Failure(
                .unreadable, "\(path) is not a plan of this version; make it with `pregon plan --out \(path)`"
            )
        } catch let error as POSIXError {
            throw Failure(
                .unreadable,
                "the saved plan \(path) cannot be read: \(String(cString: strerror(error.code.rawValue)))")
        }
    }

    /// Whether something else stands there, which is not to be lost.
    /// - Parameter onProgress: as of `read`.
    func holdsSomethingElse(onProgress: @escaping (Int, Int) -> Void) -> Bool {
        // Nothing is lost in a pipe, and opening one may wait for ever.
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size > 0 else {
            return false
        }
        return (try? read(onProgress: onProgress)) == nil
    }

    /// Writes a plan whole or not at all: a file beside it takes its name at the end. What is no regular file is written
    /// as it is.
    func write(_ body: (@escaping ([UInt8]) throws -> Void) throws -> Void) throws {
        let target = realPath
        var status = stat()
        let exists = stat(target, &status) == 0
        if exists, status.st_mode & S_IFMT != S_IFREG {
            return try fill(open(target, O_WRONLY | O_CLOEXEC), body)
        }
        let temporary =
            (target as NSString).deletingLastPathComponent.appending("/.pregon-plan-\(UUID().uuidString)")
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        do {
            try fill(descriptor, flushes: true, body)
            if exists { chmod(temporary, status.st_mode & 0o7777) }
            guard rename(temporary, target) == 0 else { throw failure }
        } catch {
            unlink(temporary)
            throw error
        }
    }

    private func fill(
        _ descriptor: Int32, flushes: Bool = false,
        _ body: (@escaping ([UInt8]) throws -> Void) throws -> Void
    ) throws {
        guard descriptor >= 0 else { throw failure }
        defer { close(descriptor) }
        try body { bytes in
            guard Console.write(bytes, to: descriptor) else { throw failure }
        }
        guard !flushes || fsync(descriptor) == 0 else { throw failure }
    }

    /// The file that a link leads to.
    private var realPath: String {
        if let real = realpath(path, nil) {
            defer { free(real) }
            return String(cString: real)
        }
        return URL(fileURLWithPath: path).path
    }

    private var reason: String { String(cString: strerror(errno)) }
    private var failure: Failure { Failure(.unreadable, "the plan cannot be written to \(path): \(reason)") }
}
