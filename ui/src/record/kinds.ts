import type { Command, EntryLine } from '../link/types';

export const KINDS = ['business', 'speeches', 'votes', 'cards', 'rulings', 'notes', 'papers', 'register', 'hall', 'taken_back'] as const;
export type Kind = (typeof KINDS)[number];

// Every act has a kind, or this does not compile.
const OF: Record<Command['act'], Kind> = {
  admit_station: 'business', revoke_station: 'business',
  set_up: 'business', open: 'business', close: 'business', take_item: 'business', park_item: 'business', close_item: 'business', reopen_item: 'business',
  call_motion: 'business', second_formally: 'business', second_procedure: 'business', withdraw_question: 'business', move_procedure: 'business', refuse_procedure: 'rulings', ask_to_remit: 'business', adjourn: 'business', resume: 'business',
  ask_to_speak: 'speeches', change_side: 'speeches', move_request: 'speeches', withdraw_request: 'speeches', call_speaker: 'speeches',
  take_back_speaker: 'speeches', name_speaker: 'speeches', limit_debate: 'speeches', note_away: 'speeches', settle_away: 'speeches', start_clock: 'speeches', stop_clock: 'speeches', extend_speech: 'speeches', end_speech: 'speeches',
  compose: 'papers', recompose: 'papers', agree_composite: 'papers', dissolve_composite: 'papers',
  divide: 'votes', call_part: 'votes', join_part: 'votes', nothing_remains: 'votes',
  put_question: 'votes', not_clear: 'votes', count_hands: 'votes', count_present: 'votes', open_vote: 'votes', close_vote: 'votes', abandon_vote: 'votes',
  demand: 'rulings', grant_demand: 'rulings', refuse_demand: 'rulings',
  offer_options: 'votes', count_options: 'votes', declare_options: 'votes', abandon_options: 'votes', correct_options: 'votes',
  close_doors: 'votes', open_doors: 'votes', divide_hall: 'votes', enter_block: 'votes', mark_block_empty: 'votes', recount_blocks: 'votes',
  answer_roll_call: 'votes', account_for_rest: 'votes', issue_papers: 'votes', mark_voted: 'cards', enter_ballots: 'cards', set_ballots_aside: 'cards',
  mark_papers_not_returned: 'votes', vote_again: 'votes', declare_nem_con: 'votes',
  finish_count: 'votes', declare: 'votes', correct: 'votes', mark_not_returned: 'votes',
  enter_slip: 'cards', enter_scanned: 'cards', enter_split: 'cards', set_slip_aside: 'cards', settle_query: 'cards', count_twice: 'votes',
  open_batch: 'cards', claim_batch: 'cards', enter_in_batch: 'cards', say_not_here: 'cards', finish_entry: 'cards', give_up_entry: 'cards', settle_difference: 'cards', discard_batch: 'cards',
  acknowledge_turnout: 'votes', recount: 'votes',
  interrupt: 'rulings', rule: 'rulings', leave_chair: 'rulings', return_to_chair: 'rulings', count_quorum: 'rulings',
  confirm_consequences: 'rulings', set_consequence_aside: 'rulings', put_back: 'rulings',
  note: 'notes',
  add_motion: 'papers', submit_motion: 'papers', import_motions: 'papers', rule_in: 'papers', rule_out: 'papers', print_motions: 'papers', put_on_agenda: 'papers', put_on_by_vote: 'business',
  withdraw_motion: 'papers', dispose_of: 'business', accept_amendment: 'business', place_amendment: 'papers', settle_amendment: 'papers', correct_paper: 'papers', attach: 'papers', detach: 'papers', sort_motions: 'papers', advise: 'papers', set_deadline: 'papers',
  enter_consequence: 'papers', take_consequence_away: 'papers', import_programme: 'papers', add_item: 'papers', settle_item: 'papers', move_item: 'papers', remove_item: 'papers',
  set_private: 'business', group_motions: 'papers', ungroup_motions: 'papers', adopt_plan: 'papers', set_guillotine: 'papers', change_guillotine: 'papers',
  take_guillotine_away: 'papers', apply_guillotine: 'business', lose_items: 'business', put_lost_back: 'business',
  import_register: 'register', weigh_section: 'register', add_delegate: 'register', mark_present: 'register', import_delegates: 'register', take_in_meeting: 'register', correct_delegate: 'register', substitute: 'register', end_substitution: 'register',
  check_in: 'register', check_out: 'register', correct_delegation: 'register', give_entitlement: 'register', report_credentials: 'register', adopt_credentials: 'register', change_franchise: 'rulings', change_standing_orders: 'rulings', put_in_group: 'register',
  make_books: 'register', issue_cards: 'register', give_out_book: 'register', take_book_back: 'register', lose_book: 'register', cancel_book: 'register', replace_card: 'register',
  show_in_hall: 'hall', black: 'hall',
  hand_in_emergency: 'papers', place_emergency: 'papers', make_challenge: 'papers', move_reference_back: 'papers', carry_out_challenge: 'business',
  start_report: 'papers', add_report_part: 'papers', write_report_part: 'papers', move_report_part: 'papers', remove_report_part: 'papers', publish_report: 'papers', refer_part_back: 'votes', restore_part: 'votes',
  prepare_priorities: 'papers', open_priorities: 'votes', enter_priorities_paper: 'cards', set_priorities_paper_aside: 'cards', close_priorities: 'votes', count_priorities: 'votes',
  settle_priorities_tie: 'votes', declare_priorities: 'votes', recount_priorities: 'votes', abandon_priorities: 'votes', order_by_priorities: 'papers',
};

