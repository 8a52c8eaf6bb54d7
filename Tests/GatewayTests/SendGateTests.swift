import Testing

@testable import Gateway

struct SendGateTests {
    @Test func `once a connection has passed, bytes may have left`() {
        let gate = SendGate()
        #expect(gate.pass())
        #expect(gate.pass())
        #expect(gate.shut())
        #expect(gate.shut())
    }

    @Test func `an attempt that was given up lets no late connection pass`() {
        let gate = SendGate()
        #expect(!gate.shut())
        #expect(!gate.pass())
        #expect(!gate.shut())
    }
}
