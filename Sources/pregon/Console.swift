import ArgumentParser
import Audience
import Diagnostics
import Foundation
import Ledger
import Synchronization

/// Options that every command has.
struct GlobalOptions: ParsableArguments {
    enum ColorChoice: String, ExpressibleByArgument, CaseIterable { case auto, always, never }

    @Option(help: "The folder with pregon.yaml. Default: the nearest one upward, else campaigns/.")
    var workspace: String?

    @Option(help: "Colours: auto, always or never. NO_COLOR is honoured.")
    var color: ColorChoice = .auto

    @Flag(help: "Print the last line only.")
    var quiet = false

    @Flag(help: "Print everything, e.g. each person of a plan.")
    var verbose = false

    var console: Console { Console(self) }
}

/// Results go to stdout, progress and errors to stderr.
struct Console: Sendable {
    let usesColor: Bool
    let isQuiet: Bool
    let isVerbose: Bool
    /// Whether somebody sits at stderr, so that a line can be drawn again.
    let hasTerminal: Bool

    init(_ options: GlobalOptions) {
        let environment = ProcessInfo.processInfo.environment
        let isDumb = environment["NO_COLOR"]?.isEmpty == false || environment["TERM"] == "dumb"
        usesColor =
            switch options.color {
            case .always: true
            case .never: false
            case .auto: isatty(STDOUT_FILENO) == 1 && !isDumb
            }
        isQuiet = options.quiet
        isVerbose = options.verbose
        hasTerminal = isatty(STDERR_FILENO) == 1
    }

    func out(_ text: String) {
        guard !text.isEmpty else { return }
        Console.write(text.hasSuffix("\n") ? text : text + "\n", to: STDOUT_FILENO)
    }

    /// Writes a long result in pieces of whole lines, while it is made.
    ///
    /// Whoever reads it may close the pipe before its end; that is no error, and the rest is not made.
    /// - Throws: what `write` throws, and a `Failure` where stdout takes no more, e.g. on a full disk.
    func stream(_ write: (@escaping ([UInt8]) throws -> Void) throws -> Void) throws {
        struct Closed: Error {}
        do {
            try write { lines in
                guard !Console.write(SafeText.withoutCommands(lines), to: STDOUT_FILENO) else { return }
                if errno == EPIPE { throw Closed() }
                throw Failure(
                    .unreadable, "stdout cannot be written: \(String(cString: strerror(errno)))")
            }
        } catch is Closed {}
    }

    /// The verdict or result is printed even with `--quiet`; everything else is not.
    func detail(_ text: String) { if !isQuiet { out(text) } }

    func note(_ text: String) { if !isQuiet { Console.error(text) } }

    static func error(_ text: String) { write(text + "\n", to: STDERR_FILENO) }

    /// Whatever text is in it, no line of it is a command to a CI's runner.
    static func write(_ text: String, to descriptor: Int32) {
        write(Array(SafeText.withoutCommands(text).utf8), to: descriptor)
    }

    /// Commands to GitHub's runner, which `FindingFormat.github` has made.
    func commands(_ text: String) { Console.write(Array(text.utf8), to: STDOUT_FILENO) }

    /// Why stdout took no more; a reader that has gone, or that never was, is no reason.
    private static let lost = Mutex<Int32?>(nil)

    /// A result that nobody can read is no success.
    static func whetherWritten(_ status: ExitStatus) -> ExitStatus {
        guard status == .success, let reason = lost.withLock({ $0 }) else { return status }
        error("pregon: stdout cannot be written: \(String(cString: strerror(reason)))")
        return .unreadable
    }

    /// Says whether all of it was written.
    @discardableResult
    static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        var bytes = bytes[...]
        while !bytes.isEmpty {
            let written = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if written < 0 {
                if errno == EINTR || errno == EAGAIN { continue }
                if descriptor == STDOUT_FILENO, ![EPIPE, EBADF].contains(errno) {
                    lost.withLock { [errno] in $0 = errno }
                }
                return false
            }
            bytes = bytes.dropFirst(written)
        }
        return true
    }

    /// Asks a question that only the word "yes" answers; false without a terminal.
    func confirms(_ question: String) -> Bool {
        guard isatty(STDIN_FILENO) == 1 else { return false }
        Console.write(question + "\n  Only \"yes\" is taken: ", to: STDERR_FILENO)
        return readLine() == "yes"
    }

    static var isInteractive: Bool { isatty(STDIN_FILENO) == 1 }
}

/// Runs a command's body and turns what it throws into words and an exit status.
func reporting(_ body: () async throws -> ExitStatus) async throws {
    let status: ExitStatus
    do {
        status = Console.whetherWritten(try await body())
    } catch {
        status = try report(error)
    }
    if status != .success { throw status.code }
}

/// The same for commands that wait for nothing.
func reportingAtOnce(_ body: () throws -> ExitStatus) throws {
    let status: ExitStatus
    do {
        status = Console.whetherWritten(try body())
    } catch {
        status = try report(error)
    }
    if status != .success { throw status.code }
}

/// Says what went wrong. Errors that ArgumentParser words itself are thrown on.
private func report(_ error: any Error) throws -> ExitStatus {
    if error is ExitCode || error is ValidationError { throw error }
    let failure = Failure(describing: error)
    if let findings = failure.findings { Console.write(findings, to: STDOUT_FILENO) }
    Console.error("pregon: \(failure.message)")
    return failure.status
}

extension Failure {
    /// Whatever was thrown, in words and with the status it ends with.
    init(describing error: any Error) {
        switch error {
        case let failure as Failure: self = failure
        case let error as LedgerError: self.init(ExitStatus(error), "\(error)")
        case let error as AudienceError: self.init(.unreadable, error.sentence)
        default:
            self.init(.bug, "something unforeseen went wrong; please report it: \(error)")
        }
    }
}

extension ExitStatus {
    /// What a ledger's refusal means for whoever called the program.
    init(_ error: LedgerError) {
        switch error {
        case .held, .busy, .changed, .unreachable: self = .tryAgain
        case .staleToken, .forbidden: self = .bug
        default: self = .unreadable
        }
    }
}
