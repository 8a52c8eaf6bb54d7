import CampaignModel
import Ledger

/// An attempt that begins: the row that makes it durable before its request.
struct AttemptRow {
    var send: LedgerSend
    /// Fences the result.
    let token = Int64.random(in: 1...Int64.max)
    private(set) var id: Int64 = 0
    private let event: SendEvent
    private let sender: PhoneNumber
    private let payloadHash: [UInt8]
    private let clock: ClockReading

    /// - Parameter event: `claimed` for a first attempt, `probed` for the second one of a probe.
    init(
        send: LedgerSend, event: SendEvent, sender: PhoneNumber, payloadHash: [UInt8], clock: ClockReading
    ) {
        self.send = send
        self.event = event
        self.sender = sender
        self.payloadHash = payloadHash
        self.clock = clock
    }

    mutating func begin(in database: any SQLTransaction) throws {
        send.life = try send.life.after(event, by: .claim)
        try SendRow.begin(send.life, token: token, id: send.id, at: clock.wall, in: database)
        let row: Int64? = try database.value(
            """
            INSERT INTO attempts (send, number, campaign, line, sender, payload_hash, boot, began_wall,
                began_monotonic) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id
            """,
            [
                send.id, send.life.attempts, send.key.campaign, send.line, Int64(sender.digits),
                payloadHash, clock.boot, clock.wall.milliseconds, Int64(clamping: clock.monotonic),
            ])
        guard let row else {
            throw LedgerError.io(place: database.place, detail: "an attempt was stored without a number")
        }
        id = row
        try database.advanceSerial()
    }
}
