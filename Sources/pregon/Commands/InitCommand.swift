import ArgumentParser
import CampaignLoading
import Foundation

struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Make a workspace that validates, with comments.")

    @OptionGroup var options: GlobalOptions
    @Option(help: "Also write what github or gitlab needs to check every change and to send on a schedule.")
    var ci: InitialCI?
    @Argument(help: "The folder; made if it is not there.")
    var folder = "campaigns"

    func run() throws {
        try reportingAtOnce {
            let hasWorkspace = FileManager.default.fileExists(atPath: "\(folder)/pregon.yaml")
            var files: [(path: String, text: String)] = []
            // A workspace that is there already only gets its CI file.
            if !hasWorkspace || ci == nil {
                files = InitialWorkspace.files(
                    ledger: ci == nil ? "sqlite:.pregon/ledger.sqlite" : "${PREGON_LEDGER}"
                )
                .map { ("\(folder)/\($0.path)", $0.text) }
            }
            if let ci { files.append(try ciFile(ci)) }
            for file in files where FileManager.default.fileExists(atPath: file.path) {
                throw Failure(.usage, "\(file.path) is there already; nothing was written")
            }
            for file in files {
                let url = URL(fileURLWithPath: file.path)
                do {
                    try FileManager.default.createDirectory(
                        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
                    try Data(file.text.utf8).write(to: url, options: .withoutOverwriting)
                } catch {
                    throw Failure(
                        .unreadable, "\(file.path) cannot be written: \(error.localizedDescription)")
                }
                options.console.detail("  \(file.path)")
            }
            if ci != nil {
                options.console.note(
                    "next steps for CI stand at the beginning of \(files.last?.path ?? "the file")")
            }
            options.console.out(
                hasWorkspace
                    ? "Made the CI file."
                    : "Made a workspace in \(folder). Next: pregon validate --workspace \(folder)")
            return .success
        }
    }

    /// The CI file, at the root of the git repository that the folder is in, or here.
    private func ciFile(_ ci: InitialCI) throws -> (path: String, text: String) {
        let here = FileManager.default.currentDirectoryPath
        let absolute = folder.hasPrefix("/") ? folder : "\(here)/\(folder)"
        let standard = URL(fileURLWithPath: absolute).standardizedFileURL.path
        var root = WorkspaceFinder.checkout(of: standard)
        if root == standard, standard.hasPrefix(here + "/") { root = here }
        let relative = standard == root ? "." : String(standard.dropFirst(root.count + 1))
        // The path stands in a shell step and in YAML.
        guard relative.utf8.allSatisfy({ InitialCI.isPlain($0) }) else {
            throw Failure(
                .usage,
                "the folder `\(relative)` has characters that a CI file cannot safely name; use letters, digits, `-`, `_`, `.` and `/`"
            )
        }
        let shown = root == here ? ci.path : "\(root)/\(ci.path)"
        return (shown, ci.text(workspace: relative))
    }
}

/// What `pregon init` writes.
enum InitialWorkspace {
    static func files(ledger: String) -> [(path: String, text: String)] {
        [
            ("pregon.yaml", modeline(.workspace) + workspace(ledger: ledger)),
            ("bienvenida.yaml", modeline(.campaign) + campaign),
            ("audiences/bienvenida.csv", audience), (".gitignore", ".pregon/\n"),
        ] + FileSchema.allCases.map { ("schemas/\($0.fileName)", $0.text) }
    }

    /// Tells an editor where the schema lies. It is written beside the files, so that completion needs no network
    /// and fits the program that made the workspace.
    private static func modeline(_ schema: FileSchema) -> String {
        "# yaml-language-server: $schema=schemas/\(schema.fileName)\n"
    }

    private static func workspace(ledger: String) -> String {
        let line = "ledger: \(ledger)"
        let gap = String(repeating: " ", count: max(1, 40 - line.count))
        return """
            # The workspace: which lines send, when, and who is never written to.
            version: 1
            timezone: America/Bogota

            \(line)\(gap)# who has got what; back it up, never delete it

            lines:
              cartera:                              # a name of your own
                gateway: contacto
                login: ${CONTACTO_LOGIN}            # secrets stay in the environment
                token: ${CONTACTO_TOKEN}
                number: "573005202020"              # the line's own number
                rate: 400/hour

            sending:
              law: co-2300                          # Ley 2300 of 2023: hours, Sundays, holidays, one contact a day
              hours: 08:00-18:00
              days: [mon, tue, wed, thu, fri, sat]
              holidays: CO
              stop_after_failures: 20

            opt_out:
              words: [BAJA, STOP, SALIR, CANCELAR]

            """
    }

    private static let campaign = """
        # A campaign: who gets what. `pregon plan` shows it person by person, `pregon apply` sends it.
        campaign: bienvenida                    # its name; never change it
        version: 1
        description: A first message to new customers
        category: utility                       # marketing | utility | authentication | collection
        lines: [cartera]
        revision: 1                             # raise it to send again to people who already got it

        audience:
          file: audiences/bienvenida.csv
          phone: celular                        # 12 digits that begin with 57
          opt_in: autorizacion                  # the date on which the person agreed

        messages:
          - id: hola
            template: "1042"                    # the template's number at the gateway
            variables: ["{{nombre}}"]           # one value for each variable of the template

        """

    private static let audience = """
        celular,nombre,autorizacion
        573001112233,Ana,2026-01-05
        573001112234,José,2026-02-11

        """
}
