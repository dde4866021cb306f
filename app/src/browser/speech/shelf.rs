//! Which sounds are in memory: those that are kept, and those that are needed soon.

/// Things by their address.
#[derive(Debug)]
pub struct Shelf<T> {
    kept: Vec<(String, T)>,
    soon: Vec<(String, T)>,
}

impl<T> Shelf<T> {
    pub fn new() -> Self {
        Self { kept: Vec::new(), soon: Vec::new() }
    }

    /// What is at an address.
    pub fn get(&self, address: &str) -> Option<&T> {
        self.kept.iter().chain(&self.soon).find(|(known, _)| known == address).map(|(_, thing)| thing)
    }

    /// Puts a thing there until it is used up or all that is needed soon is cleared.
    pub fn put(&mut self, address: &str, thing: T) {
        self.soon.push((address.to_owned(), thing));
    }

    /// Keeps what is at an address until it is removed.
    pub fn keep(&mut self, address: &str) {
        if let Some(place) = self.soon.iter().position(|(known, _)| known == address) {
            self.kept.push(self.soon.swap_remove(place));
        }
    }

    /// What is at an address was used, and goes unless it is kept.
    pub fn used(&mut self, address: &str) {
        self.soon.retain(|(known, _)| known != address);
    }

    /// Whatever is needed soon is needed no more.
    pub fn clear(&mut self) {
        self.soon.clear();
    }

    /// What is at an address did not come.
    pub fn remove(&mut self, address: &str) {
        self.used(address);
        self.kept.retain(|(known, _)| known != address);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_stays_and_what_is_needed_soon_goes_when_it_was_used_or_is_needed_no_more() {
        let mut shelf = Shelf::new();
        for address in ["kept", "used", "soon"] {
            shelf.put(address, address.len());
        }
        shelf.keep("kept");
        shelf.used("kept");
        shelf.used("used");
        assert_eq!([shelf.get("kept"), shelf.get("used"), shelf.get("soon")], [Some(&4), None, Some(&4)]);
        shelf.clear();
        assert_eq!([shelf.get("kept"), shelf.get("soon")], [Some(&4), None]);
        shelf.remove("kept");
        assert_eq!(shelf.get("kept"), None);
    }
}
