//! Sounds that were made, the least recently used given up first, up to a bound of bytes.

use bytes::Bytes;
use std::collections::{BTreeMap, HashMap};
use std::hash::Hash;

#[derive(Debug)]
pub struct Sounds<K> {
    by_key: HashMap<K, Kept>,
    /// Keys by their last use, which no two share.
    by_use: BTreeMap<u64, K>,
    uses: u64,
    bytes: usize,
    bytes_max: usize,
}

#[derive(Debug)]
struct Kept {
    sound: Bytes,
    used: u64,
}

impl<K: Clone + Eq + Hash> Sounds<K> {
    pub fn new(bytes_max: usize) -> Self {
        Self { by_key: HashMap::new(), by_use: BTreeMap::new(), uses: 0, bytes: 0, bytes_max }
    }

    /// A sound that is kept; asking for it is a use of it.
    pub fn get(&mut self, key: &K) -> Option<Bytes> {
        let kept = self.by_key.get_mut(key)?;
        self.uses += 1;
        self.by_use.remove(&kept.used);
        self.by_use.insert(self.uses, key.clone());
        kept.used = self.uses;
        Some(kept.sound.clone())
    }

    /// Keeps a sound, and gives up others until all fit; one that is larger than the bound is not kept.
    pub fn keep(&mut self, key: K, sound: Bytes) {
        self.give_up(&key);
        if sound.len() > self.bytes_max {
            return;
        }
        self.uses += 1;
        self.bytes += sound.len();
        self.by_use.insert(self.uses, key.clone());
        self.by_key.insert(key, Kept { sound, used: self.uses });
        while self.bytes > self.bytes_max {
            let Some((_, oldest)) = self.by_use.pop_first() else { return };
            self.give_up(&oldest);
        }
    }

    fn give_up(&mut self, key: &K) {
        if let Some(kept) = self.by_key.remove(key) {
            self.by_use.remove(&kept.used);
            self.bytes -= kept.sound.len();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sound(length: usize) -> Bytes {
        Bytes::from(vec![1; length])
    }

    #[test]
    fn what_was_used_last_stays_and_the_bound_holds() {
        let mut sounds = Sounds::new(100);
        for key in ["a", "b", "c"] {
            sounds.keep(key, sound(30));
        }
        assert!(sounds.get(&"a").is_some());
        sounds.keep("d", sound(40));
        assert!(sounds.get(&"b").is_none(), "the least recently used one");
        assert!(["a", "c", "d"].iter().all(|key| sounds.get(key).is_some()));
        assert_eq!(sounds.bytes, 100);
        sounds.keep("e", sound(100));
        assert_eq!((sounds.bytes, sounds.by_key.len(), sounds.by_use.len()), (100, 1, 1));
    }

    #[test]
    fn a_sound_kept_twice_counts_once_and_one_that_is_too_large_is_not_kept() {
        let mut sounds = Sounds::new(100);
        sounds.keep("a", sound(60));
        sounds.keep("a", sound(70));
        assert_eq!(sounds.bytes, 70);
        sounds.keep("b", sound(101));
        assert!(sounds.get(&"b").is_none() && sounds.get(&"a").is_some());
    }
}
