//! The word of a ticket that was taken from elsewhere: the bank says it first when it calls, so that the visitor, whose page shows
//! it, knows that it is the bank. It follows from the visitor's link, which nobody else has; the link does not follow from it.

use queue::Token;

/// Towns of the branch's country: they are said and written alike in every language.
const WORDS: [&str; 128] = [
    "Agrigento",
    "Alassio",
    "Alba",
    "Alghero",
    "Amalfi",
    "Ancona",
    "Aosta",
    "Arezzo",
    "Asolo",
    "Assisi",
    "Asti",
    "Bari",
    "Barletta",
    "Bassano",
    "Belluno",
    "Bergamo",
    "Biella",
    "Bologna",
    "Bolzano",
    "Bordighera",
    "Brescia",
    "Brindisi",
    "Cagliari",
    "Camerino",
    "Capri",
    "Carpi",
    "Carrara",
    "Caserta",
    "Catania",
    "Cattolica",
    "Cervia",
    "Cesena",
    "Chieti",
    "Chioggia",
    "Chiusi",
    "Civitavecchia",
    "Como",
    "Cortina",
    "Cortona",
    "Cosenza",
    "Cremona",
    "Crotone",
    "Cuneo",
    "Empoli",
    "Enna",
    "Fabriano",
    "Faenza",
    "Fano",
    "Fermo",
    "Ferrara",
    "Firenze",
    "Foggia",
    "Foligno",
    "Forlì",
    "Gaeta",
    "Genova",
    "Gorizia",
    "Grosseto",
    "Gubbio",
    "Imola",
    "Imperia",
    "Isernia",
    "Ivrea",
    "Jesi",
    "Latina",
    "Lecce",
    "Lecco",
    "Lerici",
    "Livorno",
    "Lodi",
    "Loreto",
    "Lucca",
    "Lugo",
    "Macerata",
    "Mantova",
    "Marsala",
    "Massa",
    "Matera",
    "Merano",
    "Messina",
    "Milano",
    "Modena",
    "Molfetta",
    "Monza",
    "Napoli",
    "Narni",
    "Nola",
    "Norcia",
    "Novara",
    "Nuoro",
    "Olbia",
    "Orvieto",
    "Ostuni",
    "Otranto",
    "Padova",
    "Palermo",
    "Parma",
    "Pavia",
    "Perugia",
    "Pesaro",
    "Pescara",
    "Piacenza",
    "Pisa",
    "Pistoia",
    "Pordenone",
    "Portofino",
    "Potenza",
    "Prato",
    "Ragusa",
    "Rapallo",
    "Ravenna",
    "Recanati",
    "Rieti",
    "Rimini",
    "Rovereto",
    "Rovigo",
    "Salerno",
    "Sanremo",
    "Sassari",
    "Savona",
    "Siena",
    "Sorrento",
    "Spoleto",
    "Taranto",
    "Tivoli",
    "Torino",
    "Trieste",
    "Udine",
];

/// The word of a ticket.
pub fn word(token: &Token) -> &'static str {
    // FNV-1a, folded: every sign of the link counts.
    let hash = token
        .as_str()
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    let place = (hash ^ (hash >> 32) ^ (hash >> 16)) % 128;
    usize::try_from(place).ok().and_then(|place| WORDS.get(place)).copied().unwrap_or(WORDS[0])
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::{BTreeMap, BTreeSet};

    #[test]
    fn every_word_is_another_and_each_is_given_about_as_often() {
        assert_eq!(WORDS.iter().collect::<BTreeSet<_>>().len(), WORDS.len());
        let mut given: BTreeMap<&str, u32> = BTreeMap::new();
        for number in 0..12_800_u128 {
            let link = Token::new(&format!("{:032x}", number.wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c834)));
            *given.entry(word(&link)).or_default() += 1;
        }
        assert_eq!(given.len(), WORDS.len());
        assert!(given.values().all(|count| (50..160).contains(count)), "{given:?}");
    }

    #[test]
    fn a_ticket_has_one_word() {
        let link = Token::new("00000000000000000000000000000007");
        assert_eq!(word(&link), word(&link.clone()));
    }
}
