import CampaignModel
import Ledger
import Testing

/// The ledger's byte form of a content. The bytes were written by hand from the documented layout with
/// Python's `struct`, their hashes are `hashlib`'s: they may never change, or every ledger would mistake what
/// it has sent.
struct SendContentTests {
    struct Sample: Sendable, CustomTestStringConvertible {
        let name: String
        let content: SendContent
        let hex: String
        let hash: String
        var testDescription: String { name }
    }

    private static let members = ["573001112233", "573204981029"].compactMap { PhoneNumber($0) }

    static let samples: [Sample] = [
        Sample(
            name: "template url custom",
            content: .template(
                FilledTemplate(
                    template: "1042", variables: ["Ana Ñ", ""], media: .url("https://a.co/b.pdf"),
                    customField: "doc 7")),
            hex: "0104000000313034320200000006000000416e6120c39100000000011200000068747470733a2f2f"
                + "612e636f2f622e7064660105000000646f632037",
            hash: "84868026016efc5fa8f930914ca55fb393704b25e95de40c7ddf792d92e21b78"),
        Sample(
            name: "template bytes",
            content: .template(
                FilledTemplate(
                    template: "00363", variables: [],
                    media: .bytes(sha256: (0..<32).map { UInt8($0) }, name: "factura-07.pdf"),
                    customField: nil)),
            hex: "01050000003030333633000000000220000000000102030405060708090a0b0c0d0e0f1011121314"
                + "15161718191a1b1c1d1e1f0e000000666163747572612d30372e70646600",
            hash: "781b3b29fe22dd4a5028ef61bcae13ca25693efde22217d6d52cdaf889b602c4"),
        Sample(
            name: "template bare",
            content: .template(
                FilledTemplate(template: "7", variables: ["x"], media: nil, customField: nil)),
            hex: "0101000000370100000001000000780000",
            hash: "29671b97fdf95c0b877508a77153a9c6b8405b547a089ee5427c8b50067e2e92"),
        Sample(
            name: "text",
            content: .text("Hola *Ana*\n🙂"),
            hex: "020f000000486f6c61202a416e612a0af09f9982",
            hash: "b408cc1d3422b99658a6a82961428790b93b484f627a0130ef9854246f5f3adf"),
        Sample(
            name: "image",
            content: .image("https://a.co/p.png"),
            hex: "031200000068747470733a2f2f612e636f2f702e706e67",
            hash: "390dde5acfb8304763fa85a1f0f27b2b751f1b603b7e36c42e4a7f99f94e7114"),
        Sample(
            name: "document",
            content: .document("https://a.co/g.pdf"),
            hex: "041200000068747470733a2f2f612e636f2f672e706466",
            hash: "20aea04022752a8447c79376616f453afbcd54f57b75f641947a28ab405ff730"),
        Sample(
            name: "creation",
            content: .groupCreation(name: "Dream Team", welcome: "Hi", members: members),
            hex: "050a000000447265616d205465616d020000004869020000000c0000003537333030313131323233"
                + "330c000000353733323034393831303239",
            hash: "d749bae97605ceb1a581b2ff396bb9c3461b8235929fbbd42761bc5569d7730c"),
        Sample(
            name: "gtext",
            content: .groupText("You know nothing"),
            hex: "0610000000596f75206b6e6f77206e6f7468696e67",
            hash: "2afe0cdd24b36d6321a1cc7c0f9f24da8d3dc8bea1a860c683eb36db38e67c4c"),
        Sample(
            name: "gfile",
            content: .groupFile(url: "https://a.co/e.jpg", name: "e.jpg", title: "IRIS"),
            hex: "071200000068747470733a2f2f612e636f2f652e6a706705000000652e6a70670400000049524953",
            hash: "6756abd148885e31ea58287aef81c058169cb38be7e3032dc7b83402399e2f58"),
    ]

    private static func bytes(_ hex: String) -> [UInt8] {
        let digits = Array(hex.utf8)
        return stride(from: 0, to: digits.count - 1, by: 2).compactMap {
            UInt8(String(decoding: digits[$0...($0 + 1)], as: UTF8.self), radix: 16)
        }
    }

    @Test(arguments: samples)
    func `a content has one byte form and comes back from it`(sample: Sample) throws {
        #expect(hexadecimal(sample.content.canonicalBytes) == sample.hex)
        let back = try SendContent(canonicalBytes: Self.bytes(sample.hex))
        #expect(back == sample.content)
        #expect(back.canonicalBytes == sample.content.canonicalBytes)
    }

    @Test(arguments: samples)
    func `a fingerprint is the hash of the byte form`(sample: Sample) {
        #expect(hexadecimal(Fingerprint(of: sample.content).bytes) == sample.hash)
    }

    @Test(arguments: samples)
    func `a content cut short anywhere is not a content`(sample: Sample) {
        let whole = sample.content.canonicalBytes
        for length in 0..<whole.count {
            #expect(throws: UnreadableContent.self, "the first \(length) bytes") {
                _ = try SendContent(canonicalBytes: Array(whole.prefix(length)))
            }
        }
    }

    @Test(arguments: samples)
    func `nothing may follow a content`(sample: Sample) {
        #expect(throws: UnreadableContent.self) {
            _ = try SendContent(canonicalBytes: sample.content.canonicalBytes + [0])
        }
    }

    @Test(arguments: [
        ("an unknown kind of content", "00"), ("a kind of a later program", "0803000000414243"),
        ("an unknown kind of media", "010100000037000000000300"),
        ("a length beyond the end", "02ffffffff41"),
        ("a count beyond the end", "010100000037ffffff7f0000"),
        ("bytes that are not UTF-8", "0202000000c328"),
        ("a member that is no number", "050100000041010000004201000000030000003132330a"),
    ])
    func `bytes that are no content are refused`(what: String, hex: String) {
        #expect(throws: UnreadableContent.self, "\(what)") {
            _ = try SendContent(canonicalBytes: Self.bytes(hex))
        }
    }

    /// The same words in another place, split elsewhere, or of another kind must not look alike.
    @Test func `contents that differ have fingerprints that differ`() {
        func template(_ variables: [String], _ custom: String? = nil) -> SendContent {
            .template(FilledTemplate(template: "7", variables: variables, media: nil, customField: custom))
        }
        let contents: [SendContent] = [
            .text("a"), .image("a"), .document("a"), .groupText("a"), template(["ab", "c"]),
            template(["a", "bc"]), template(["abc"]), template(["abc", ""]), template(["abc"], ""),
            template(["abc"], "x"), template([]), .text(""), .text("e\u{301}"), .text("é"),
            .groupFile(url: "a", name: "b", title: "c"), .groupFile(url: "a", name: "bc", title: ""),
        ]
        #expect(Set(contents.map { Fingerprint(of: $0) }).count == contents.count)
    }
}
