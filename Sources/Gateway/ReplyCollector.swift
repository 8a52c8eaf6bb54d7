import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import Synchronization

/// Keeps what arrives of one reply, also when it ends badly: an operator may learn from half a reply what an
/// ambiguous attempt came to.
final class ReplyCollector: HTTPClientResponseDelegate {
    struct Reply: Sendable {
        /// The client says that it has written the request's head. A second witness beside `SendGate`: true
        /// proves that bytes left, false proves nothing.
        var headWasSent = false
        var status: Int?
        var headers: [WireHeader] = []
        var body: [UInt8] = []
    }

    struct TooLong: Error {}

    private let limit: Int
    private let reply = Mutex(Reply())

    /// - Parameter limit: bytes of a body; a longer one fails the attempt.
    init(limit: Int) { self.limit = limit }

    var arrived: Reply { reply.withLock { $0 } }

    func didSendRequestHead(task: HTTPClient.Task<Reply>, _ head: HTTPRequestHead) {
        reply.withLock { $0.headWasSent = true }
    }

    func didReceiveHead(task: HTTPClient.Task<Reply>, _ head: HTTPResponseHead) -> EventLoopFuture<Void> {
        reply.withLock {
            $0.status = Int(head.status.code)
            $0.headers = head.headers.map { WireHeader($0.name, $0.value) }
        }
        return task.eventLoop.makeSucceededVoidFuture()
    }

    func didReceiveBodyPart(task: HTTPClient.Task<Reply>, _ buffer: ByteBuffer) -> EventLoopFuture<Void> {
        let fits = reply.withLock { reply in
            let room = limit - reply.body.count
            reply.body += buffer.readableBytesView.prefix(room)
            return buffer.readableBytes <= room
        }
        return fits
            ? task.eventLoop.makeSucceededVoidFuture() : task.eventLoop.makeFailedFuture(TooLong())
    }

    func didFinishRequest(task: HTTPClient.Task<Reply>) throws -> Reply { arrived }
}
