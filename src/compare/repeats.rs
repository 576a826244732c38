//! Which posts count: reposts and repeats once, and so many of one author.

use super::posts::{Posts, UNKNOWN};
use crate::stats::dedupe;
use std::collections::HashMap;

/// What became of a post.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    Counted,
    Repost,
    OverLimit,
}

/// The fate of every post. Of posts that say the same the first counts, unless it is a repost and a later one is not.
pub(super) fn fates(posts: &Posts, per_author: Option<usize>) -> Vec<Fate> {
    let texts: Vec<&str> = (0..posts.len()).map(|row| posts.text(row)).collect();
    let mut first = dedupe::duplicates(&texts);
    let repeats = |row: usize| posts.rows[row].repost || dedupe::is_marked(texts[row]);
    let mut better: HashMap<usize, usize> = HashMap::new();
    for (row, of) in first.iter().enumerate() {
        if let Some(of) = *of
            && repeats(of)
            && !repeats(row)
        {
            better.entry(of).or_insert(row);
        }
    }
    for (worse, better) in better {
        first.swap(worse, better);
    }
    let mut said: HashMap<u32, usize> = HashMap::new();
    let fate = |(row, first): (usize, &Option<usize>)| {
        let author = posts.rows[row].author;
        match (first, per_author) {
            (Some(_), _) => Fate::Repost,
            (None, Some(most)) if author != UNKNOWN => {
                let count = said.entry(author).or_default();
                *count += 1;
                if *count > most { Fate::OverLimit } else { Fate::Counted }
            }
            _ => Fate::Counted,
        }
    };
    first.iter().enumerate().map(fate).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Status;
    use crate::compare::Post;

    #[test]
    fn the_original_counts_wherever_it_stands() {
        let mut posts = Posts::default();
        let text = "the ferry was an hour late again today";
        for (text, repost, author) in [
            (format!("RT @a: {text}"), true, "b"),
            (text.to_owned(), false, "a"),
            (format!("{text}!"), false, "c"),
            ("nothing else to say about ferries".to_owned(), false, "a"),
        ] {
            let post = Post::new(&text, Status::Scored, Some(0.1), "en");
            posts.add(&Post { repost, author: Some(author), ..post });
        }
        use Fate::*;
        assert_eq!(fates(&posts, None), [Repost, Counted, Repost, Counted]);
        assert_eq!(fates(&posts, Some(1)), [Repost, Counted, Repost, OverLimit]);
    }
}
