//! Threads that work on passwords and on nothing else, and the room before them.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

use tokio::sync::oneshot;

use super::hasher::Memory;
use crate::failure::Failure;

/// How many passwords are worked on at once, and how many may wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    /// Threads; each keeps the memory of one hash from its first on.
    pub concurrent: usize,
    /// Places in the queue.
    pub waiting: usize,
}

/// No room: as many passwords as may wait are waiting, or the server is stopping.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Busy;

impl From<Busy> for Failure {
    fn from(Busy: Busy) -> Self {
        Self::PasswordsBusy
    }
}

pub(super) struct Pool {
    queue: Arc<Queue>,
    threads: Vec<JoinHandle<()>>,
}

impl Pool {
    /// Starts the threads.
    pub(super) fn start(room: Room) -> std::io::Result<Self> {
        let queue = Arc::new(Queue { state: Mutex::default(), work: Condvar::new(), room });
        let mut pool = Self { queue, threads: vec![] };
        for number in 0..room.concurrent {
            let queue = pool.queue.clone();
            let thread = std::thread::Builder::new().name(format!("passwords-{number}"));
            pool.threads.push(thread.spawn(move || work(&queue))?);
        }
        Ok(pool)
    }

    /// Has a thread do `work`. When the caller gives up before its turn, it is not done, and its place is free.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Memory) -> T + Send + 'static,
    ) -> Result<T, Busy> {
        let (answer, answered) = oneshot::channel();
        self.queue.push(Box::new(Task { work, answer }))?;
        // No answer comes where the work panicked, or the pool ended before its turn.
        answered.await.map_err(|_| Busy)
    }
}

impl Drop for Pool {
    /// Each thread finishes what it is at; what waits is answered with [`Busy`].
    fn drop(&mut self) {
        self.queue.close();
        for thread in self.threads.drain(..) {
            // What panics in a thread is caught there.
            let _ = thread.join();
        }
    }
}

struct Queue {
    state: Mutex<State>,
    work: Condvar,
    room: Room,
}

#[derive(Default)]
struct State {
    waiting: VecDeque<Box<dyn Job>>,
    running: usize,
    closed: bool,
}

impl Queue {
    fn push(&self, job: Box<dyn Job>) -> Result<(), Busy> {
        let mut state = self.lock();
        let places = self.room.concurrent + self.room.waiting;
        if state.running + state.waiting.len() >= places {
            state.waiting.retain(|job| !job.is_abandoned());
        }
        if state.closed || state.running + state.waiting.len() >= places {
            return Err(Busy);
        }
        state.waiting.push_back(job);
        drop(state);
        self.work.notify_one();
        Ok(())
    }

    /// The next job that somebody still waits for; none when the pool ends.
    fn take(&self) -> Option<Box<dyn Job>> {
        let mut state = self.lock();
        loop {
            if state.closed {
                return None;
            }
            match state.waiting.pop_front() {
                Some(job) if job.is_abandoned() => {}
                Some(job) => {
                    state.running += 1;
                    return Some(job);
                }
                None => state = self.work.wait(state).unwrap_or_else(PoisonError::into_inner),
            }
        }
    }

    fn finish(&self) {
        self.lock().running -= 1;
    }

    fn close(&self) {
        let mut state = self.lock();
        state.closed = true;
        state.waiting.clear();
        drop(state);
        self.work.notify_all();
    }

    // Nothing panics while the lock is held, and the state is whole between any two of its changes.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn work(queue: &Queue) {
    let mut memory = Memory::new();
    while let Some(job) = queue.take() {
        // A panic costs one answer, never a thread.
        if catch_unwind(AssertUnwindSafe(|| job.run(&mut memory))).is_err() {
            tracing::error!("the work on a password panicked");
        }
        queue.finish();
    }
}

trait Job: Send {
    fn run(self: Box<Self>, memory: &mut Memory);

    /// Whether nobody waits for it any more.
    fn is_abandoned(&self) -> bool;
}

