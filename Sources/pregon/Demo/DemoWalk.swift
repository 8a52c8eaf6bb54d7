import CampaignLoading
import CampaignModel
import Checking
import Diagnostics
import Execution
import Foundation
import Ledger
import Planning
import Reporting
import Timetable

/// The steps of the demo, each shown as its command would show it.
struct DemoWalk {
    private let session: Session
    private let clock: SystemClock
    private let log: URL
    private let console: Console

    /// The demo's first day: late enough for every consent in the example, early enough for its ends.
    private static let firstDay = LocalDate(year: 2026, month: 11, day: 23)

    init(root: WorkspaceRoot, port: Int, log: URL, console: Console) throws {
        self.log = log
        self.console = console
        var environment: [String: String] = [:]
        environment["DEMO_LOGIN"] = "demo"
        environment["DEMO_TOKEN"] = "demo-contacto"
        environment["DEMO_CLIENT"] = "00363"
        environment["DEMO_SETAPP_TOKEN"] = "AbCdEfGhIjKlMnOpQrSt"
        var session = try Session(root: root, environment: environment, console: console)
        session.workspace.lines = session.workspace.lines.map { Self.simulated($0, port: port) }
        session.loaded.campaigns = session.loaded.campaigns.map { loaded in
            var campaign = loaded.campaign
            campaign.schedule.rate = nil
            return loaded.with(campaign)
        }
        self.session = session
        let start = Self.start(session)
        let now = Instant(seconds: Date().timeIntervalSince1970)
        clock = SystemClock(shiftedBy: start.seconds(since: now))
        console.detail(
            """
            The demo works on a copy of \(root.shownPath.isEmpty ? "this workspace" : root.shownPath). Its lines speak \
            to a simulator on 127.0.0.1:\(port), their pace is free, and its clock starts on \
            \(session.zone.short(start)), a working day, whatever the time is here.

            """)
    }

    /// The same line at the simulator, with the simulator's own credentials and no pace.
    private static func simulated(_ line: Line, port: Int) -> Line {
        let base = "http://127.0.0.1:\(port)"
        var line = line
        line.rate = .free
        line.delay = DelayRange(minimum: 0, maximum: 0)
        switch line.account {
        case .contacto(let account):
            line.account = .contacto(
                ContactoAccount(
                    login: .environment("DEMO_LOGIN"), token: .environment("DEMO_TOKEN"),
                    url: .literal("\(base)/contacto/"), encoding: account.encoding))
        case .setapp(let account):
            line.account = .setapp(
                SetAppAccount(
                    client: .environment("DEMO_CLIENT"), token: .environment("DEMO_SETAPP_TOKEN"),
                    message: .literal("\(base)/setapp/message"), group: .literal("\(base)/setapp/group"),
                    groupMessage: .literal("\(base)/setapp/group_message"),
                    groupFile: .literal("\(base)/setapp/group_file"), encoding: account.encoding))
        }
        return line
    }

    /// 10:00 on the first day on which every campaign's windows are open.
    private static func start(_ session: Session) -> Instant {
        let ten = LocalTime(hour: 10, minute: 0)
        guard let firstDay, let ten else { return Instant(seconds: Date().timeIntervalSince1970) }
        let windows = session.loaded.campaigns.map {
            SendingWindows(
                rules: session.workspace.sending, category: $0.campaign.category,
                schedule: $0.campaign.schedule, zone: session.zone)
        }
        for offset in 0..<60 {
            let moment = session.zone.instant(LocalDateTime(date: firstDay.adding(days: offset), time: ten))
            if windows.allSatisfy({ $0.isOpen(at: moment) }) { return moment }
        }
        return session.zone.instant(LocalDateTime(date: firstDay, time: ten))
    }

    func run() async throws -> ExitStatus {
        try validate()
        let ledger = try session.ledgerPlace().create()
        let lease = try ledger.becomeRunner("pregon demo, process \(getpid())")
        defer { lease.release() }
        heading("2. pregon plan")
        let plan = try makePlan(ledger)
        let style = TextStyle(usesColor: console.usesColor, isVerbose: console.isVerbose)
        console.detail(PlanText(plan, style: style).render())
        guard !plan.hasProblems else { throw Failure(.findings, "the example's plan has problems") }
        heading("3. pregon apply")
        let stopping = StopSignal()
        await stopping.listen()
        defer { stopping.stopListening() }
        let pass = ApplyPass(session: session, ledger: ledger, clock: clock, console: console)
        let status = try await pass.run(plan, campaigns: session.loaded.campaigns, stopping: stopping)
        guard status == .success else { return status }
        heading("4. pregon status")
        console.detail(
            try StatusText.render(
                try StatusReport(of: ledger, campaign: nil), zone: session.zone,
                now: Instant(seconds: Date().timeIntervalSince1970), style: style))
        heading("5. pregon apply, once more")
        let second = try makePlan(ledger)
        guard second.totals.toSend == 0 else {
            throw Failure(.bug, "a second apply would send \(second.totals.toSend) messages again")
        }
        console.detail(PlanText(second, style: TextStyle()).verdict + "\nNothing to send.\n")
        heading("6. What the simulator has received")
        let audit = try DemoAudit(
            plan: plan,
            media: try WorkspaceMedia(root: session.loaded.root, campaigns: session.loaded.campaigns).bytes(
                of:), log: log
        )
        console.detail(audit.report)
        guard audit.mistakes.isEmpty else { return .findings }
        console.out(
            "Demo: \(plan.totals.toSend) planned, \(audit.received) received, each once; the second apply sent nothing."
        )
        return .success
    }

    private func validate() throws {
        heading("1. pregon validate")
        let sources = try session.sources(now: clock.reading().wall, ledger: nil)
        let checker = WorkspaceChecker(root: session.loaded.root, sources: sources)
        let findings = checker.findings(of: session.loaded)
        console.detail(HumanFormat(usesColor: console.usesColor).render(findings))
        console.detail(
            "\(session.loaded.fileCount) campaign files: \(findings.count(of: .error)) errors, \(findings.count(of: .warning)) warnings\n"
        )
        guard !findings.hasErrors else { throw Failure(.findings, "the example workspace has errors") }
    }

    private func makePlan(_ ledger: any LedgerStore) throws -> Plan {
        try session.plan(
            session.loaded.campaigns, now: clock.reading().wall, ledger: ledger, options: Planner.Options(),
            console: console)
    }

    private func heading(_ text: String) {
        console.detail(console.usesColor ? "\u{1B}[1m\(text)\u{1B}[0m" : text)
    }
}
