//! The words that say nothing of what a visitor comes for, in the languages of the product: articles, pronouns, wishes.
//! They count little, not nothing: "I do not know" is made of them.

/// A line a language, in the form that `tokens` gives them.
const EMPTY: [&str; 8] = [
    "il lo la i gli le un uno una di del dello della dei degli delle dal dalla da dai a al alla ai alle allo in nel nella \
     nei nelle su sul sulla sui con per tra fra e ed o ma \
     se che chi cosa come dove quando quanto mi ti ci vi si ne io tu lui lei noi voi mio mia miei mie suo sua tuo \
     questo questa quello quella ho hai ha abbiamo hanno m l d c e sono sei siamo ero era stato stata essere avere vorrei \
     voglio \
     devo posso puo potrei bisogno serve servono mi fare fatto faccio sto ancora piu non nn x xke perche anche gia sempre \
     molto solo \
     qualcuno qualcosa tanto tanti quanti quanta me anno dove salve buongiorno ciao favore prego grazie qui qua va",
    "the a an of to for from in on at by with and or but if that this these those it its my me mine i im ive we our you \
     your he she his her \
     they them their is am are was were be been being has have had do does did done dont doesnt didnt don t s ve ll d re \
     m can could would \
     should will may might must want wants wanted wanna like need needs needed please hi hello get got gets getting some \
     any there here \
     how what when where which who why about as so just not no still really u ur r pls plz thanks thank go going gonna us \
     into up much many more most someone somebody anyone something anything thats theres whats everything lot bit today \
     now",
    "der die das den dem des ein eine einen einem einer eines und oder aber ich du er sie es wir ihr mein meine meinen \
     meinem meiner \
     dein deine sein seine unser unsere mich mir dich dir uns ihnen bin bist ist sind war waren habe hab hat haben hatte \
     wurde werden wird \
     will wollen wollte mochte mochten muss musste kann konnen konnte soll brauche brauchen bitte hallo gern fur furs von \
     vom zu zum zur im in ins am an auf aus bei \
     mit nach um uber als wie was wo wann warum wer nicht kein keine keinen auch noch schon mal nur sehr so da hier man \
     mehr gekriegt bekommen jemand jemanden etwas viel viele bissl bisschen einfach",
    "le la les l un une des de du d au aux a et ou mais que qu qui quoi dont si je j tu il elle on nous vous ils elles \
     mon ma mes ton ta tes \
     son sa ses notre nos votre vos leur leurs ce cet cette ces c m s n t y en me te se lui est suis es sommes etes sont \
     etait ai as avons \
     avez ont avoir etre fait faire fais veux veut voudrais voulez dois doit peux peut pouvez besoin faut svp bonjour \
     merci pas ne plus \
     pour par avec sans sur sous dans chez comment quel quelle quand ou aussi encore tres bien cest jai ca ici vient \
     viens quelqu quelque combien truc chose beaucoup votre",
    "el la los las un una unos unas lo de del al a y e o u pero que quien como donde cuando cuanto si mi mis tu tus su \
     sus me te se nos le \
     les yo tu usted ustedes ella ellos nosotros este esta esto ese esa eso he ha han has hemos habia es soy son era fue \
     estoy esta estan \
     ser estar haber tener tengo tiene tienen quiero queria quisiera quiere necesito puedo puede podria debo hay hacer \
     hago por para con sin en sobre \
     entre no ya mas muy tambien aqui alli favor hola gracias ir voy va d q xq alguien algo cuanto cuanta cuantos cosa \
     cosas porfa",
    "un o unui unei al a ai ale si sau dar ca sa de din la in pe cu pentru pt pana prin fara despre eu tu el ea noi voi \
     ei ele mi ma te se \
     ne va le lui ii il imi iti isi meu mea mei mele tau ta sau sa nostru nostra acest aceasta asta ce cine cum unde cand \
     cat cati care am \
     ai are avem aveti au fi este e sunt era fost vreau vrea as dori doresc trebuie pot poate putea nevoie fac face facut \
     rog va buna ziua \
     multumesc nu mai foarte doar si aici acolo s m d i l niste",
    "من في علي عن الي مع او ثم ان انا انت هو هي نحن هم هذا هذه ذلك تلك الذي التي ما ماذا كيف اين متي لماذا هل كم لا لم لن \
     ليس قد كان كانت يكون \
     اريد اود احتاج ابغي ابي عايز عاوز بدي بدنا ودي ممكن اقدر استطيع يجب لازم عندي عنده لي له لها مش مو فيه فيها بعد قبل \
     كل اي لو سمحت رجا شكرا مرحبا سلام عليكم \
     احد حدا شي نريد هنا الان اعمل وين ايش شو ليش",
    "我 你 您 他 她 它 们 的 了 吗 呢 吧 啊 是 在 有 要 想 个 一 不 这 那 把 给 和 也 就 都 很 能 会 可 以 去 来 到 请 问 怎 么 样 什 哪 里 为 用 需 办 我的 我要 我想 我们 \
     的是 怎么 怎样 什么 哪里 请问 需要 可以 想要 一个 一下 要办 怎办 么办 wo yao xiang de",
];

/// Whether a word says nothing.
pub fn is_empty(word: &str) -> bool {
    all().any(|empty| empty == word)
}

/// All words that say nothing.
pub fn all() -> impl Iterator<Item = &'static str> {
    EMPTY.iter().flat_map(|line| line.split(' ')).filter(|word| !word.is_empty())
}
