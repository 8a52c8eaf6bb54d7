import Foundation

/// Words about the machine's clock.
enum ClockText {
    /// What happened, why sending ended and how it goes on.
    static func jumped(by seconds: Double, goesOn: String) -> String {
        let how =
            seconds == 0
            ? "the machine was started anew"
            : "the machine's clock was set \(seconds > 0 ? "forward" : "back") by \(Int(abs(seconds).rounded())) s"
        return "\(how), so the hours in which sending is allowed must be computed again; \(goesOn)"
    }
}
