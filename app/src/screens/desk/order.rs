//! What a CSR can ask for, with all that it needs.

use crate::address;
use serde::{Serialize, Serializer};
use wire::{
    AutoCallRequest, CallRequest, DeskCommand, DeskState, DocumentRequest, FinishRequest, NoteRequest, ParkRequest,
    PauseReason, PauseRequest, Place, PriorityRequest, ReinstateRequest, ServiceRequest, Time, TransferRequest,
};

/// A command to the desk, or about a ticket of its lists. Serialised it is the command's body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Order {
    /// Sit down, or come back from a pause.
    Open,
    Close,
    TakeOver,
    Pause(PauseReason),
    Next,
    /// The next visitor, of a desk that has been free since then; nobody pressed for it.
    AutoCall(Time),
    /// This ticket, whoever is next.
    Call(u32),
    Recall,
    Start,
    Finish(FinishRequest),
    NoShow,
    Park(ParkRequest),
    Transfer(TransferRequest),
    Resume(u32),
    Reinstate(u32, Place),
    Priority(u32, bool),
    Service(u32, String),
    /// A document of this ticket was seen, or is not there.
    Document(u32, String, bool),
    /// A note about this ticket.
    Note(u32, String),
    /// The visitor of this ticket has left.
    HasLeft(u32),
    /// The visitor of this ticket, who took it from elsewhere, is there.
    HasArrived(u32),
    /// Serve what the manager asks for.
    AcceptLending,
    /// Decline it, or end it.
    ReturnDesk,
    /// Call a colleague, quietly.
    Help,
    /// See to what the staff are called for.
    SeeTo(u32),
    /// Have somebody come who is not real, where people learn.
    Visitor,
}

impl Order {
    /// The plain end of a visit, in one touch.
    pub fn finish() -> Self {
        Self::Finish(FinishRequest::default())
    }

    /// Where it is sent.
    pub fn address(&self, branch: &str, desk: &str) -> String {
        let desk = |command| address::desk_command(branch, desk, command);
        let ticket = |id: u32, command| address::ticket_of(branch, id, command);
        match self {
            Self::Open => desk("open"),
            Self::Close => desk("close"),
            Self::TakeOver => desk("take-over"),
            Self::Pause(_) => desk("pause"),
            Self::Next => desk("next"),
            Self::AutoCall(_) => desk("auto-call"),
            Self::Call(_) => desk("call"),
            Self::Recall => desk("recall"),
            Self::Start => desk("start"),
            Self::Finish(_) => desk("finish"),
            Self::NoShow => desk("no-show"),
            Self::Park(_) => desk("park"),
            Self::Transfer(_) => desk("transfer"),
            Self::Resume(id) => ticket(*id, "resume"),
            Self::Reinstate(id, _) => ticket(*id, "reinstate"),
            Self::Priority(id, _) => ticket(*id, "priority"),
            Self::Service(id, _) => ticket(*id, "service"),
            Self::Document(id, ..) => ticket(*id, "documents"),
            Self::Note(id, _) => ticket(*id, "notes"),
            Self::HasLeft(id) => ticket(*id, "cancel"),
            Self::HasArrived(id) => ticket(*id, "arrive"),
            Self::AcceptLending => desk("accept"),
            Self::ReturnDesk => desk("return"),
            Self::Help => desk("help"),
            Self::Visitor => desk("visitor"),
            Self::SeeTo(alert) => address::clear_alert(branch, *alert),
        }
    }

    /// Whether a desk in this state takes it; the rest is for the server to say.
    pub fn is_legal(&self, state: DeskState) -> bool {
        let occupied = matches!(state, DeskState::Calling | DeskState::Serving);
        match self {
            Self::Open => matches!(state, DeskState::Closed | DeskState::Paused),
            Self::TakeOver | Self::Help | Self::AcceptLending | Self::ReturnDesk => state != DeskState::Closed,
            Self::Close => matches!(state, DeskState::Free | DeskState::Paused),
            Self::Next | Self::AutoCall(_) | Self::Call(_) | Self::Pause(_) => state == DeskState::Free,
            Self::Recall | Self::Start | Self::NoShow => state == DeskState::Calling,
            Self::Finish(_) => state == DeskState::Serving,
            Self::Park(_)
            | Self::Transfer(_)
            | Self::Priority(..)
            | Self::Service(..)
            | Self::Document(..)
            | Self::Note(..) => occupied,
            Self::Resume(_)
            | Self::Reinstate(..)
            | Self::HasLeft(_)
            | Self::HasArrived(_)
            | Self::SeeTo(_)
            | Self::Visitor => true,
        }
    }
}

impl Serialize for Order {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Pause(reason) => PauseRequest { reason: *reason }.serialize(serializer),
            Self::AutoCall(since) => AutoCallRequest { since: *since }.serialize(serializer),
            Self::Call(ticket) => CallRequest { ticket: *ticket }.serialize(serializer),
            Self::Finish(request) => request.serialize(serializer),
            Self::Park(request) => request.serialize(serializer),
            Self::Transfer(request) => request.serialize(serializer),
            Self::Reinstate(_, place) => ReinstateRequest { place: *place }.serialize(serializer),
            Self::Priority(_, priority) => PriorityRequest { priority: *priority }.serialize(serializer),
            Self::Document(_, document, at_hand) => {
                DocumentRequest { document: document.clone(), at_hand: *at_hand }.serialize(serializer)
            }
            Self::Note(_, note) => NoteRequest { note: note.clone() }.serialize(serializer),
            Self::Service(_, service) => ServiceRequest { service: service.clone() }.serialize(serializer),
            _ => DeskCommand {}.serialize(serializer),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(order: &Order) -> String {
        serde_json::to_string(order).expect("a body")
    }

    #[test]
    fn an_order_is_sent_to_its_desk_or_about_its_ticket() {
        assert_eq!(Order::NoShow.address("centro", "3"), "/api/v1/branches/centro/desks/3/no-show");
        assert_eq!(Order::Resume(7).address("centro", "3"), "/api/v1/branches/centro/tickets/7/resume");
    }

    #[test]
    fn an_order_s_body_is_that_of_its_command() {
        assert_eq!(body(&Order::Next), "{}");
        assert_eq!(body(&Order::Pause(PauseReason::BackOffice)), r#"{"reason":"back_office"}"#);
        assert_eq!(body(&Order::Call(7)), r#"{"ticket":7}"#);
        let seen = Order::Document(7, "id".to_owned(), true);
        assert_eq!(body(&seen), r#"{"document":"id","at_hand":true}"#);
        assert_eq!(body(&Order::Note(7, "back at noon".to_owned())), r#"{"note":"back at noon"}"#);
        assert_eq!(body(&Order::Reinstate(7, Place::First)), r#"{"place":"first"}"#);
        assert_eq!(body(&Order::finish()), r#"{"outcome":"resolved","delivered":[],"follow_up":false}"#);
    }

    #[test]
    fn nobody_leaves_a_desk_with_a_visitor_at_it() {
        for order in [Order::Close, Order::Pause(PauseReason::Break), Order::Next] {
            assert!(order.is_legal(DeskState::Free));
            assert!(!order.is_legal(DeskState::Calling) && !order.is_legal(DeskState::Serving));
        }
        assert!(Order::Close.is_legal(DeskState::Paused) && Order::Open.is_legal(DeskState::Paused));
    }
}
