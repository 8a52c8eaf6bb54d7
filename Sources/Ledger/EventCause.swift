/// Who may bring an event about.
///
/// The life of a send allows an event by the send's state alone. A store also asks which way it comes, so
/// that no plan puts a send in flight and no result is written without the token of its attempt.
package enum EventCause: Sendable, Hashable {
    /// A plan, before anything is sent; or the judgement at the moment of sending.
    case plan
    /// A claim, or the second attempt of a probe.
    case claim
    /// The end of an attempt.
    case attempt
    /// A person who has found out what became of a send in doubt.
    case person
    /// What a gateway or a recipient says afterwards.
    case evidence
}

extension SendEvent {
    package var cause: EventCause {
        switch self {
        case .cancelled, .expired, .suppressed, .refrozen, .postponed, .readmitted, .retried: .plan
        case .claimed, .probed: .claim
        case .returned, .accepted, .refused, .doubted: .attempt
        case .resolvedAsSent, .resolvedAsFailed: .person
        case .proven: .evidence
        }
    }
}

extension SendLife {
    /// As `after`, for an event that comes by a certain way.
    package func after(_ event: SendEvent, by cause: EventCause) throws(ForbiddenTransition) -> SendLife {
        guard event.cause == cause else { throw ForbiddenTransition(state: state, event: event.name) }
        return try after(event)
    }
}