export function kindOf(entry: EntryLine): Kind {
  if (entry.undoes !== null) return 'taken_back';
  return (OF as Partial<Record<string, Kind>>)[entry.act] ?? 'business';
}

/** Entries by number. Something taken back and then done again stands, although an undo of it is in the record. */
export function takenBackBy(entry: EntryLine, byNumber: Map<number, EntryLine>): number | null {
  if (entry.undone_by === null) return null;
  const undo = byNumber.get(entry.undone_by);
  return undo !== undefined && undo.undone_by !== null ? null : entry.undone_by;
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** A code as people write it down: without its strokes, and with what is mistaken for another sign taken for it. */
function codeOf(text: string): string {
  return text.toUpperCase().replace(/[^A-Z0-9]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1').replace(/U/g, 'V');
}

export function matches(entry: EntryLine, filter: string): boolean {
  if (entry.code !== null && codeOf(filter).length >= 4 && codeOf(entry.code).startsWith(codeOf(filter))) return true;
  const words = plain(filter).split(/\s+/).filter((word) => word !== '');
  const text = plain(`${entry.seq} ${entry.by} ${entry.words} ${entry.reason ?? ''}`);
  return words.every((word) => text.includes(word));
}

export type Line = { entry: EntryLine; folded: EntryLine[] };

const FOLD_FROM = 4;

/** Runs of cards entered are one line: a card vote of three hundred would bury the debate. Newest first, as given. */
export function fold(entries: EntryLine[], open: ReadonlySet<number>): Line[] {
  const lines: Line[] = [];
  let run: EntryLine[] = [];
  const end = (): void => {
    const first = run[0];
    const last = run.at(-1);
    // Named by its oldest entry, which stays the same while the run grows.
    if (first !== undefined && last !== undefined && run.length >= FOLD_FROM && !open.has(last.seq)) lines.push({ entry: first, folded: run });
    else lines.push(...run.map((entry) => ({ entry, folded: [] })));
    run = [];
  };
  for (const entry of entries) {
    if ((entry.act === 'enter_slip' || entry.act === 'enter_scanned') && entry.reason === null && entry.undone_by === null) {
      run.push(entry);
    } else {
      end();
      lines.push({ entry, folded: [] });
    }
  }
  end();
  return lines;
}
