//! Korean and Japanese: who says a span. Both put the speaker before the quote and the quotative behind it.

use super::cues::{Class, Hit};
use super::grammar::{self, begins, contains};
use super::person::{self, Person};
use super::said::{Said, Voice};
use super::speech::{Rules, Tie};
use super::text::{Sentence, Text};
use super::types::Attribution;
use crate::article::Language;

pub(super) fn attribute(text: &Text) -> Vec<Said> {
    let mut done: Vec<Said> = Vec::with_capacity(text.spans.len());
    for index in 0..text.spans.len() {
        let said = Rules { text, grammar: grammar::of(text.language), index, done: &done }.one();
        done.push(said);
    }
    done
}

impl Rules<'_> {
    fn one(&self) -> Said {
        let text = self.text;
        let span = &text.spans[self.index];
        let opening = text.sentence_at(span.open, span.first);
        let closing = text.sentence_at(span.close - 1, span.last);
        let mut said = Said::new(span, (opening.start.min(closing.start), closing.end), (opening.start, closing.end));
        let tail = self.tail(closing);
        said.near = (self.clause_start(opening).0, tail.1);
        let (tie, skip) = self.tie(tail);
        if let Some(found) = self.headline(&said, tie) {
            return found;
        }
        if let Some(found) = self.labelled(&said, tie) {
            return found;
        }
        if let Some(why) = self.no_speech(opening, tail, tie) {
            said.why = why;
            return said;
        }
        let previous = self.done.last().filter(|p| p.voice != Voice::NotSpeech);
        if let Some(p) = previous
            && p.last_line == span.first
            && p.close > opening.start
            && self.joining(p, tie)
        {
            return said.continuing(p, "goes on in the same sentence");
        }
        if tie == Tie::Open
            && let Some(p) = previous
            && p.close > opening.start
            && p.last_line == span.first
            && self.separates(p.close, span.open)
        {
            let listed = said.continuing(p, "one of a list");
            return Said { joins: false, ..listed };
        }
        if tie == Tie::Open
            && span.open <= opening.start
            && let Some(found) = self.alone(opening, closing, previous, &mut said)
        {
            return found;
        }
        self.speaker(said, opening, closing, (tail.0 + skip, tail.1), tie)
    }

    /// “A”며 “B”고, 「A」としつつ「B」と: one utterance.
    fn joining(&self, p: &Said, tie: Tie) -> bool {
        let text = self.text;
        let span = &text.spans[self.index];
        let gap: String =
            text.chars[p.close..span.open].iter().filter(|c| !c.is_whitespace() && !matches!(c, ',' | '、')).collect();
        if gap.is_empty() || self.grammar.separators.contains(&gap.as_str()) && tie != Tie::Quoted {
            return false;
        }
        let connects = self.grammar.joining.contains(&gap.as_str())
            || (text.language == Language::Ja
                && gap.chars().count() <= 10
                && self.grammar.joining.iter().any(|j| gap.starts_with(j)))
            || (text.language == Language::Ko
                && gap.chars().count() <= 9
                && (gap.ends_with('며') || gap.ends_with("면서") || gap.ends_with("이어")));
        let other = text.hits(p.close, span.open).iter().any(|h| matches!(h.class, Class::Public | Class::Figure));
        connects && !other && matches!(tie, Tie::Quoted | Tie::Open)
    }

    pub(super) fn fill(&self, said: &mut Said, person: &Person, sentence: (usize, usize)) {
        let text = self.text;
        said.who = (person.start, person.end);
        said.voice = person::voice(text, self.grammar, person, sentence, said.line);
        said.speaker = Some(text.slice(person.start, person.end));
        said.attribution = Attribution::Explicit;
        said.again = text.has(said.near.0, said.near.1, Class::Again);
        if said.why.is_empty() {
            said.why = format!("“{}”", text.slice(person.hit, person.hit_end));
        }
    }

    /// The speaker of a span in a sentence with words around it.
    fn speaker(&self, mut said: Said, opening: Sentence, closing: Sentence, tail: (usize, usize), tie: Tie) -> Said {
        let text = self.text;
        let span = &text.spans[self.index];
        let sentence = (opening.start, closing.end);
        said.again = text.has(said.near.0, said.near.1, Class::Again);
        // A quoted user name before it.
        if let Some(nick) =
            self.done.last().filter(|p| p.why == "a user name" && p.open >= opening.start && p.close < span.open)
        {
            said.speaker = Some(text.slice(nick.parts[0].0, nick.parts[0].1));
            said.who = (nick.parts[0].0, nick.parts[0].1);
            said.voice = Voice::Public;
            said.attribution = Attribution::Explicit;
            said.why = "a quoted user name".into();
            return said;
        }
        // What comes first behind the quotative: a speaker, a reaction noun or a verb?
        let cue = |h: &&Hit| {
            !matches!(h.class, Class::Country | Class::Platform | Class::Language | Class::Online)
                && !matches!(
                    h.class,
                    Class::Again | Class::Turn | Class::Title | Class::Interview | Class::Call | Class::Pronoun
                )
        };
        // Of cues at one place the longest counts: 引用ポスト is a post, though 引用 is a verb.
        // 開発陣を励ます, 팬들을 향해: whom it is said to or about does not say it.
        let speaks = |h: &Hit| matches!(h.class, Class::Public | Class::Person | Class::Figure | Class::Other);
        let object = |h: &&Hit| {
            speaks(h)
                && begins(
                    &text.chars[h.end..],
                    &["を", "へ", "に", "たちを", "らを", "を", "들을", "을 ", "를 ", "에게", "들에게", "한테", "님을"],
                ) > 0
        };
        let first = text.hits(tail.0, tail.1).iter().filter(|h| !object(h)).find(cue).and_then(|first| {
            let noun = |h: &&Hit| matches!(h.class, Class::Voice | Class::Post | Class::Public);
            text.hits(first.start, first.start + 1).iter().filter(cue).max_by_key(|h| (noun(h), h.end))
        });
        // 「…」と肩を落とす人も: the clause ends with people who do so.
        let people = text.last(tail.0, tail.1, Class::Person).filter(|h| {
            matches!(text.chars[h.end - 1], 'も' | 'が' | 'は')
                && text.chars[h.end..tail.1].iter().filter(|c| c.is_alphanumeric()).count() <= 4
        });
        if let Some(hit) =
            people.filter(|h| text.chars[h.start] == '人' && text.chars[h.start - 1] != 'の' && text.online[said.line])
        {
            said.voice = Voice::Public;
            said.why = format!("“{}”", text.slice(hit.start, hit.end));
            return said;
        }
        // “…”라고 적은 미국인 이용자의 댓글, 「…」と投稿した女性: the verb describes the speaker.
        let verbs = text.hits(tail.0, (tail.0 + 9).min(tail.1)).iter();
        let verb = verbs.clone().find(|h| matches!(h.class, Class::Say | Class::Write));
        let described = verb.and_then(|verb| {
            let near = text.hits(verb.end, (verb.end + 16).min(tail.1)).iter();
            let hit = near
                .clone()
                .find(|h| h.class == Class::Public)
                .or_else(|| near.clone().find(|h| h.class == Class::Person))?;
            let between: String = text.chars[verb.end..hit.start].iter().collect();
            let adnominal = text.chars[verb.start..hit.start]
                .iter()
                .any(|c| matches!(c, '은' | '쓴' | '긴' | '린' | '한' | '던' | '는' | 'た' | 'だ'));
            (adnominal && !between.contains(['、', ',', '고', '며', '자', 'て', 'と'])).then_some(hit)
        });
        // “…”며 냉소적인 반응을 보인 이용자도 있었다
        let exist =
            text.hits(tail.0, tail.1).iter().rev().find(|h| matches!(h.class, Class::Public | Class::Person)).filter(
                |h| {
                    let rest = &text.chars[h.end..tail.1];
                    let there_are = [
                        "도 있",
                        "들도 있",
                        "도 많",
                        "들도 많",
                        "도 적지",
                        "들도 적지",
                        "が続出",
                        "も続出",
                        "も多",
                        "もい",
                        "も見られ",
                        "が相次",
                    ];
                    begins(rest, &there_are) > 0
                },
            );
        let first = described.or(exist).or(first);
        let behind = first
            .filter(|h| speaks(h) && h.start <= tail.0 + 26)
            .and_then(|h| person::person(text, self.grammar, h, tail.0));
        // 반응이 나왔다, 声が上がった: the reaction itself is the subject, and whoever stands before speaks only if public.
        let noun = first.filter(|h| {
            matches!(h.class, Class::Voice | Class::Post)
                && h.start <= tail.0 + 14
                // 분노했다, 称賛した: the noun is a verb here.
                && !(text.hits(h.start, h.start + 1).iter().any(|s| s.class == Class::Say)
                    && begins(&text.chars[h.end..], &["하", "했", "한 ", "해 ", "해,", "해야", "し", "す"]) > 0)
        });
        // 「…」と案じる声も: a verb that only describes the voice.
        let voiced = |h: &&Hit| {
            matches!(h.class, Class::Voice | Class::Post)
                && begins(
                    &text.chars[h.end..],
                    &["も", "が", "や", "と、", "は", "を", "に", "の", "。", "도 ", "이 ", "가 "],
                ) > 0
        };
        let noun = noun.or_else(|| {
            let verb = first.filter(|h| matches!(h.class, Class::Say | Class::Write))?;
            text.hits(verb.end, (verb.end + 6).min(tail.1)).iter().find(voiced)
        });
        // “A”, “B” 등이다: a sentence that only lists is what the one before announces.
        let rest = text.chars[tail.0..tail.1].iter().filter(|c| c.is_alphanumeric()).count();
        if tie == Tie::Listed
            && rest <= 4
            && self.clause_start(opening).1 <= opening.start
            && let Some(before) = text.sentence_before(opening.start, span.first).filter(|s| self.announces(s))
        {
            return self.announced(&said, before, closing);
        }
        // ‘…’라고 적힌 종이: on a thing, not in a post.
        const ON: &[&str] = &["적힌 ", "쓰인 ", "새겨진 ", "새긴 ", "인쇄된 ", "적혀 있는 ", "쓰여 있는 "];
        let blank = usize::from(text.chars.get(tail.0) == Some(&' '));
        if begins(&text.chars[(tail.0 + blank).min(tail.1)..tail.1], ON) > 0
            && !text
                .hits(tail.0, (tail.0 + 16).min(tail.1))
                .iter()
                .any(|h| matches!(h.class, Class::Post | Class::Platform))
        {
            said.voice = Voice::Other;
            said.why = "written on something".into();
            return said;
        }
        // 편지에는 ‘…’라는 글이, 告知には「…」とあり: what stands written somewhere is no post.
        let written =
            text.hits(sentence.0, span.open).iter().rev().find(|h| {
                matches!(h.class, Class::Other | Class::Post | Class::Public | Class::Platform | Class::Online)
            });
        if let Some(thing) = written.filter(|h| {
            h.class == Class::Other
                && begins(&text.chars[h.end..], &["에 ", "에는", "에도", "엔 ", "に", "の裏", "の表"]) > 0
        }) {
            said.voice = Voice::Other;
            said.why = format!("written on “{}”", text.slice(thing.start, thing.end));
            return said;
        }
        let passive = noun.is_some_and(|h| {
            // 「…」の声
            let ends = tie == Tie::Noun
                && text.language == Language::Ja
                && !text.chars[h.end.min(tail.1)..tail.1].iter().any(|c| c.is_alphanumeric());
            let own = text.language == Language::Ko && h.end - h.start > 1;
            ends || own
                && matches!(text.chars[h.end - 1], '이' | '가' | '도')
                && text.chars.get(h.end).is_none_or(|c| !c.is_alphanumeric())
                || begins(
                    &text.chars[h.end..],
                    &["이 ", "가 ", "도 ", "들이", "들도", "글이", "글도", "이라", "が", "も", "까지"],
                ) > 0
        });
        let list = self.clause_start(opening).1;
        let ahead = person::subject(text, self.grammar, sentence.0, span.open);
        // 「…」とSNSで話題: what people say of it, whatever the subject.
        let talk = text
            .first(tail.0, (tail.0 + 18).min(tail.1), Class::Voice)
            // 引用ポストで反応し: somebody does.
            .filter(|h| begins(&text.chars[h.end..], &["し", "す"]) == 0)
            .is_some_and(|voice| {
                text.hits(tail.0, (tail.0 + 8).min(tail.1)).iter().any(|h| {
                    matches!(h.class, Class::Online | Class::Platform)
                        && h.end <= voice.start
                        && begins(&text.chars[h.end..], &["で", "上で", "でも", "では", "에서"]) > 0
                })
            });
        let ahead = ahead.filter(|p| !talk || p.class == Class::Public || p.source && p.class == Class::Person);
        // 市が撤去を知らせると、「…」との声が: whoever a clause before is about does not say it.
        let clause = |p: &Person| {
            text.language == Language::Ja
                && contains(
                    &text.chars[p.end.min(list)..list],
                    &["と、", "ところ、", "たら、", "れば、", "ため、", "すると", "ことを受け", "ことに", "に対し"],
                )
        };
        // 팬은 “A”고 적었고, IMDb에는 “B”라는 리뷰가 달렸다: the speaker of the clause before is done.
        let clause_before = self.done.iter().rev().take(3).filter(|p| p.voice != Voice::NotSpeech).any(|p| {
            passive && p.who.0 < p.who.1 && p.close > sentence.0 && p.close < list && !self.separates(p.close, list)
        });
        let ahead = ahead.filter(|p| !clause_before || p.start >= self.clause_start(opening).0);
        let ahead = ahead.filter(|p| {
            if passive && clause(p) {
                return false;
            }
            !passive
                || matches!(p.class, Class::Public)
                || (p.class == Class::Person && p.near(list))
                || p.class == Class::Person && text.language == Language::Ko && p.source
                // 증권가에서는 “A”라는 분석이, 市場からは「A」との声が
                || p.class == Class::Other && p.source && !p.bare && p.near(list)
        });
        let person = match (behind, ahead) {
            (Some(behind), Some(ahead))
                if ahead.class == Class::Public || !behind.strong || !passive && ahead.near(list) =>
            {
                Some(ahead)
            }
            (Some(behind), _) => Some(behind),
            (None, ahead) => ahead,
        };
        if let Some(person) = person {
            self.fill(&mut said, &person, sentence);
            if let Some(noun) =
                noun.filter(|_| said.voice == Voice::Other && person.class == Class::Person && !person.bare)
            {
                // "주민들 사이에서 …라는 반응" in a passage about posts.
                if text.online[said.line] && !text.has(sentence.0, sentence.1, Class::Interview) {
                    said.voice = Voice::Public;
                    said.why = format!("“{}”", text.slice(noun.start, noun.end));
                }
            }
            return said;
        }
        // 그는 트루스소셜에 “…”라고 적었다: the speaker before.
        if text.first(sentence.0, span.open, Class::Pronoun).is_some_and(|h| h.start <= sentence.0 + 8)
            && noun.is_none()
            && let Some(p) = self.done.iter().rev().take(6).find(|p| {
                p.voice != Voice::NotSpeech && p.speaker.is_some() && said.line.saturating_sub(p.last_line) <= 1
            })
        {
            said.speaker.clone_from(&p.speaker);
            said.who = p.who;
            said.voice = p.voice;
            said.attribution = Attribution::Inferred;
            said.again = true;
            said.why = "a pronoun: the speaker before".into();
            return said;
        }
        let interview = text.has(sentence.0, sentence.1, Class::Interview);
        let post = text
            .hits(sentence.0, sentence.1)
            .iter()
            .find(|h| matches!(h.class, Class::Post | Class::Public | Class::Online | Class::Platform));
        // 닉네임 ‘…’이 올린 글이다. “…”
        let nick = self.done.iter().rev().take(4).find(|p| p.why == "a user name" && p.line == said.line);
        if let Some(nick) = nick.filter(|_| noun.is_none() && tie == Tie::Quoted) {
            said.speaker = Some(text.slice(nick.parts[0].0, nick.parts[0].1));
            said.who = nick.parts[0];
            said.voice = Voice::Public;
            said.attribution = Attribution::Inferred;
            said.why = "the user named before".into();
            return said;
        }
        // 投稿したのは沿線の高校生だ。「…」とつづった: the sentence before names who.
        let before =
            text.sentence_before(opening.start, span.first).filter(|_| noun.is_none() && self.verb(tail).is_some());
        if let Some(before) =
            before.filter(|s| !self.done.iter().rev().take(6).any(|p| p.close > s.start && p.open < s.end))
        {
            let named = person::copula(text, self.grammar, before.start, before.end);
            // 騒動は中国にも飛び火。 What a passage about posts is about says nothing.
            let about = |p: &Person| p.bare && post.is_some();
            let subject = || person::subject(text, self.grammar, before.start, before.end).filter(|p| !about(p));
            if let Some(person) = named.or_else(subject) {
                self.fill(&mut said, &person, (before.start, closing.end));
                said.attribution = Attribution::Inferred;
                said.why = "the sentence before".into();
                return said;
            }
        }
        // 누리꾼들의 시선은 곱지 않다. “…”, “…”는 식이다
        if let Some(noun) = noun.filter(|h| h.class == Class::Voice && !interview)
            && let Some(before) = text.sentence_before(opening.start, span.first)
            && !self.done.iter().rev().take(6).any(|p| p.close > before.start && p.open < before.end)
            && let Some(person) =
                person::subject(text, self.grammar, before.start, before.end).filter(|p| p.class == Class::Public)
        {
            said.why = format!("“{}”", text.slice(noun.start, noun.end));
            self.fill(&mut said, &person, (before.start, closing.end));
            said.attribution = Attribution::Inferred;
            return said;
        }
        // 擁護する意見は「…」など
        let before = text.last(opening.start, list, Class::Voice).filter(|_| tie == Tie::Listed);
        if let Some(cue) = noun.or(post).or(before).filter(|_| !interview) {
            let strong = post.is_some() || noun.is_some_and(|h| h.class == Class::Post);
            let reacts = noun.is_some()
                || matches!(tie, Tie::Noun | Tie::Listed)
                || self.verb(tail).is_some()
                || tie == Tie::Open;
            if reacts && (strong || text.online[said.line]) {
                said.voice = Voice::Public;
                said.why = format!("“{}”", text.slice(cue.start, cue.end));
                return said;
            }
        }
        // Nobody in this sentence: the speaker of the one before goes on.
        let previous =
            self.done.iter().rev().take(4).find(|p| p.voice != Voice::NotSpeech && p.last_line == span.first);
        if let Some(p) = previous.filter(|p| p.speaker.is_some() && self.verb(tail).is_some() && noun.is_none()) {
            said.speaker.clone_from(&p.speaker);
            said.who = p.who;
            said.voice = p.voice;
            said.attribution = Attribution::Inferred;
            said.again = true;
            said.why = "no subject: the speaker before".into();
            return said;
        }
        // 댓글창은 뜨거웠다. “A”며 감싸는 쪽과 “B”고 나무라는 쪽이 맞섰다.
        if tie != Tie::Open
            && let Some(before) = text.sentence_before(opening.start, span.first).filter(|s| self.announces(s))
        {
            return self.announced(&said, before, closing);
        }
        said.voice = Voice::Other;
        said.why = "speech of nobody named".into();
        said
    }
}
