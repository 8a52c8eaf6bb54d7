import AddressProbing
import CampaignLoading
import CampaignModel
import Checking
import Diagnostics
import Foundation
import Synchronization

/// Asks the media addresses of campaigns that are the same for everybody, each once (`validate --online`).
struct OnlineMediaCheck {
    /// Questions at the same time.
    private static let width = 8

    let probe: AddressProbe

    private struct Question: Sendable {
        var address: String
        var place: SourcePlace
    }

    struct Answers: Sendable {
        var findings: [Finding]
        var asked: Int
        /// Addresses that hold a recipient's values and were not asked.
        var passedOver: Int
    }

    /// As `findings`, for a command that otherwise waits for nothing: this thread waits, the answers come on others.
    func findingsAtOnce(of loaded: LoadedWorkspace) -> Answers {
        let kept = Kept()
        let done = DispatchSemaphore(value: 0)
        Task.detached {
            let answers = await findings(of: loaded)
            kept.answers.withLock { $0 = answers }
            done.signal()
        }
        done.wait()
        return kept.answers.withLock { $0 }
    }

    private final class Kept: Sendable {
        let answers = Mutex(Answers(findings: [], asked: 0, passedOver: 0))
    }

    func findings(of loaded: LoadedWorkspace) async -> Answers {
        var questions: [String: Question] = [:]
        var passedOver = 0
        for campaign in loaded.campaigns {
            for (address, place) in Self.addresses(of: campaign) {
                guard let address else {
                    passedOver += 1
                    continue
                }
                if questions[address] == nil {
                    questions[address] = Question(address: address, place: place.place)
                }
            }
        }
        let ordered = questions.values.sorted { $0.address < $1.address }
        var findings: [Finding] = []
        for start in stride(from: 0, to: ordered.count, by: Self.width) {
            await withTaskGroup(of: Finding?.self) { group in
                for question in ordered[start..<min(start + Self.width, ordered.count)] {
                    let probe = probe
                    group.addTask { Self.finding(await probe.ask(question.address), question) }
                }
                for await finding in group { if let finding { findings.append(finding) } }
            }
        }
        return Answers(findings: findings, asked: ordered.count, passedOver: passedOver)
    }

    /// Every address that media are fetched from; nil where it holds values of the recipient.
    private static func addresses(of loaded: LoadedCampaign) -> [(String?, FieldPlace)] {
        var result: [(String?, FieldPlace)] = []
        for (message, places) in zip(loaded.campaign.messages, loaded.places.messages) {
            switch message.content {
            case .template(let template):
                if case .url(let address) = template.media {
                    result.append((address.literal, places.mediaURL ?? places.media ?? places.message))
                }
            case .image(let address), .document(let address):
                result.append((address.literal, places.content))
            case .text: break
            }
        }
        for message in loaded.campaign.group?.messages ?? [] {
            if case .file(let url, _, _) = message.content, let place = loaded.places.group {
                result.append((url, place))
            }
        }
        return result
    }

    private static func finding(_ result: AddressProbe.Result, _ question: Question) -> Finding? {
        func unreachable(_ message: String, _ remedy: String) -> Finding {
            Finding(MediaUnreachable.rule, at: question.place, message, remedy: remedy)
        }
        let open = "open it in a browser without being logged in, and correct it or the server"
        switch result {
        case .notPublic(let host):
            return Finding(
                MediaNotPublic.rule, at: question.place,
                "the media's address leads to \(SafeText.line(host)), which is not on the public internet; it was not asked",
                remedy:
                    "put the file where everybody can fetch it, or send it from the workspace with `file:`")
        case .unreachable(let reason):
            return unreachable("the media's address does not answer: \(SafeText.line(reason))", open)
        case .answered(let status, let type):
            switch status {
            case 200...299:
                // A page where a file should be is most often a form to log in.
                guard type == "text/html" else { return nil }
                return unreachable(
                    "the media's address answers with a page (text/html), not with the file", open)
            // HEAD itself may be refused where the file can be had.
            case 405, 501: return nil
            default: return unreachable("the media's address answers HTTP \(status)", open)
            }
        }
    }
}
