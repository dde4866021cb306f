//! The query of an address: what stands behind its `?`.

/// The pairs of a query.
#[derive(Debug, Clone, Default)]
pub struct Query(Vec<(String, String)>);

impl Query {
    /// The query of an address; nothing where it has none.
    pub fn of(address: &str) -> Self {
        let query =
            address.split('#').next().and_then(|address| address.split_once('?')).map_or("", |(_, query)| query);
        let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        Self(pairs.map(|(key, value)| (key.to_owned(), value.to_owned())).collect())
    }

    /// The first value of a key, as a form writes the words of people: `carta+persa`, `citt%C3%A0`.
    pub fn words(&self, key: &str) -> Option<String> {
        let value = self.get(key)?.replace('+', " ");
        let mut bytes = Vec::with_capacity(value.len());
        let mut rest = value.as_bytes();
        while let [first, tail @ ..] = rest {
            let escaped = (*first == b'%').then(|| value_of(tail.get(..2)?)).flatten();
            bytes.push(escaped.unwrap_or(*first));
            rest = if escaped.is_some() { &tail[2..] } else { tail };
        }
        Some(String::from_utf8_lossy(&bytes).into_owned())
    }

    /// The first value of a key; ids need no decoding.
    pub fn get(&self, key: &str) -> Option<String> {
        self.0.iter().find(|(known, _)| known == key).map(|(_, value)| value.clone())
    }
}

/// The byte that two hexadecimal digits write.
fn value_of(digits: &[u8]) -> Option<u8> {
    u8::from_str_radix(str::from_utf8(digits).ok()?, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_a_form_are_read_as_they_were_written() {
        let query = Query::of("/b/centro/kiosk?lang=it&q=citt%C3%A0+di+%25%zz%");
        assert_eq!(query.words("q").as_deref(), Some("città di %%zz%"));
        assert_eq!(query.words("x"), None);
    }
}
