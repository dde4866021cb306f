//! The cache of sounds: it evicts the least recently used ones when their bytes exceed a bound.
//!
//! `lru` keeps the order of use and bounds a count of entries; only the sum of bytes is kept here.

use bytes::Bytes;
use lru::LruCache;
use std::hash::Hash;

#[derive(Debug)]
pub struct Sounds<K: Eq + Hash> {
    cache: LruCache<K, Bytes>,
    bytes: usize,
    bytes_max: usize,
}

impl<K: Clone + Eq + Hash> Sounds<K> {
    pub fn new(bytes_max: usize) -> Self {
        Self { cache: LruCache::unbounded(), bytes: 0, bytes_max }
    }

    /// Returns a cached sound and marks it as used.
    pub fn get(&mut self, key: &K) -> Option<Bytes> {
        self.cache.get(key).cloned()
    }

    /// Caches a sound and evicts others until the bound holds; a sound larger than the bound is not cached.
    pub fn put(&mut self, key: K, sound: Bytes) {
        if sound.len() > self.bytes_max {
            return;
        }
        self.bytes += sound.len();
        if let Some(replaced) = self.cache.put(key, sound) {
            self.bytes -= replaced.len();
        }
        while self.bytes > self.bytes_max {
            let Some((_, evicted)) = self.cache.pop_lru() else { return };
            self.bytes -= evicted.len();
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
    fn the_least_recently_used_sound_is_evicted_and_the_bound_holds() {
        let mut sounds = Sounds::new(100);
        for key in ["a", "b", "c"] {
            sounds.put(key, sound(30));
        }
        assert!(sounds.get(&"a").is_some());
        sounds.put("d", sound(40));
        assert!(sounds.get(&"b").is_none(), "the least recently used one");
        assert!(["a", "c", "d"].iter().all(|key| sounds.get(key).is_some()));
        assert_eq!(sounds.bytes, 100);
        sounds.put("e", sound(100));
        assert_eq!((sounds.bytes, sounds.cache.len()), (100, 1));
    }

    #[test]
    fn a_sound_put_twice_counts_once_and_one_that_is_too_large_is_not_cached() {
        let mut sounds = Sounds::new(100);
        sounds.put("a", sound(60));
        sounds.put("a", sound(70));
        assert_eq!(sounds.bytes, 70);
        sounds.put("b", sound(101));
        assert!(sounds.get(&"b").is_none() && sounds.get(&"a").is_some());
    }
}
