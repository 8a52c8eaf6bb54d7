import CampaignModel
import Ledger
import Testing

/// Against values of Python's `hashlib` and `hmac`.
struct DigestTests {
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        (
            "Hola *Ana*, tu saldo es $100 ñ",
            "7bb7a0bab1ca547b38e607a5e8b83246bb01da329bbf115c478a66bc5cba755e"
        ),
    ])
    func `a digest is SHA-256`(text: String, expected: String) {
        #expect(hexadecimal(Digest.sha256(Array(text.utf8))) == expected)
        #expect(hexadecimal(Fingerprint(ofBytes: Array(text.utf8)).bytes) == expected)
    }

    @Test(
        arguments: [
            (
                "573001112233/ñ", (0..<32).map { UInt8($0) },
                "3f7ef544873d9513a8c74d6e7ef6b4d45d1cdaece3892601e7beaad0c3b51edd"
            ),
            ("", [], "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad"),
            // A key longer than a block is hashed first (RFC 2104).
            (
                "x", [UInt8](repeating: 0x6b, count: 100),
                "8c1858bff6cf9cb73708b4b54f43bca6e1b8b4c3380760dc009001b265b64c6f"
            ),
        ] as [(String, [UInt8], String)])
    func `a keyed digest is HMAC-SHA-256`(text: String, key: [UInt8], expected: String) {
        #expect(hexadecimal(KeyedDigest(key: key).of(text)) == expected)
    }

    @Test(arguments: [0, 31, 33])
    func `a stored fingerprint has 32 bytes`(count: Int) {
        #expect(Fingerprint(stored: [UInt8](repeating: 7, count: count)) == nil)
        #expect(Fingerprint(stored: [UInt8](repeating: 7, count: 32))?.bytes.first == 7)
    }

    @Test func `the short form is twelve digits`() {
        #expect(Fingerprint(ofBytes: []).short == "e3b0c44298fc")
    }

    @Test func `hexadecimal has two lower-case digits a byte`() {
        #expect(hexadecimal([0, 1, 0x9f, 0xa0, 0xff]) == "00019fa0ff")
        #expect(hexadecimal([]) == "")
    }
}
