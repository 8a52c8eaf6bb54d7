import Foundation

extension TestWorkspace {
    /// Runs git in the folder above the workspace, as nobody in particular, at a time of its own, so that a commit
    /// of the same files has the same hash on every machine.
    func git(_ arguments: String...) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments =
            ["git", "-C", scratch.path, "-c", "user.name=Test", "-c", "user.email=test@example.com"]
            + arguments
        let moment = "2026-11-20T10:00:00-0500"
        process.environment = PregonProgram.environment([
            "HOME": "/dev/null", "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment,
        ])
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw TooLate(description: "git \(arguments) ended with \(process.terminationStatus)")
        }
    }

    func commit(_ message: String) throws {
        try git("add", "campaigns")
        try git("commit", "-q", "-m", message)
    }
}