struct Task<W, T> {
    work: W,
    answer: oneshot::Sender<T>,
}

impl<T: Send, W: FnOnce(&mut Memory) -> T + Send> Job for Task<W, T> {
    fn run(self: Box<Self>, memory: &mut Memory) {
        let Self { work, answer } = *self;
        // Who gave up while the work was done needs no answer.
        let _ = answer.send(work(memory));
    }

    fn is_abandoned(&self) -> bool {
        self.answer.is_closed()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use futures_util::future::poll_immediate;

    use super::*;

    /// A pool whose one thread is held until the sender is used or dropped.
    async fn held(
        waiting: usize,
    ) -> (Arc<Pool>, mpsc::Sender<()>, tokio::task::JoinHandle<Result<(), Busy>>) {
        let pool = Arc::new(Pool::start(Room { concurrent: 1, waiting }).unwrap());
        let (release, released) = mpsc::channel();
        let (begin, begun) = oneshot::channel();
        let holder = pool.clone();
        let held = tokio::spawn(async move {
            let hold = move |_: &mut Memory| {
                begin.send(()).unwrap();
                let _ = released.recv();
            };
            holder.run(hold).await
        });
        begun.await.unwrap();
        (pool, release, held)
    }

    #[tokio::test]
    async fn who_comes_when_the_queue_is_full_is_told_so_and_a_place_given_up_is_free() {
        let (pool, release, held) = held(2).await;
        let mut first = Box::pin(pool.run(|_| 1));
        let mut second = Box::pin(pool.run(|_| 2));
        assert!(poll_immediate(&mut first).await.is_none());
        assert!(poll_immediate(&mut second).await.is_none());
        assert_eq!(poll_immediate(pool.run(|_| 3)).await, Some(Err(Busy)));

        drop(first);
        let mut third = Box::pin(pool.run(|_| 4));
        assert!(poll_immediate(&mut third).await.is_none(), "the place of who gave up");
        assert_eq!(poll_immediate(pool.run(|_| 5)).await, Some(Err(Busy)));
        release.send(()).unwrap();
        assert_eq!((second.await, third.await), (Ok(2), Ok(4)));
        assert_eq!(held.await.unwrap(), Ok(()));
    }

    #[tokio::test]
    async fn what_nobody_waits_for_is_not_done() {
        let (pool, release, held) = held(2).await;
        let (done, was_done) = mpsc::channel();
        let mut abandoned = Box::pin(pool.run(move |_| done.send(()).unwrap()));
        assert!(poll_immediate(&mut abandoned).await.is_none());
        drop(abandoned);
        release.send(()).unwrap();
        held.await.unwrap().unwrap();
        assert_eq!(pool.run(|_| ()).await, Ok(()));
        assert!(was_done.recv().is_err(), "its sender was dropped unused");
    }

    #[tokio::test]
    async fn a_panic_costs_one_answer() {
        let pool = Pool::start(Room { concurrent: 1, waiting: 1 }).unwrap();
        let panicked: Result<(), Busy> = pool.run(|_| panic!("on purpose")).await;
        assert_eq!(panicked, Err(Busy));
        for number in 0..4 {
            assert_eq!(pool.run(move |_| number).await, Ok(number));
        }
    }

    #[tokio::test]
    async fn the_end_answers_who_waits_and_ends_the_threads() {
        let (pool, release, held) = held(1).await;
        let queue = Arc::downgrade(&pool.queue);
        let mut waiting = Box::pin(pool.run(|_| ()));
        assert!(poll_immediate(&mut waiting).await.is_none());
        pool.queue.close();
        assert_eq!(poll_immediate(waiting).await, Some(Err(Busy)));
        assert_eq!(poll_immediate(pool.run(|_| ())).await, Some(Err(Busy)));
        release.send(()).unwrap();
        held.await.unwrap().unwrap();
        drop(Arc::into_inner(pool).expect("nobody else has it"));
        assert!(queue.upgrade().is_none(), "each thread held the queue, and all have ended");
    }
}
