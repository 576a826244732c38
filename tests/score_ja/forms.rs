//! Every inflection class on invented lemmas, so that no valence of the lexicon matters: each form is read to its end.

use yoron::Language;
use yoron::lexicon::parse_rows;
use yoron::score::{Scorer, Scratch};

/// Asserts that `stem` + each of the forms is one hit of the lemma.
fn assert_read(row: &str, forms: &[String]) {
    let (rows, errors) = parse_rows(row);
    assert!(errors.is_empty(), "{errors:?}");
    let (mut scorer, mut scratch) = (Scorer::default(), Scratch::default());
    scorer.add_rows(Language::Japanese, &rows);
    let mut unread = Vec::new();
    for form in forms {
        let hits = scorer.explain(Some(Language::Japanese), form, &mut scratch).hits;
        if !hits.iter().any(|h| h.lemma == rows[0].lemma && h.start == 0 && h.end == form.chars().count()) {
            unread.push(form);
        }
    }
    assert!(unread.is_empty(), "{row}: {unread:?}");
}

fn with(stem: &str, endings: &str) -> Vec<String> {
    endings.split_whitespace().map(|ending| format!("{stem}{ending}")).collect()
}

/// What may follow the stem of every verb that ends in a vowel: ichidan, potentials, passives, causatives.
const VOWEL_STEM: &str = "る た て ない なかった ます ました ません ませんでした たい たかった たくない れば たら ず よう られる られた
    させる すぎる そう ちゃう ちゃった てる てた とく とる なきゃ なければならない ながら にくい やすい てしまった ている ています
    ていない てください てくれた てほしい なさい んな";

#[test]
fn i_adjectives() {
    let endings = "い く くて かった くない くなかった くありません くありませんでした ければ かったら かったり かろう そう すぎる すぎた
        さ み がる がった がらない っ いです かったです くないです くても くなる くなった いけど いのに いらしい くなって くならない";
    assert_read("ムガい\tadj-i\t2.0\n", &with("ムガ", endings));
    assert_read("モロがムガい\tadj-i\t2.0\n", &with("モロがムガ", endings));
}

#[test]
fn spoken_i_adjectives() {
    assert_read("むがい\tadj-i\t2.0\n", &with("むげ", "え ぇ"));
    assert_read("むごい\tadj-i\t2.0\n", &with("むげ", "え ぇ"));
    assert_read("むがない\tadj-i\t2.0\n", &with("むがね", "え ぇ"));
}

#[test]
fn na_adjectives_and_nouns() {
    let endings = "だ です だった でした な に じゃない ではない じゃなかった ではありません ではありませんでした だけど なのに らしい
        すぎる そう っぽい だって かな っす";
    assert_read("ムガ\tadj-na\t2.0\n", &with("ムガ", endings));
    assert_read(
        "ムガ\tnoun\t2.0\n",
        &with(
            "ムガ",
            "だ です だった でした じゃない ではない ではありません がない もない はなかった だけど しかない すぎる",
        ),
    );
}

#[test]
fn verbal_nouns_and_suru() {
    let endings = "する した して しない しなかった します しました しません しませんでした したい すれば したら しよう される された
        させる させられた できる できない できなかった できません しちゃった してる してた しとく しすぎ しなきゃ すべき";
    assert_read("ムガ\tnoun-suru\t2.0\n", &with("ムガ", endings));
    assert_read("ムガにする\tverb-suru\t2.0\n", &with("ムガに", endings));
    assert_read("ムガムガ\tono\t2.0\n", &with("ムガムガ", "する した して しない しません と"));
}

#[test]
fn ichidan_verbs() {
    assert_read("ムゲる\tverb-1\t2.0\n", &with("ムゲ", VOWEL_STEM));
}

#[test]
fn kuru() {
    assert_read(
        "ムガに来る\tverb-kuru\t2.0\n",
        &with("ムガに来", "る た て ない なかった ます ません たい れば られる"),
    );
    assert_read(
        "ムガにくる\tverb-kuru\t2.0\n",
        &with("ムガに", "くる きた きて こない こなかった きます きません くれば"),
    );
}

#[test]
fn godan_verbs_of_every_row() {
    // the dictionary kana, its a, i, e and o columns, and the te-form
    for [last, a, i, e, o, te] in [
        ["う", "わ", "い", "え", "お", "って"],
        ["く", "か", "き", "け", "こ", "いて"],
        ["ぐ", "が", "ぎ", "げ", "ご", "いで"],
        ["す", "さ", "し", "せ", "そ", "して"],
        ["つ", "た", "ち", "て", "と", "って"],
        ["ぬ", "な", "に", "ね", "の", "んで"],
        ["ぶ", "ば", "び", "べ", "ぼ", "んで"],
        ["む", "ま", "み", "め", "も", "んで"],
        ["る", "ら", "り", "れ", "ろ", "って"],
    ] {
        let te_stem = te.strip_suffix(['て', 'で']).unwrap();
        let (ta, te_kana, chau, toku) = if te.ends_with('て') {
            ("た", "て", "ちゃう", "とく")
        } else {
            ("だ", "で", "じゃう", "どく")
        };
        let mut forms = with("", &format!("{last} {last}な {last}けど {last}らしい"));
        forms.extend(with(a, "ない なかった なければ なきゃ ず れる れた せる せられた ないで"));
        forms.extend(with(i, "ます ました ません ませんでした たい たくない すぎる そう ながら にくい やがって"));
        forms.extend(with(e, "ば る ない"));
        forms.extend(with(o, "う"));
        forms.extend([ta, "たら"].map(|f| format!("{te_stem}{}", f.replace("たら", &format!("{ta}ら")))));
        forms.extend(
            ["", "る", "た", "ない", "います", "しまった", "ください", "ほしい", "くれた"]
                .map(|f| format!("{te_stem}{te_kana}{f}")),
        );
        forms.extend([chau, toku].map(|f| format!("{te_stem}{f}")));
        let forms: Vec<String> = forms.iter().map(|f| format!("ムロ{f}")).collect();
        assert_read(&format!("ムロ{last}\tverb-5\t2.0\n"), &forms);
    }
}

#[test]
fn iku_has_a_te_form_of_its_own() {
    assert_read("ムガに行く\tverb-5\t2.0\n", &with("ムガに行", "く った って かない きます ける こう ってない"));
}

#[test]
fn subjects_take_other_particles() {
    for form in
        ["ムガが立つ", "ムガは立つ", "ムガも立つ", "ムガの立つ", "ムガ立つ", "ムガが立たない", "ムガも立ちません"]
    {
        let form = form.to_owned().replace("ムガ", "夢我");
        assert_read("夢我が立つ\tverb-5\t-2.0\n", &[form]);
    }
}
