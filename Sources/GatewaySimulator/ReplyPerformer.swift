import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// Puts a decided reply on the wire, or does to the connection what the fault asks for.
struct ReplyPerformer {
    let latency: Duration

    func perform(_ reply: SimulatorReply, on channel: any Channel) async throws -> Response {
        if latency > .zero { try await Task.sleep(for: latency) }
        switch reply {
        case .answer(let answer):
            return Self.response(answer)
        case .truncated(let answer):
            return Self.response(answer, cutOn: channel)
        case .hang:
            // Closed on cancellation too: a connection that stays open would keep the server from ending.
            await withTaskCancellationHandler {
                try? await channel.closeFuture.get()
            } onCancel: {
                channel.close(promise: nil)
            }
        case .close:
            try? await channel.close()
        case .reset:
            // Closing with nothing lingering sends RST instead of FIN.
            try? await (channel as? any SocketOptionProvider)?
                .setSoLinger(linger(l_onoff: 1, l_linger: 0)).get()
            try? await channel.close()
        }
        // The connection is gone; this is written to nobody.
        return Response(status: .internalServerError)
    }

    private static func response(_ answer: SimulatorAnswer, cutOn channel: (any Channel)? = nil) -> Response {
        var headers = HTTPFields()
        for (name, value) in answer.headers {
            if let name = HTTPField.Name(name) { headers[name] = value }
        }
        let whole = ByteBuffer(string: answer.body)
        guard let channel else {
            return Response(
                status: .init(code: answer.status), headers: headers, body: .init(byteBuffer: whole))
        }
        let half = ByteBuffer(string: String(answer.body.prefix(answer.body.count / 2)))
        let body = ResponseBody(contentLength: whole.readableBytes) { writer in
            try await writer.write(half)
            try await channel.close()
        }
        return Response(status: .init(code: answer.status), headers: headers, body: body)
    }
}
