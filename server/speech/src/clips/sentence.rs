//! How a call is said in a language, and which clips say one.

/// The first of the clips that every language has: what is said before the number.
const NUMBER: &str = "number";
/// What is said between the number and the desk.
const DESK: &str = "desk";
/// What is said after the desk, in a language that has something there.
const END: &str = "end";
/// How many figures a ticket's number has at most.
const FIGURES: usize = 6;

/// The words of a call around its number and its desk: "Number ", ", desk " and nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    pub before: String,
    pub between: String,
    pub after: String,
}

impl Sentence {
    /// The clips without which a language is not said by clips: the words, the figures and the letters.
    pub(super) fn names(&self) -> Vec<String> {
        let words = [NUMBER, DESK].into_iter().chain((!self.after.is_empty()).then_some(END));
        words.map(str::to_owned).chain(('0'..='9').chain('a'..='z').map(String::from)).collect()
    }

    /// The names of the clips that say a text one after the other; nothing where it is no call, or one of them is not there.
    pub(super) fn clips(&self, text: &str, has: impl Fn(&str) -> bool) -> Option<Vec<String>> {
        let rest = text.strip_prefix(self.before.as_str())?.strip_suffix(self.after.as_str())?;
        let (number, desk) = rest.split_once(self.between.as_str())?;
        let (letter, figures) = number.split_at_checked(1)?;
        let is_number = letter.bytes().all(|letter| letter.is_ascii_uppercase())
            && (1..=FIGURES).contains(&figures.len())
            && figures.bytes().all(|figure| figure.is_ascii_digit());
        if !is_number || desk.is_empty() {
            return None;
        }
        let mut names = vec![NUMBER.to_owned(), letter.to_ascii_lowercase()];
        // As people say it: "A042" is A, 42.
        let counted = figures.trim_start_matches('0');
        figured(if counted.is_empty() { "0" } else { counted }, &has, &mut names);
        names.push(DESK.to_owned());
        labelled(desk, &has, &mut names);
        if !self.after.is_empty() {
            names.push(END.to_owned());
        }
        names.iter().all(|name| has(name)).then_some(names)
    }
}

/// A number is said by its own clip where there is one, and else figure by figure.
fn figured(figures: &str, has: &impl Fn(&str) -> bool, names: &mut Vec<String>) {
    if has(figures) {
        names.push(figures.to_owned());
    } else {
        names.extend(figures.chars().map(String::from));
    }
}

/// A desk's label: its letters one by one, its numbers as numbers.
fn labelled(label: &str, has: &impl Fn(&str) -> bool, names: &mut Vec<String>) {
    let mut figures = String::new();
    for sign in label.chars() {
        if sign.is_ascii_digit() {
            figures.push(sign);
            continue;
        }
        if !figures.is_empty() {
            figured(&std::mem::take(&mut figures), has, names);
        }
        names.push(sign.to_lowercase().collect());
    }
    if !figures.is_empty() {
        figured(&figures, has, names);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentence([before, between, after]: [&str; 3]) -> Sentence {
        Sentence { before: before.to_owned(), between: between.to_owned(), after: after.to_owned() }
    }

    /// What a pack with the clips of every language and some numbers says, with spaces between.
    fn said(sentence: &Sentence, text: &str) -> Option<String> {
        let mut names = sentence.names();
        names.extend(["42", "10", "110"].map(str::to_owned));
        sentence.clips(text, |name| names.iter().any(|known| known == name)).map(|clips| clips.join(" "))
    }

    #[test]
    fn a_call_is_said_by_its_words_its_letter_and_its_numbers() {
        let english = sentence(["Number ", ", desk ", ""]);
        for (text, clips) in [
            ("Number A042, desk 3", "number a 42 desk 3"),
            ("Number B001, desk 10", "number b 1 desk 10"),
            ("Number B110, desk 12", "number b 110 desk 1 2"),
            ("Number Z1043, desk SP1", "number z 1 0 4 3 desk s p 1"),
            ("Number A000, desk 10bi", "number a 0 desk 10 b i"),
        ] {
            assert_eq!(said(&english, text).as_deref(), Some(clips), "{text}");
        }
    }

    #[test]
    fn a_language_that_ends_with_a_word_has_a_clip_for_it() {
        let chinese = sentence(["请", "号到", "号窗口"]);
        assert_eq!(said(&chinese, "请A042号到3号窗口").as_deref(), Some("number a 42 desk 3 end"));
        assert!(!sentence(["", "", ""]).names().contains(&"end".to_owned()));
    }

    #[test]
    fn what_is_no_call_or_lacks_a_clip_is_not_said_by_clips() {
        let english = sentence(["Number ", ", desk ", ""]);
        for text in [
            "Good morning",
            "Number A042",
            "Number A042, desk ",
            "Number A042, desk à",
            "Number A042, desk 3-4",
            "Number 042, desk 3",
            "Number AA42, desk 3",
            "Number ÀA42, desk 3",
            "Number A, desk 3",
            "Number A1234567, desk 3",
            "Numero A042, sportello 3",
            "",
        ] {
            assert_eq!(said(&english, text), None, "{text}");
        }
        assert_eq!(english.clips("Number A042, desk 3", |name| name != "2" && name != "42"), None);
    }
}
