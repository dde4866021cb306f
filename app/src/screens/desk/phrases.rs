//! Two sentences with which a CSR opens in the visitor's own language: a greeting, and the question for the identity document.

use wire::Language;
use words::Locale;

/// By language; each language of the product has its two.
const PHRASES: [(&str, [&str; 2]); 8] = [
    ("it", ["Buongiorno, come posso aiutarLa?", "Ha con sé un documento d'identità?"]),
    ("en", ["Hello, how can I help you?", "Do you have an identity document with you?"]),
    ("de", ["Guten Tag, wie kann ich Ihnen helfen?", "Haben Sie einen Ausweis dabei?"]),
    ("fr", ["Bonjour, comment puis-je vous aider ?", "Avez-vous une pièce d'identité sur vous ?"]),
    ("es", ["Buenos días, ¿en qué puedo ayudarle?", "¿Lleva consigo un documento de identidad?"]),
    ("ro", ["Bună ziua, cu ce vă pot ajuta?", "Aveți un act de identitate la dumneavoastră?"]),
    ("zh", ["您好，请问有什么可以帮您？", "请问您带身份证件了吗？"]),
    ("ar", ["مرحبًا، كيف يمكنني مساعدتك؟", "هل تحمل معك وثيقة هوية؟"]),
];

/// The sentences in the visitor's language, with that language; nothing where the CSR's screen speaks it already, or where the
/// product does not speak it.
pub fn opening(of_visitor: &Language, of_screen: Locale) -> Option<(Locale, [&'static str; 2])> {
    let locale = Locale::known(of_visitor.as_str()).filter(|locale| *locale != of_screen)?;
    let (_, phrases) = PHRASES.iter().find(|(code, _)| *code == locale.code())?;
    Some((locale, *phrases))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_csr_can_open_in_every_language_of_the_product_but_the_screen_s_own() {
        for locale in Locale::every() {
            let opening = opening(&Language::new(locale.code()), Locale::it);
            assert_eq!(opening.is_none(), locale == Locale::it, "{}", locale.code());
        }
        assert_eq!(opening(&Language::new("xx"), Locale::it), None);
    }
}
