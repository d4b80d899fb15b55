//! How far the clock that a screen shows is from the time that has really passed.

use std::path::Path;
use std::time::{Duration, Instant};

use record::command::Command;
use record::desk::Desk;
use record::view::View;
use record::view::desk::DeskView;

use crate::bench::conference::Hand;
use crate::files::options;
use crate::stop::Stop;

const LOOKS: u32 = 30;
const BETWEEN: Duration = Duration::from_millis(70);

/// The worst error of a running speech's clock over two seconds, in hundredths of a millisecond.
pub(super) fn worst_error(path: &Path) -> Result<u128, Stop> {
    let desk = Desk::open(path, options())?;
    let mut hand = Hand::on(&desk)?;
    let call = hand.next_call()?;
    hand.dispatch(call)?;
    let request = shown(&desk)?.speech.map(|speech| speech.request);
    let request = request.ok_or_else(|| Stop::Fault("Nobody is at the rostrum.".to_owned()))?;
    let asked = Instant::now();
    hand.dispatch(Command::StartClock { request })?;
    // The clock was started at some moment between.
    let (begun, unsure) = (Instant::now(), asked.elapsed());
    let mut worst = 0;
    for _ in 0..LOOKS {
        std::thread::sleep(BETWEEN);
        let before = begun.elapsed();
        let view = shown(&desk)?;
        let took = begun.elapsed().saturating_sub(before);
        let speech = view.speech.ok_or_else(|| Stop::Fault("The speech is over.".to_owned()))?;
        let reads = Duration::from_millis(speech.clock.used(view.heading.now).unsigned_abs());
        // Beyond what cannot be told apart from outside: when it was started, and when the picture was made.
        worst = worst.max(reads.abs_diff(before).saturating_sub(took + unsure).as_micros());
    }
    desk.close();
    Ok(worst / 10)
}

fn shown(desk: &Desk) -> Result<DeskView, Stop> {
    Ok(serde_json::from_str(&desk.show(&View::Desk)?).map_err(record::halt::Fault::from)?)
}
