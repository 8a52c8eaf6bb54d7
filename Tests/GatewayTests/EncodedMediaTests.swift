import CampaignModel
import Foundation
import Testing

@testable import Gateway

@Suite struct EncodedMediaTests {
    private let bytes = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }

    @Test(arguments: [ContactoAccount.Encoding.form, .multipart])
    func `two messages with one file share its bytes`(encoding: ContactoAccount.Encoding) throws {
        let media = EncodedMedia(bytes)
        let wires = try ["Ana", "José"].map { name in
            var request = try Samples.message(
                Samples.template([name], media: .bytes(sha256: [], name: "factura-01.pdf"), customField: "x"))
            request.media = media
            return try ContactoWire.encode(request, line: Samples.contacto(encoding))
        }
        let addresses = try wires.map { wire in
            let file = try #require(wire.bodyParts.first { $0.count >= media.base64.count })
            return file.withUnsafeBufferPointer { $0.baseAddress }
        }
        #expect(addresses[0] == addresses[1])
        // Everything else is small.
        for wire in wires {
            #expect(wire.bodyParts.reduce(0) { $0 + ($1.count > 10_000 ? 0 : $1.count) } < 2000)
        }
        #expect(wires[0].body != wires[1].body)
    }

    @Test func `the form's value is the base64 with its three signs escaped`() {
        let media = EncodedMedia(bytes)
        let plain = Data(bytes).base64EncodedString()
        #expect(String(decoding: media.base64, as: UTF8.self) == plain)
        let escaped = plain.replacing("+", with: "%2B").replacing("/", with: "%2F").replacing(
            "=", with: "%3D")
        #expect(String(decoding: media.formValue, as: UTF8.self) == escaped)
    }

    @Test(arguments: [0, 1, 2])
    func `base64 that hides a secret or a number is masked, wherever it begins`(shift: Int) throws {
        let mask = SecretMask(try Samples.contacto().secrets)
        for hidden in ["s3cr+t/tok", "573204981029"] {
            let echo = String(repeating: "x", count: shift) + "a=1&b=\(hidden)&c=2"
            let encoded = Data(echo.utf8).base64EncodedString()
            #expect(mask.shown("said: \(encoded)").hasPrefix("said: ***"))
            let safe = encoded.replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
            #expect(mask.shown("\"\(safe)\"") == "\"***\"")
        }
        let harmless = Data("una respuesta cualquiera".utf8).base64EncodedString()
        #expect(mask.shown(harmless) == harmless)
    }
}
