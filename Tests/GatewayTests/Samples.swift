import CampaignModel
import Gateway

/// Lines and requests that the tests share. Numbers and addresses are those of the manuals.
enum Samples {
    static func phone(_ text: String = "573204981029") throws -> PhoneNumber {
        guard let number = PhoneNumber(text) else { throw NotANumber() }
        return number
    }

    struct NotANumber: Error {}

    static func setapp(
        _ encoding: SetAppAccount.Encoding = .form, url: String = "https://hook.example.com/m1"
    ) throws -> ResolvedLine {
        ResolvedLine(
            name: "equipo",
            account: .setapp(
                ResolvedLine.SetApp(
                    client: Secret("00363"), token: Secret("T0kenT0kenT0kenT0ken"),
                    message: Secret(url), group: Secret("https://hook.example.com/g2"),
                    groupMessage: Secret("https://hook.example.com/gm3"),
                    groupFile: Secret("https://hook.example.com/gf4?v=1"), encoding: encoding)),
            number: try phone("573123252394"))
    }

    static func contacto(
        _ encoding: ContactoAccount.Encoding = .form, url: String = ContactoAccount.defaultURL
    ) throws -> ResolvedLine {
        ResolvedLine(
            name: "cartera",
            account: .contacto(
                ResolvedLine.Contacto(
                    login: Secret("usuario"), token: Secret("s3cr+t/tok"), url: url, encoding: encoding)),
            number: try phone("573005202020"))
    }

    static func message(_ content: SendContent, mediaBytes: [UInt8]? = nil) throws -> SendRequest {
        let target = SendTarget.person(try phone())
        return SendRequest(
            content: content, target: target,
            key: SendKey(
                campaign: "cobro", revision: 1, occurrence: "once", message: "recordatorio", target: target),
            media: mediaBytes.map(EncodedMedia.init))
    }

    static func group(_ content: SendContent, chatID: String? = nil) -> SendRequest {
        SendRequest(
            content: content, target: .group,
            key: SendKey(campaign: "equipo", revision: 1, occurrence: "once", message: "1", target: .group),
            chatID: chatID)
    }

    static func template(
        _ variables: [String] = [], media: FilledTemplate.Media? = nil, customField: String? = nil
    ) -> SendContent {
        .template(
            FilledTemplate(template: "1042", variables: variables, media: media, customField: customField))
    }

    static let chatID = "573123252394-1549415611@g.us"
}

extension WireRequest {
    var bodyText: String { String(decoding: body, as: UTF8.self) }
}
