/// How long one attempt may take, and how much of a reply is read.
package struct HTTPLimits: Sendable, Hashable {
    /// Seconds for name resolution, connection and TLS together.
    package var connect: Double
    /// Seconds from the attempt's beginning to the reply's last byte, connecting included. A probe must begin
    /// within 30 s of the first attempt's beginning (design.md), so this leaves it half of that.
    package var reply: Double
    /// Bytes of a reply's body.
    package var body: Int

    package init(connect: Double = 4, reply: Double = 15, body: Int = 65_536) {
        self.connect = connect
        self.reply = reply
        self.body = body
    }
}
