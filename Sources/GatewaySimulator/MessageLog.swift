import Foundation

/// The accepted messages, in memory and, where a file is given, on disk. A message is accepted by being here.
struct MessageLog {
    /// What a gateway says of a message it takes; number and time are added here.
    struct Draft {
        var gateway: String
        var operation: String
        var kind: String
        var to: String
        var id: String
        var parameters: RequestParameters
        var media: Media?
    }

    /// What became of base64 media.
    struct Media {
        var bytes: Int
        var hash: String
        var storedName: String
        var rewritten: Bool
    }

    private(set) var messages: [AcceptedMessage] = []
    private(set) var events: [LoggedEvent] = []
    /// What the file held already when it was opened.
    private(set) var earlier: [AcceptedMessage] = []
    private var lastNumber = 0
    private let file: FileHandle?

    /// The number the next message gets: identifiers are made from it before it is appended.
    var nextNumber: Int { lastNumber + 1 }

    /// Opens the file for appending, creates it for its owner only if it is missing, and goes on counting
    /// where it ends, so that identifiers stay unique over restarts.
    /// - Throws: `LogUnwritable` if the file cannot be opened, and what the file system says later.
    init(file url: URL?) throws {
        guard let url else {
            file = nil
            return
        }
        let descriptor = open(url.path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw LogUnwritable(path: url.path, reason: String(cString: strerror(errno)))
        }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        // A terminal or a pipe has nothing to continue, and reading one might never end.
        let isFile = try url.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true
        let contents = isFile ? try Data(contentsOf: url, options: .mappedIfSafe) : Data()
        lastNumber = contents.count { $0 == UInt8(ascii: "\n") }
        // Events, and the half line that a kill leaves, are no messages.
        let decoder = JSONDecoder()
        earlier = contents.split(separator: UInt8(ascii: "\n")).compactMap {
            try? decoder.decode(AcceptedMessage.self, from: Data($0))
        }
        // A simulator that was killed in the middle of a line has not answered; its half line must not
        // swallow the next one.
        if let last = contents.last, last != UInt8(ascii: "\n") {
            try handle.write(contentsOf: Data("\n".utf8))
            lastNumber += 1
        }
        file = handle
    }

    /// Accepts a message. `write(2)` has returned before this does, so the line outlives both processes; it
    /// is not synced to the disk, because no test cuts the power.
    mutating func accept(_ draft: Draft, at: Date, fault: FaultKind?) throws {
        let parameters = draft.parameters
        let isQuery = parameters.encoding == .query
        let message = AcceptedMessage(
            at: at.logStamp, gateway: draft.gateway, operation: draft.operation, kind: draft.kind,
            to: draft.to, fields: parameters.loggable, encoding: parameters.encoding.rawValue,
            raw_body: isQuery ? parameters.rawQuery : parameters.rawBody,
            raw_query: isQuery ? nil : parameters.rawQuery,
            id: draft.id, n: nextNumber, media_bytes: draft.media?.bytes, media_fnv1a64: draft.media?.hash,
            media_stored_name: draft.media?.storedName,
            media_name_rewritten: draft.media?.rewritten == true ? true : nil, fault: fault?.rawValue)
        if let file {
            try file.write(contentsOf: sortedJSON(message) + Data("\n".utf8))
        }
        lastNumber += 1
        messages.append(message)
    }

    /// Notes what is no message. It takes a line of the file, and so a number that no message gets after a
    /// restart; numbers are unique, not without gaps.
    mutating func note(_ event: LoggedEvent) throws {
        events.append(event)
        if let file {
            try file.write(contentsOf: sortedJSON(event) + Data("\n".utf8))
        }
    }

    mutating func forgetEarlier() { earlier.removeAll() }

    /// Forgets what is in memory. The file and its numbering stay: it is evidence.
    mutating func forget() {
        messages.removeAll()
        events.removeAll()
    }
}

/// The log's file cannot be opened.
struct LogUnwritable: Error, CustomStringConvertible {
    var path: String
    var reason: String

    var description: String { "the simulator's log \(path) cannot be written: \(reason)" }
}
