import CampaignLoading
import Foundation

/// A git repository in a temporary folder, untouched by the settings of the machine.
final class GitRepository: Sendable {
    let path: String

    init() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("pregon-git-\(UUID())")
            .path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        path = WorkspaceRoot.realPath(folder) ?? folder
        try git("init", "-q", "-b", "main")
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    static var environment: [String: String] {
        [
            "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "HOME": "/dev/null",
            "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1",
            "TMPDIR": FileManager.default.temporaryDirectory.path,
        ]
    }

    struct Failed: Error, CustomStringConvertible { var description: String }

    @discardableResult
    func git(_ arguments: String...) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments =
            ["git", "-C", path, "-c", "user.name=Test", "-c", "user.email=test@example.com"] + arguments
        process.environment = Self.environment
        process.standardInput = FileHandle.nullDevice
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failed(description: "git \(arguments)") }
        return output.trimmingCharacters(in: .newlines)
    }

    func write(_ file: String, _ text: String) throws {
        let url = URL(fileURLWithPath: "\(path)/\(file)")
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
    }

    @discardableResult
    func commit(_ message: String = "a commit") throws -> String {
        try git("add", "-A")
        try git("commit", "-q", "--allow-empty", "-m", message)
        return try git("rev-parse", "HEAD")
    }

    /// A workspace with one campaign, in a folder of the repository; empty: at its top.
    func addWorkspace(in folder: String = "campaigns", saying text: String = "Hola {{nombre}}") throws {
        let prefix = folder.isEmpty ? "" : folder + "/"
        try write(prefix + "pregon.yaml", Self.settings)
        try write(
            prefix + "aviso.yaml",
            """
            campaign: aviso
            version: 1
            category: utility
            lines: [equipo]
            audience: {file: audiences/gente.csv, phone: celular, opt_in: autorizacion}
            messages:
              - text: "\(text)"
            """)
        try write(
            prefix + "audiences/gente.csv", "celular,nombre,autorizacion\n573001112233,Ana,2026-01-05\n")
    }

    func root(_ folder: String = "campaigns") -> WorkspaceRoot {
        WorkspaceRoot(path: folder.isEmpty ? path : "\(path)/\(folder)", shownPath: folder)
    }

    private static let settings = """
        version: 1
        lines:
          equipo:
            gateway: setapp
            client: ${SETAPP_CLIENT}
            token: ${SETAPP_TOKEN}
            number: "573123252394"
            endpoints:
              message: ${SETAPP_MESSAGE_URL}
        """
}
