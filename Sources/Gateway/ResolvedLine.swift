import CampaignModel

/// A line whose settings have been resolved: what stood in the environment is plain text now.
package struct ResolvedLine: Sendable, Hashable {
    package var name: String
    package var account: Account
    /// The line's own number.
    package var number: PhoneNumber

    package init(name: String, account: Account, number: PhoneNumber) {
        self.name = name
        self.account = account
        self.number = number
    }

    package enum Account: Sendable, Hashable {
        case contacto(Contacto)
        case setapp(SetApp)
    }

    /// gateways.md, section 2.
    package struct Contacto: Sendable, Hashable {
        package var login: Secret
        package var token: Secret
        /// The folder of the endpoints, with or without a slash at its end.
        package var url: String
        package var encoding: ContactoAccount.Encoding

        package init(
            login: Secret, token: Secret, url: String = ContactoAccount.defaultURL,
            encoding: ContactoAccount.Encoding = .form
        ) {
            self.login = login
            self.token = token
            self.url = url
            self.encoding = encoding
        }
    }

    /// gateways.md, section 1. The hooks' addresses are secrets: who knows one can send.
    package struct SetApp: Sendable, Hashable {
        /// Five digits, leading zeros kept.
        package var client: Secret
        package var token: Secret
        package var message: Secret
        package var group: Secret?
        package var groupMessage: Secret?
        package var groupFile: Secret?
        package var encoding: SetAppAccount.Encoding

        package init(
            client: Secret, token: Secret, message: Secret, group: Secret? = nil,
            groupMessage: Secret? = nil, groupFile: Secret? = nil, encoding: SetAppAccount.Encoding = .form
        ) {
            self.client = client
            self.token = token
            self.message = message
            self.group = group
            self.groupMessage = groupMessage
            self.groupFile = groupFile
            self.encoding = encoding
        }
    }

    package var gateway: GatewayKind {
        switch account {
        case .contacto: .contacto
        case .setapp: .setapp
        }
    }

    /// Everything of this line that must not be shown.
    package var secrets: [Secret] {
        switch account {
        case .contacto(let access): [access.login, access.token]
        case .setapp(let access):
            [access.client, access.token, access.message]
                + [access.group, access.groupMessage, access.groupFile].compactMap { $0 }
        }
    }
}
