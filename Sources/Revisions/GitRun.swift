import Subprocess

/// Runs git in a folder: without hooks, pager, prompts and secrets, in English.
struct GitRun: Sendable {
    /// The workspace's folder.
    let folder: String
    /// What git gets of the environment.
    let environment: [String: String]

    struct Answer {
        var isSuccess: Bool
        var output: [UInt8]
        /// What it said on stderr, on one line and without `fatal:`.
        var words: String

        /// The output without its last line break.
        var text: String {
            String(decoding: output.last == 0x0A ? output.dropLast() : output[...], as: UTF8.self)
        }
    }

    /// - Parameter environment: the program's own.
    init(folder: String, environment: [String: String]) {
        self.folder = folder
        // A hook sets GIT_DIR and its like, which would lead to another repository; and tokens are not git's concern.
        var own = environment.filter { Self.isPassed($0.key) }
        own["LC_ALL"] = "C"
        own["GIT_PAGER"] = "cat"
        own["GIT_TERMINAL_PROMPT"] = "0"
        own["GIT_OPTIONAL_LOCKS"] = "0"
        own["GIT_NO_REPLACE_OBJECTS"] = "1"
        self.environment = own
    }

    /// What git needs to find itself, its user's settings (`safe.directory`) and, in a partial clone, the server.
    private static func isPassed(_ name: String) -> Bool {
        let known: Set = [
            "PATH", "HOME", "USER", "LOGNAME", "TMPDIR", "XDG_CONFIG_HOME", "SSH_AUTH_SOCK", "http_proxy",
            "https_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "SSL_CERT_FILE",
            "GIT_EXEC_PATH", "GIT_SSH", "GIT_SSH_COMMAND", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM",
            "GIT_CONFIG_NOSYSTEM", "GIT_CONFIG_COUNT", "GIT_SSL_CAINFO",
        ]
        return known.contains(name) || name.hasPrefix("GIT_CONFIG_KEY_")
            || name.hasPrefix("GIT_CONFIG_VALUE_")
    }

    private func configuration(_ arguments: [String]) -> Configuration {
        let settings = ["core.hooksPath=/dev/null", "core.fsmonitor=false", "protocol.ext.allow=never"]
        return Configuration(
            executable: .name("git"),
            arguments: Arguments(
                ["--no-pager", "-C", folder] + settings.flatMap { ["-c", $0] } + arguments),
            environment: .custom(
                Dictionary(
                    environment.compactMap { name, value in
                        Environment.Key(rawValue: name).map { ($0, value) }
                    }, uniquingKeysWith: { first, _ in first })))
    }

    /// Runs a command whose answer is short.
    func ask(_ arguments: String..., limit: Int = 64 << 10) async throws(RevisionError) -> Answer {
        do {
            let result = try await run(
                configuration(arguments), output: .bytes(limit: limit), error: .string(limit: 64 << 10))
            return Answer(
                isSuccess: result.terminationStatus.isSuccess, output: result.standardOutput,
                words: Self.words(result.standardError))
        } catch {
            throw Self.failure(error, arguments)
        }
    }

    /// Runs a command that is given lines and whose answer is taken piece by piece.
    func stream(_ arguments: String..., input: [UInt8], each: ([UInt8]) throws -> Void) async throws {
        let result: ExecutionResult<(any Error)?, SequenceOutput, StringOutput<UTF8>>
        do {
            result = try await run(
                configuration(arguments), input: .array(input), output: .sequence,
                error: .string(limit: 64 << 10)
            ) { execution in
                do {
                    for try await piece in execution.standardOutput {
                        try each(piece.withUnsafeBytes { Array($0) })
                    }
                    return nil
                } catch {
                    // Its answer is of no use any more, and it would wait for ever to be read.
                    try? execution.send(signal: .kill)
                    return error
                }
            }
        } catch {
            throw Self.failure(error, arguments)
        }
        if let mistake = result.closureResult { throw mistake }
        guard result.terminationStatus.isSuccess else {
            throw RevisionError.failed(
                command: arguments.first ?? "", words: Self.words(result.standardError))
        }
    }

    private static func failure(_ error: any Error, _ arguments: [String]) -> RevisionError {
        if let error = error as? SubprocessError, error.code == .executableNotFound { return .noGit }
        return .failed(command: arguments.first ?? "", words: "\(error)")
    }

    private static func words(_ text: String) -> String {
        let first = text.split(separator: "\n").first.map(String.init) ?? "it gave no reason"
        return first.hasPrefix("fatal: ") ? String(first.dropFirst(7)) : first
    }
}
