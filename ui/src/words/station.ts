import type { Actor, Command } from '../link/types';

// Who helps whoever sits at a station: a head teller has the tellers, and nobody else.
const whoHelps = (role: Actor['role']): string => (role === 'teller' ? 'the head teller' : 'the chair');

// What was done, in the words of the screen it was done on; cards and taking back have words of their own.
const acts: Partial<Record<Command['act'], string>> = {
  open_batch: 'Opening a batch',
  claim_batch: 'Taking a batch',
  finish_entry: 'The end of a batch',
  give_up_entry: 'Giving up the entry of a batch',
  discard_batch: 'Discarding a batch',
  settle_difference: 'Settling what differs in a batch',
  count_twice: 'Whether every batch is entered twice',
  settle_query: 'Settling a slip of the query pile',
  set_slip_aside: 'Setting a slip aside',
  mark_not_returned: 'Cards that were not returned',
  acknowledge_turnout: 'What was said about the turnout',
  finish_count: 'The end of the count',
  count_hands: 'A count of hands',
  count_present: 'How many are present',
  enter_block: 'The count of a block',
  mark_block_empty: 'A block that was marked empty',
  recount_blocks: 'Counting blocks again',
  answer_roll_call: 'An answer at the roll call',
  account_for_rest: 'The rest of the roll call',
  issue_papers: 'How many ballot papers were given out',
  mark_voted: 'Who has had a ballot paper',
  enter_ballots: 'A batch of ballot papers',
  set_ballots_aside: 'Setting a batch of ballot papers aside',
  mark_papers_not_returned: 'Ballot papers that were not returned',
  enter_priorities_paper: 'A paper of the priorities ballot',
  set_priorities_paper_aside: 'Setting a paper of the priorities ballot aside',
  check_in: 'A badge that was checked in',
  check_out: 'A badge that was checked out',
  note: 'A note',
};

const are = (n: number): string => (n === 1 ? '1 entry is' : `${n} entries are`);

export const words = {
  title: 'This station',
  program: 'Rostrum',
  rehearsal: 'REHEARSAL',
  pairTitle: 'Join the desk',
  pairLead: 'Ask the chair for a code. It is on the chair’s screen under Stations.',
  code: 'Code',
  codeHint: 'Six letters and figures, good for five minutes.',
  person: 'Your name',
  personHint: 'It stands in the record beside what you do.',
  join: 'Join',
  joining: 'Joining …',
  compare: 'Is it the right laptop?',
  compareHow: 'Your browser warned that nobody vouches for this certificate. Open what it says about the certificate, and compare its SHA-256 fingerprint with the one on the chair’s screen, by voice. This page believes it to be:',
  noFingerprint: 'not known',
  noAnswer: 'The chair’s laptop does not answer. Is the cable plugged in, and are stations turned on there?',
  away: 'The chair’s laptop does not answer.',
  awayMore: 'This page tries again by itself.',
  looking: 'Looking for the desk …',
  notHere: 'That is done on the chair’s laptop.',
  notUnderstood: 'The chair’s laptop answered something that is not understood.',
  connected: 'Connected',
  cut: 'Cut off',
  // What this computer could not keep waits on this page only, and is not said to be kept.
  cutTitle: (waiting: number, unkept: boolean) => (waiting === 0 ? 'The line to the chair’s laptop is cut.' : `The line is cut. ${are(waiting)} ${unkept ? 'waiting' : 'kept'} here.`),
  cutMore: 'Go on typing. Everything is kept on this computer, and sent once, in order, as soon as the line is back.',
  cutUnkept: 'It is sent once, in order, as soon as the line is back.',
  unkept: 'This station cannot keep entries.',
  unkeptMore: 'What is not sent yet is lost if this page is closed: leave it open. A private window and a full disk keep nothing; another browser, or room on the disk, does.',
  troubled: (waiting: number) => `The chair’s laptop cannot store what is typed. ${are(waiting)} waiting here.`,
  troubledMore: (why: string) => `${why} It is tried again by itself, and what is typed after it waits. Tell the chair.`,
  closed: (waiting: number) => `No conference is open on the chair’s laptop. ${are(waiting)} waiting here.`,
  closedMore: 'It is tried again by itself, and stored once the conference is open there again. Tell the chair.',
  notStored: 'Not stored',
  giveUp: 'Give this one up',
  untold: {
    title: (n: number) => (n === 1 ? 'One entry from before was not stored' : `${n} entries from before were not stored`),
    more: (n: number, role: Actor['role']) => `${n === 1 ? 'It was' : 'They were'} typed here before this page was opened. Look at the paper, or tell ${whoHelps(role)}.`,
    // Of whoever sat here before: that it was, and nothing that gives away what it said.
    neverSent: 'It was typed before this station was let in anew, and never sent.',
    refused: 'It was typed before this station was let in anew, and refused.',
    seen: 'Seen',
    card: (card: number, says: string) => (says === '' ? `Card ${card}` : `Card ${card}, ${says}`),
    undo: 'Taking back the last act',
    redo: 'Doing again what was taken back',
    // An act of a station that is no card.
    act: (act: Command['act'] | null) => (act === null ? undefined : acts[act]) ?? 'What was done here',
  },
  sending: (waiting: number) => (waiting === 1 ? 'Sending 1 entry …' : `Sending ${waiting} entries …`),
  restored: (n: number) => (n === 1 ? '1 entry from before is being sent.' : `${n} entries from before are being sent.`),
  revoked: 'This station was revoked.',
  revokedMore: (waiting: number, role: Actor['role']) => {
    const counts = role === 'teller' || role === 'head_teller';
    if (waiting === 0) return `It sees and does nothing more. The chair can let it in again with a code${counts ? '; a batch that was being typed here the head teller gives up first' : ''}.`;
    const unsent = `${waiting === 1 ? '1 entry was' : `${waiting} entries were`} not sent.`;
    return counts ? `${unsent} Tell the head teller, who gives up the batch that was being typed here; then it is typed at another station.` : `${unsent} Tell the chair, and do it at another station.`;
  },
  again: 'Join again with a new code',
  roles: { chair: 'Chair', committee: 'Committee', head_teller: 'Head teller', teller: 'Teller', door: 'Door', hall: 'Hall screen', desk: 'Desk', script: 'Script' },
  theme: 'Light or dark',
  keys: 'The keys that work here',
  undo: 'Take back the last act of this station',
  redo: 'Do again what was taken back',
  screens: 'The screens of this station',
};
