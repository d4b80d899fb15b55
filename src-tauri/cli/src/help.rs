//! What `rostrumctl help` says.

pub(crate) const HELP: &str = "\
rostrumctl: a Rostrum conference file from the command line

  rostrumctl new FILE --demo
        Make the demonstration: an invented conference to look around in.
  rostrumctl new FILE --profile citrine --name TEXT [--venue TEXT] [--about TEXT]
                      [--time-zone Europe/London] [--day 2017-03-11]... [--rehearsal]
        Make a conference under a profile of standing orders. Without a day: today.

  rostrumctl import register FILE CSV [--dry-run] [--skip-bad]
  rostrumctl import delegates FILE CSV [--dry-run] [--skip-bad]
  rostrumctl import programme FILE CSV [--dry-run] [--skip-bad]
  rostrumctl import open-slides FILE EXPORT [--dry-run] [--skip-bad]
        Take in a table of delegations, or the order of business. CSV may be -.
        Bad rows are named on standard error, and then nothing is changed unless --skip-bad is given.
        A second import of the same table updates instead of doubling.

  rostrumctl attach FILE MOTION PATH
        Attach a file of at most 10 MB to the paper of that number. Its content is kept in FILE.

  rostrumctl do FILE < commands.jsonl
        Do acts, one JSON object a line: a command, such as {\"act\":\"note\",\"text\":\"Doors opened\"}, or an
        envelope {\"actor\":{\"role\":\"script\",\"station\":\"desk\"},\"at\":MS,\"idem\":ID,\"command\":{...}}.
        One line of JSON comes out for each: a receipt, a refusal, or a fault. Each is on the disk before it is
        answered.
  rostrumctl undo FILE [--seq N] [--redo]
        Take back entry N, or the last act done from the command line; --redo does it again.

  rostrumctl show FILE VIEW [--json]
        Show a screen. VIEW is desk, hall, programme, papers, register, people, votes, record, standing_orders,
        or JSON such as {\"view\":\"vote\",\"vote\":1}. It may be shown while the file is open elsewhere.
  rostrumctl print FILE books OUT.pdf [--votes 12] [--card N]
  rostrumctl print FILE sheets|headers|slip|delegations OUT.pdf [--vote N] [--batches 8]
  rostrumctl print FILE poster OUT.pdf
        Print books of voting cards with slips for so many votes, the tellers' lists, what is laid upon batches, the
        result of card vote N, or the colours. The file may be open elsewhere.
  rostrumctl verify FILE [--result CODE]
        Verify the whole record, and that every row is what the record makes of it. Prints the head of the chain;
        with --result, the entry of the result that has this code, as it stands on the chair's slip.
  rostrumctl replay FILE OUT
        Rebuild a second file from the record alone, and compare the two.
  rostrumctl serve [FILE] [--port N] [--stations ADDRESS:PORT] [--settings FOLDER]
        Serve the screens to a browser on this computer, until Ctrl+C. Prints the addresses of the chair's screen,
        the hall's and the visitors'. With --stations other computers are let in there over HTTPS: then the address
        and the fingerprint of the certificate follow. The certificate is kept in FOLDER.

  rostrumctl count-pack FILE PACK --vote N --person NAME [--head] [--settings FOLDER]
        Make a count pack for a tellers' laptop with no cable: vote N, its cards, and a station for NAME.
  rostrumctl count-entry PACK CARDS.csv RETURN
        On that laptop: sign a list of cards (17,for a line) as a count return.
  rostrumctl count-return FILE RETURN [--dry-run] [--settings FOLDER]
        Take a return in, each card once; --dry-run only says what it would do. FOLDER is where the pack was made:
        the desktop program's own where nothing is said.

  rostrumctl tally FILE.json
        Work out results given as {\"cases\":[{\"id\":..,\"majority\":\"simple\",\"sections\":[{\"name\":..,\"weight\":50,
        \"for\":1,\"against\":0,\"abstain\":null}]}]}, and name figures that cannot be. FILE may be -.
  rostrumctl schema
        Print the JSON Schema of every command, view and answer.
  rostrumctl bench [--json] [--keep FILE] [--only journal|committee|cards|stations]
        Measure how fast it is on this computer, against the goals; keep the conference of 100,000 entries as FILE.
        --only measures one part: acts and opening, the committee's screens, a count of 5,000 cards, twenty stations.
  rostrumctl help | version

The exit code is 0 when all was done, 1 when something was refused or is not as it should be, 2 when the command
line is not understood, 3 when the disk or the program failed. Nothing of what was refused or failed is recorded.
";
