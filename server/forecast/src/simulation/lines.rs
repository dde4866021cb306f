//! The lines of one run: who waits, in call order, those without priority and those with it apart.

use queue::{Position, TicketId, Timestamp};

/// Somebody in a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Entry {
    pub(crate) due: Timestamp,
    pub(crate) ticket: TicketId,
    /// The visitor is not called before this moment.
    pub(crate) not_before: Timestamp,
    pub(crate) issued: Timestamp,
    /// The index among the visitors of the run.
    pub(crate) visitor: usize,
}

/// One line in call order. What was taken from its head stays before `head`.
#[derive(Debug, Clone, Default)]
pub(crate) struct List {
    entries: Vec<Entry>,
    head: usize,
}

/// A place in the lines: line, kind (1 with priority), index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) line: usize,
    pub(crate) kind: usize,
    pub(crate) index: usize,
}

impl List {
    pub(crate) fn insert(&mut self, entry: Entry) {
        let waiting = &self.entries[self.head..];
        let index = self.head + waiting.partition_point(|other| (other.due, other.ticket) < (entry.due, entry.ticket));
        self.entries.insert(index, entry);
    }

    pub(crate) fn remove(&mut self, index: usize) -> Entry {
        if index == self.head {
            self.head += 1;
            self.entries[index]
        } else {
            self.entries.remove(index)
        }
    }

    /// Those who may be called at a moment, with their indexes, in call order.
    pub(crate) fn ready(&self, at: Timestamp) -> impl Iterator<Item = (usize, &Entry)> {
        let waiting = self.entries.iter().enumerate().skip(self.head);
        waiting.filter(move |(_, entry)| entry.not_before <= at)
    }

    pub(crate) fn copy_from(&mut self, other: &Self) {
        self.entries.clone_from(&other.entries);
        self.head = other.head;
    }
}

/// The lines of a branch; each holds a list without priority and one with it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lines(pub(crate) Vec<[List; 2]>);

impl Lines {
    pub(crate) fn new(lines: usize) -> Self {
        Self(vec![<[List; 2]>::default(); lines])
    }

    pub(crate) fn copy_from(&mut self, other: &Self) {
        self.0.resize_with(other.0.len(), Default::default);
        for (lists, others) in self.0.iter_mut().zip(&other.0) {
            for (list, other) in lists.iter_mut().zip(others) {
                list.copy_from(other);
            }
        }
    }

    /// The first of a kind in some lines, each with the delay that the desk adds to its due times.
    pub(crate) fn first(&self, lines: &[(usize, i64)], kind: usize, at: Timestamp) -> Option<(Position, Place)> {
        let heads = lines.iter().filter_map(|(line, delay)| {
            let (index, entry) = self.0[*line][kind].ready(at).next()?;
            let due = entry.due + queue::Duration(*delay);
            Some((Position { due, ticket: entry.ticket }, Place { line: *line, kind, index }))
        });
        heads.min_by_key(|(position, _)| *position)
    }

    /// All who may be called from some lines.
    pub(crate) fn all(&self, lines: &[(usize, i64)], at: Timestamp) -> impl Iterator<Item = (&Entry, Place)> {
        let kinds = lines.iter().flat_map(|(line, _)| [(*line, 0), (*line, 1)]);
        kinds.flat_map(move |(line, kind)| {
            let ready = self.0[line][kind].ready(at);
            ready.map(move |(index, entry)| (entry, Place { line, kind, index }))
        })
    }

    pub(crate) fn take(&mut self, place: Place) -> Entry {
        self.0[place.line][place.kind].remove(place.index)
    }
}
