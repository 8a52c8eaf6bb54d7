import CampaignLoading
import CampaignModel
import Gateway

/// Looks up in the environment what a line needs to reach its gateway.
struct LineResolver {
    let session: Session

    func resolve(_ line: Line) throws -> ResolvedLine {
        let account: ResolvedLine.Account
        var addresses: [(name: String, text: String)] = []
        func text(_ setting: Setting, _ name: String) throws -> String {
            try session.resolve(setting, what: "\(name) of line \(line.name)")
        }
        func address(_ setting: Setting, _ name: String) throws -> String {
            let value = try text(setting, name)
            addresses.append((name, value))
            return value
        }
        switch line.account {
        case .contacto(let contacto):
            account = .contacto(
                .init(
                    login: Secret(try text(contacto.login, "login")),
                    token: Secret(try text(contacto.token, "token")),
                    url: try address(contacto.url, "url"), encoding: contacto.encoding))
        case .setapp(let setapp):
            account = .setapp(
                .init(
                    client: Secret(try text(setapp.client, "client")),
                    token: Secret(try text(setapp.token, "token")),
                    message: Secret(try address(setapp.message, "endpoints.message")),
                    group: try setapp.group.map { Secret(try address($0, "endpoints.group")) },
                    groupMessage: try setapp.groupMessage.map {
                        Secret(try address($0, "endpoints.group_message"))
                    },
                    groupFile: try setapp.groupFile.map { Secret(try address($0, "endpoints.group_file")) },
                    encoding: setapp.encoding))
        }
        for (name, text) in addresses {
            guard let address = WebAddress(text) else {
                throw Failure(
                    .unreadable, "\(name) of line \(line.name) is not a web address beginning with https://")
            }
            if line.rate == .free, !address.isLoopback {
                throw Failure(
                    .unreadable,
                    "line \(line.name) has rate `free`, which is for loopback addresses only, but \(name) is another"
                )
            }
        }
        return ResolvedLine(name: line.name, account: account, number: line.number)
    }
}
