//! Korean and Japanese: spans with no words of their own to say who speaks: headlines, labelled lists, sentences and
//! paragraphs that are all quote.

use super::cues::{Class, Hit};
use super::grammar::{self, begins, contains};
use super::lines::Role;
use super::person::{self, Person};
use super::said::{Said, Voice};
use super::speech::{Rules, Tie};
use super::text::Sentence;
use super::types::Attribution;

impl Rules<'_> {
    /// Headlines drop particles and verbs: whoever or whatever stands last before the quote says it.
    /// 시청자 갑론을박… “A” vs “B”, ファン騒然「A」「B」
    pub(super) fn headline(&self, said: &Said, tie: Tie) -> Option<Said> {
        let text = self.text;
        let line = text.lines[said.line];
        let length: usize = said.parts.iter().map(|(from, to)| to - from).sum();
        let single = matches!(text.spans[self.index].mark, '‘' | '『');
        if line.role != Role::Head || tie != Tie::Open || length < if single { 6 } else { 4 } {
            return None;
        }
        let mut found = said.clone();
        found.attribution = Attribution::Inferred;
        found.why = "a headline".into();
        let person = |h: &&Hit| matches!(h.class, Class::Public | Class::Person | Class::Figure | Class::Other);
        let posts = |h: &&Hit| matches!(h.class, Class::Voice | Class::Post | Class::Online | Class::Platform);
        let Some(cue) = text.hits(line.start, said.open).iter().rev().find(|h| person(h) || posts(h)) else {
            // "이게 야구냐" 팬심 폭발, 「修行かよ」ネット騒然
            let behind = text.hits(said.close, line.end);
            let near = |h: &&Hit| matches!(h.class, Class::Public | Class::Voice) && h.start < said.close + 8;
            // “A” vs “B”…새 광고에 누리꾼 갑론을박: whoever reacts, unless somebody else could have said it.
            let speaks = |f: &Hit| matches!(f.class, Class::Figure | Class::Other | Class::Person);
            let far = |h: &&Hit| h.class == Class::Public && !behind.iter().any(|f| speaks(f) && f.start < h.start);
            let leads = text.online[said.line] && self.narration(line.start, said.open).is_empty() && !single;
            let Some(cue) = behind.iter().find(far).or_else(|| behind.iter().find(near)).filter(|_| leads) else {
                return self.contrasted(said).then_some(Said { voice: Voice::Public, ..found });
            };
            found.voice = Voice::Public;
            found.why = format!("a headline; “{}”", text.slice(cue.start, cue.end));
            if cue.class == Class::Public {
                found.who = (cue.start, cue.end);
                found.speaker = Some(text.slice(cue.start, cue.end));
            }
            return Some(found);
        };
        // Whoever speaks tells more than what they do: 시청자 갑론을박, 누리꾼 반응.
        let whoever = text.hits(cue.start.saturating_sub(6).max(line.start), cue.start + 1).iter().rev().find(person);
        let cue = whoever.unwrap_or(cue);
        if said.open > cue.end + 200 {
            return None;
        }
        let gap = self.narration(cue.end, said.open);
        // 감독 퇴장…"기계도 기분이 있다" 야구팬들 폭소: whoever stands right behind the quote is nearer.
        let behind = text
            .hits(said.close, (said.close + 6).min(line.end))
            .iter()
            .find(|h| matches!(h.class, Class::Public | Class::Person))
            .filter(|_| text.chars[..said.open].ends_with(&['…']) || text.chars[..said.open].ends_with(&['…', ' ']))
            .filter(|h| {
                begins(
                    &text.chars[h.end..line.end],
                    &["に", "を", "の", "へ", "에", "을", "를", "의", "들에", "들을", "들의"],
                ) == 0
            })
            .filter(|_| {
                !gap.is_empty() && text.online[said.line] && !matches!(cue.class, Class::Public | Class::Person)
            });
        let cue = behind.unwrap_or(cue);
        // ベンチに批判　交通局「…」, 논란에…서울시 "…": somebody else stands right before the quote.
        let apart = (cue.end.min(said.open)..said.open)
            .rev()
            .find(|at| matches!(text.chars[*at], '　' | '…' | '·' | '‥' | ','));
        if apart.is_some_and(|at| !self.narration(at, said.open).is_empty()) {
            return None;
        }
        let other = self.done.last().is_some_and(|p| {
            p.open > cue.start && p.voice != Voice::NotSpeech && !self.narration(p.close, said.open).is_empty()
        });
        if gap.len() > if single { 3 } else { 14 } || other {
            return None;
        }
        found.voice = match cue.class {
            Class::Figure => Voice::Figure,
            Class::Other => Voice::Other,
            Class::Person if !text.online[said.line] => Voice::Other,
            Class::Online | Class::Platform | Class::Voice | Class::Post if !text.online[said.line] => return None,
            _ => Voice::Public,
        };
        if person(&cue) {
            // 美 야구팬들, 韓国ネット民
            let from = cue.start.saturating_sub(8).max(line.start);
            let country = text.hits(from, cue.start + 1).iter().find(|h| {
                h.class == Class::Country
                    && self.text.chars[h.end.min(cue.start)..cue.start].iter().all(|c| !"…·,.　".contains(*c))
            });
            let start = country.map_or(cue.start, |h| h.start);
            let end = cue.end + begins(&text.chars[cue.end..line.end], &["들", "たち"]);
            found.who = (start, end);
            found.speaker = Some(text.slice(start, end));
        } else {
            found.attribution = Attribution::None;
            // ネット「…」: what stands in the speaker's place is the speaker.
            if cue.class == Class::Online && gap.is_empty() {
                found.speaker = Some(text.slice(cue.start, cue.end));
            }
        }
        Some(found)
    }

    /// 신제품에 “선 넘어” “은근 맛있다”, 新作に「最高」「長い」: two in a row on one thing are two people's.
    fn contrasted(&self, said: &Said) -> bool {
        let text = self.text;
        let span = &text.spans[self.index];
        let list = self.clause_start(text.sentence_at(span.open, span.first)).1;
        let next = text.spans.get(self.index + 1);
        let several =
            list < span.open || next.is_some_and(|n| n.first == span.first && self.separates(span.close, n.open));
        let before: String = text.chars[text.lines[said.line].start..list].iter().collect();
        let about = ["에", "두고", "놓고", "に", "めぐり", "巡り"].iter().any(|w| before.trim_end().ends_with(w));
        several && about && text.online[said.line] && matches!(span.mark, '“' | '「')
    }

    /// A list of posts by country: アメリカ「…」, 미국: “…”
    pub(super) fn labelled(&self, said: &Said, tie: Tie) -> Option<Said> {
        let text = self.text;
        let line = text.lines[said.line];
        let label = text.hits(line.start, line.start + 1).iter().find(|h| h.class == Class::Country)?;
        let bare = !text.chars[label.end.min(said.open)..said.open].iter().any(|c| c.is_alphanumeric());
        if tie != Tie::Open || !bare || !text.online[said.line] || line.role != Role::Body || line.start == said.open {
            return None;
        }
        let mut found = said.clone();
        found.who = (label.start, label.end);
        found.voice = Voice::Public;
        found.why = "a list by country".into();
        Some(found)
    }

    /// The letters between two places that stand in no quote.
    fn narration(&self, from: usize, to: usize) -> Vec<char> {
        let spans = &self.text.spans[..self.index];
        (from..to)
            .filter(|at| {
                self.text.chars[*at].is_alphanumeric() && !spans.iter().rev().any(|s| s.open <= *at && *at < s.close)
            })
            .collect::<Vec<_>>()
            .into_iter()
            .map(|at| self.text.chars[at])
            .filter(|c| !matches!(c, 'v' | 's'))
            .collect()
    }

    /// A sentence that is all quote: the next sentence, the one before or the line above says who.
    pub(super) fn alone(
        &self,
        opening: Sentence,
        closing: Sentence,
        previous: Option<&Said>,
        said: &mut Said,
    ) -> Option<Said> {
        let text = self.text;
        let span = &text.spans[self.index];
        let at_start = opening.start <= text.lines[span.first].start;
        let next = text
            .sentences
            .get(text.sentences.partition_point(|s| s.end <= closing.end))
            .filter(|s| s.line == span.last);
        // 「…」――。さまざまな声が飛び交った
        if let Some(sentence) = next
            && text.online[said.line]
            && let Some(voice) =
                text.first(sentence.start, sentence.end, Class::Voice).filter(|h| h.start <= sentence.start + 12)
            && person::subject(text, self.grammar, sentence.start, sentence.end)
                .is_none_or(|p| p.bare || p.class == Class::Public)
        {
            let mut found = said.clone();
            found.voice = Voice::Public;
            found.from.1 = sentence.end;
            found.why = format!("“{}” behind it", text.slice(voice.start, voice.end));
            return Some(found);
        }
        if !at_start && let Some(before) = text.sentence_before(opening.start, span.first).filter(|s| self.announces(s))
        {
            return Some(self.announced(said, before, closing));
        }
        if !at_start {
            // Second sentence of a paragraph that began with the same speaker's quote.
            let p = previous.filter(|p| p.last_line == span.first)?;
            let between = text.hits(p.close, span.open).iter().any(|h| h.class == Class::Public);
            let named = person::subject(text, self.grammar, p.close, span.open);
            if p.from.1 + 1 >= opening.start || named.is_none() || !between {
                let mut joined = said.clone().continuing(p, "the sentence after its attribution is all quote");
                if let Some(person) = named.filter(|_| p.speaker.is_none()) {
                    self.fill(&mut joined, &person, (p.close, span.open));
                }
                return Some(joined);
            }
            return None;
        }
        if let Some(sentence) = next {
            let quoted = text.spans.get(self.index + 1).is_some_and(|n| n.open < sentence.end);
            if let Some(person) = person::subject(text, self.grammar, sentence.start, sentence.end).filter(|_| !quoted)
            {
                said.why = "the sentence behind it".into();
                said.attribution = Attribution::Inferred;
                let mut filled = said.clone();
                filled.from.1 = sentence.end;
                self.fill(&mut filled, &person, (sentence.start, sentence.end));
                filled.attribution = Attribution::Inferred;
                return Some(filled);
            }
        }
        let above = text.line_above(span.first)?;
        if let Some(p) = previous
            && p.last_line == above
            && p.close + 2 >= text.lines[above].end
            && text.lines[above].role == text.lines[span.first].role
            && p.open <= text.lines[p.line].start
        {
            let list = p.why.starts_with("announced to be a list");
            let why = if list { p.why.clone() } else { "a paragraph that is all quote".into() };
            let mut listed = said.clone().continuing(p, &why);
            listed.joins = !list;
            return Some(listed);
        }
        let line = text.lines[above];
        let announces = matches!(text.chars[line.end - 1], ':' | '：' | '、' | ',')
            || contains(&text.chars[line.end.saturating_sub(30).max(line.start)..line.end], self.grammar.announcing);
        let last = text.sentences[..text.sentences.partition_point(|s| s.start < span.open)]
            .iter()
            .rev()
            .find(|s| s.line == above)?;
        // 返信欄には共感の声が届いた。 What a passage about posts says of posts announces those below, if it quotes none.
        if !announces && !self.announces(last) {
            return None;
        }
        let about = |p: &Person| p.bare && text.online[above] && !matches!(p.class, Class::Person);
        let person = person::subject(text, self.grammar, last.start, last.end)
            .or_else(|| person::subject(text, self.grammar, line.start, line.end))
            .filter(|p| !about(p));
        let mut filled = said.clone();
        filled.from = (line.start, span.close);
        filled.again = text.has(last.start, last.end, Class::Again);
        if let Some(nick) = self.done.last().filter(|p| p.why == "a user name" && p.open >= last.start) {
            filled.speaker = Some(text.slice(nick.parts[0].0, nick.parts[0].1));
            filled.who = nick.parts[0];
            filled.voice = Voice::Public;
            filled.attribution = Attribution::Inferred;
            filled.why = "the user named above".into();
            return Some(filled);
        }
        match person {
            Some(person) => {
                self.fill(&mut filled, &person, (line.start, line.end));
                filled.again |= text.has(last.start, last.end, Class::Again);
                // 댓글창에는 다음과 같은 글이 올라왔다. Nobody's in particular, and each paragraph is one.
                let whose = person::subject(text, self.grammar, last.start, last.end).is_some();
                let many = text.has(last.start, last.end, Class::Voice)
                    || !whose && text.has(last.start, last.end, Class::Post)
                    || matches!(text.chars[line.end - 1], '、' | ',')
                    || grammar::starts(&text.chars[person.hit_end..], "들");
                filled.why = if many && filled.voice == Voice::Public {
                    "announced to be a list".into()
                } else {
                    "announced by the line above".into()
                };
            }
            None => {
                filled.voice = if text.online[above] { Voice::Public } else { Voice::Other };
                filled.why = "announced to be a list".into();
            }
        }
        if filled.attribution == Attribution::Explicit {
            filled.attribution = Attribution::Inferred;
        }
        Some(filled)
    }

    /// Whether a sentence of a passage about posts says that there are some, and quotes none.
    /// 返信欄には共感の声が届いた。 SNSは沸いた。 답글이 줄을 이었다.
    pub(super) fn announces(&self, s: &Sentence) -> bool {
        let text = self.text;
        let has = |class| text.has(s.start, s.end, class);
        let posts = has(Class::Post) || has(Class::Voice) || has(Class::Online) && has(Class::Say);
        text.online[s.line]
            && text.lines[s.line].role == Role::Body
            && posts
            && !text.has(text.lines[s.line].start, s.end, Class::Interview)
            && !self
                .done
                .iter()
                .rev()
                .take_while(|p| p.close > s.start)
                .any(|p| p.open < s.end && p.voice != Voice::NotSpeech)
    }

    /// A span that the sentence before announces.
    pub(super) fn announced(&self, said: &Said, before: Sentence, closing: Sentence) -> Said {
        let text = self.text;
        let mut found = said.clone();
        found.from.0 = before.start;
        found.again = text.has(before.start, before.end, Class::Again);
        found.voice = Voice::Public;
        found.why = "announced by the sentence before".into();
        if let Some(person) = person::subject(text, self.grammar, before.start, before.end).filter(|p| !p.bare) {
            self.fill(&mut found, &person, (before.start, closing.end));
            found.attribution = Attribution::Inferred;
        }
        found
    }
}
