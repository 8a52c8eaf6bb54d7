import ArgumentParser
import Foundation

struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Make a workspace that validates, with comments.")

    @OptionGroup var options: GlobalOptions
    @Argument(help: "The folder; made if it is not there.")
    var folder = "campaigns"

    func run() async throws {
        try await reporting {
            let files = InitialWorkspace.files
            for file in files where FileManager.default.fileExists(atPath: "\(folder)/\(file.path)") {
                throw Failure(.usage, "\(folder)/\(file.path) is there already; nothing was written")
            }
            for file in files {
                let url = URL(fileURLWithPath: "\(folder)/\(file.path)")
                do {
                    try FileManager.default.createDirectory(
                        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
                    try Data(file.text.utf8).write(to: url, options: .withoutOverwriting)
                } catch {
                    throw Failure(
                        .unreadable, "\(folder)/\(file.path) cannot be written: \(error.localizedDescription)"
                    )
                }
                options.console.detail("  \(folder)/\(file.path)")
            }
            options.console.out("Made a workspace in \(folder). Next: pregon validate --workspace \(folder)")
            return .success
        }
    }
}

/// What `pregon init` writes.
enum InitialWorkspace {
    static let files: [(path: String, text: String)] = [
        ("pregon.yaml", workspace), ("bienvenida.yaml", campaign), ("audiences/bienvenida.csv", audience),
        (".gitignore", ".pregon/\n"),
    ]

    private static let workspace = """
        # The workspace: which lines send, when, and who is never written to.
        version: 1
        timezone: America/Bogota

        ledger: sqlite:.pregon/ledger.sqlite    # who has got what; back it up, never delete it

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
