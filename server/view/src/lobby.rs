//! What the wall of the waiting room shows: number and desk, and nothing else about a visitor. The language is there to
//! be spoken.

use crate::scene::Scene;
use crate::units::time;
use queue::{Said, ServiceId, TicketState};
use std::collections::BTreeMap;
use wire::{
    Announced, Announcement, Language, LetterWait, LobbyCall, LobbyCode, LobbyDesk, LobbyMedia, LobbySnapshot,
    MediaKind, WaitRange,
};

/// The calls, and what the bank shows beside them. It changes with a call alone, not with every ticket that is issued.
pub fn lobby(scene: &Scene) -> LobbySnapshot {
    let calls = scene.branch.recent_calls().rev().map(|call| LobbyCall {
        seq: call.seq,
        number: call.number.to_string(),
        desk: scene.desk_label(&call.desk),
        language: scene.branch.ticket(call.ticket).map(|ticket| Language::new(ticket.language.as_str())),
        answered: answered(scene, call),
        at: time(call.at),
    });
    LobbySnapshot {
        head: scene.head(),
        calls: calls.collect(),
        waits: Vec::new(),
        desks: Vec::new(),
        announcements: announcements(scene),
        media: media(scene),
        notices: scene.notices(),
        code: code(scene),
    }
}

/// The code by which visitors show that they are there: while tickets are given out, and while anybody is away.
fn code(scene: &Scene) -> Option<LobbyCode> {
    let wanted = scene.branch.opening_at(scene.now).is_some() || scene.branch.away().next().is_some();
    let code = scene.code.filter(|_| wanted)?;
    Some(LobbyCode { digits: code.digits.clone(), until: time(code.until) })
}

/// The same with the waits by letter and the desks, for the displays that show them.
pub fn lobby_detail(scene: &Scene) -> LobbySnapshot {
    LobbySnapshot { waits: waits(scene), desks: desks(scene), ..lobby(scene) }
}

/// Whether nobody waits for the visitor at that desk any more: they are there, or the call is over.
fn answered(scene: &Scene, call: &queue::Call) -> bool {
    let state = scene.branch.ticket(call.ticket).map(|ticket| &ticket.state);
    !matches!(state, Some(TicketState::Called { desk, .. }) if *desk == call.desk)
}

/// By letter, what waits for any of its services. The range covers what the next visitor for each of them can expect.
fn waits(scene: &Scene) -> Vec<LetterWait> {
    let mut by_letter: BTreeMap<String, Vec<&ServiceId>> = BTreeMap::new();
    for (id, service) in &scene.setup.services {
        by_letter.entry(service.letter.to_string()).or_default().push(id);
    }
    let wait = |services: &[&ServiceId]| {
        let known: Vec<WaitRange> = services.iter().filter_map(|id| scene.next_wait(id)).collect();
        let low_minutes = known.iter().map(|range| range.low_minutes).min()?;
        let high_minutes = known.iter().map(|range| range.high_minutes).max()?;
        Some(WaitRange { low_minutes, high_minutes })
    };
    by_letter
        .into_iter()
        .map(|(letter, services)| LetterWait {
            letter,
            waiting: services.iter().map(|id| scene.branch.waiting_count_in(id)).sum(),
            wait: wait(&services),
        })
        .collect()
}

fn desks(scene: &Scene) -> Vec<LobbyDesk> {
    scene
        .branch
        .desks()
        .map(|(id, desk)| {
            let (state, ticket) = scene.desk_state(desk);
            // Nobody in the room is called by whom the desk speaks with on the telephone.
            let there = ticket.and_then(|(id, ..)| scene.branch.ticket(id)).filter(|ticket| ticket.call_back.is_none());
            let number = there.map(|ticket| ticket.number.to_string());
            LobbyDesk { id: id.to_string(), label: scene.desk_label(id), state, number }
        })
        .collect()
}

/// What the room is told now, newest first. Words that are not at hand are left out.
pub fn announcements(scene: &Scene) -> Vec<Announcement> {
    let shown = |made: &queue::Announcement| {
        let desk = |desk| scene.desk_label(desk);
        let what = match &made.said {
            Said::DeskCloses { desk: at, minutes } => Announced::DeskCloses { desk: desk(at), minutes: *minutes },
            Said::DeskOpens { desk: at } => Announced::DeskOpens { desk: desk(at) },
            Said::BranchCloses { minutes } => Announced::BranchCloses { minutes: *minutes },
            Said::Typed => Announced::Typed { words: scene.announced.get(made.id.as_str())?.clone() },
        };
        let (at, until) = (time(made.at), time(made.until));
        Some(Announcement { id: made.id.to_string(), seq: made.seq, what, at, until })
    };
    let mut announcements: Vec<Announcement> = scene.branch.announcements(scene.now).filter_map(shown).collect();
    announcements.reverse();
    announcements
}

/// The pictures and videos whose time it is.
fn media(scene: &Scene) -> Vec<LobbyMedia> {
    let shown = |media: &setup::Media| {
        let until = scene.setup.calendar.shown_until(&media.when, scene.now)?;
        Some(LobbyMedia {
            id: media.id.clone(),
            kind: if media.file.is_video() { MediaKind::Video } else { MediaKind::Picture },
            alt: media.alt.clone(),
            seconds: media.seconds,
            until: time(until),
        })
    };
    scene.setup.media.iter().filter_map(shown).collect()
}
