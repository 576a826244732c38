//! Work in order on many threads: a reader, workers, and a writer that sees results in the order of the input.

use std::collections::VecDeque;
use std::sync::mpsc::{Receiver, TryRecvError, sync_channel};

/// Takes items from `source`, works on them with rayon's threads and hands the results to `sink` in the items' order. A
/// bounded number of items is under way, so memory does not grow with the source. With one thread everything is done on the
/// caller's.
///
/// # Errors
/// The first error of `sink`, which ends the work.
///
/// ```
/// let mut squares = Vec::new();
/// yoron::batch::in_order(1..=4, |n| n * n, |n| { squares.push(n); Ok::<(), ()>(()) }).unwrap();
/// assert_eq!(squares, [1, 4, 9, 16]);
/// ```
pub fn in_order<T: Send, U: Send, E>(
    mut source: impl Iterator<Item = T> + Send,
    work: impl Fn(T) -> U + Sync,
    mut sink: impl FnMut(U) -> Result<(), E>,
) -> Result<(), E> {
    let threads = rayon::current_num_threads();
    if threads == 1 {
        return source.try_for_each(|item| sink(work(item)));
    }
    let (send, items) = sync_channel(threads);
    std::thread::scope(|scope| {
        scope.spawn(move || {
            // the receiver goes away when the sink has failed
            while let Some(item) = source.next()
                && send.send(item).is_ok()
            {}
        });
        let work = &work;
        // the receiver moves in, so that an early return frees the reader
        let items = items;
        rayon::in_place_scope(|pool| {
            let mut under_way: VecDeque<Receiver<U>> = VecDeque::new();
            let mut more = true;
            loop {
                while more && under_way.len() < threads * 2 + 2 {
                    let item = match items.try_recv() {
                        Ok(item) => item,
                        Err(TryRecvError::Empty) if !under_way.is_empty() => break,
                        Err(_) => match items.recv() {
                            Ok(item) => item,
                            Err(_) => {
                                more = false;
                                break;
                            }
                        },
                    };
                    let (done, result) = sync_channel(1);
                    pool.spawn(move |_| drop(done.send(work(item))));
                    under_way.push_back(result);
                }
                match under_way.pop_front().map(|result| result.recv()) {
                    Some(Ok(result)) => sink(result)?,
                    Some(Err(_)) => {}
                    None => return Ok(()),
                }
            }
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_is_kept_and_errors_end_the_work() {
        for threads in [1, 2, 16] {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| {
                let mut seen = Vec::new();
                let slow = |n: u64| (0..(n * 7919 % 13) * 1000).fold(n, |a, b| std::hint::black_box(a ^ b ^ b));
                in_order(0..500u64, slow, |n| {
                    seen.push(n);
                    Ok::<(), ()>(())
                })
                .unwrap();
                assert!(seen.iter().copied().eq(0..500));
                assert_eq!(in_order(0.., |n: u64| n, |n| if n == 40 { Err(n) } else { Ok(()) }), Err(40));
            });
        }
    }
}
