import type { Link } from '../../src/link/link';
import type { Answer, Choice, Column, Command, EntryLine, Reconciliation, SlipLine, View, VoteShown } from '../../src/link/types';
import { cards, entries, heading, orders, papers, START } from './data';

type Slip = SlipLine & { seq: number };

// A small tellers' desk in memory, enough to type against: it is no model of the rules.
export function fixture(asked: URLSearchParams): Link {
  const slow = Number(asked.get('slow') ?? 15);
  const empty = asked.has('empty');
  const watchers = new Set<{ view: View; push: (value: unknown) => void }>();
  const slips: Slip[] = [];
  const journal: EntryLine[] = empty ? [] : entries();
  const missing = new Set<number>();
  let state = asked.get('state') ?? 'closed';
  let seq = journal.length;
  let fail = Number(asked.get('fail') ?? 0);

  function enter(number: number, choice: Choice, station: string): Slip {
    const line = cards.find((card) => card.number === number);
    const before = slips.find((slip) => slip.number === number && slip.state !== 'set_aside');
    const why = !line ? `there is no card ${number} in this vote` : line.cancelled ? `card ${number} was cancelled` : before ? `card ${number} was already entered ${before.choice === choice ? '' : 'the other way '}by ${before.station}` : '';
    const slip: Slip = { id: slips.length + 1, seq: ++seq, number, delegation: line?.delegation ?? '', value: line?.value ?? null, choice, state: why ? 'query' : 'counted', why, station };
    slips.unshift(slip);
    return slip;
  }
  if (asked.get('state') !== 'called') {
    const choices: Choice[] = ['for', 'against', 'for', 'for', 'abstain', 'against', 'for'];
    cards.slice(0, Number(asked.get('typed') ?? 22)).forEach((card, at) => enter(card.number, choices[at % choices.length]!, at % 3 ? 'teller 1' : 'teller 2'));
    if (asked.has('all')) cards.slice(22).filter((card) => !card.cancelled).forEach((card) => missing.add(card.number));
    if (!asked.has('all')) enter(115, 'against', 'teller 2');
    if (asked.has('all')) slips.filter((slip) => slip.state === 'query').forEach((slip) => (slip.state = 'set_aside'));
  }

  const counted = (number: number): Slip | undefined => slips.find((slip) => slip.number === number && slip.state === 'counted');
  function reconciliation(): Reconciliation {
    const make = (): Column => ({ cards: 0, votes: 0 });
    const r: Reconciliation = { issued: make(), for: make(), against: make(), abstain: make(), spoiled: make(), not_returned: make(), cancelled: make(), query: make(), not_seen: make(), balances: false };
    for (const card of cards) {
      const slip = counted(card.number);
      const queried = slips.some((each) => each.number === card.number && each.state === 'query');
      const kind = queried ? 'query' : card.cancelled ? 'cancelled' : slip ? slip.choice : missing.has(card.number) ? 'not_returned' : 'not_seen';
      for (const column of [r.issued, r[kind]]) { column.cards++; column.votes += card.value; }
    }
    r.balances = r.query.cards === 0 && r.not_seen.cards === 0;
    return r;
  }
  const vote = (): VoteShown => ({ id: 7, question: 3, method: 'card', label: 'Card vote 7', card_no: 7, subject: 'Composite 4, as amended', wording: 'That composite 4, as amended, be agreed', if_carried: '', if_lost: '', state, majority: 'Simple majority', counted: null, tie: false, entered: slips.filter((s) => s.state === 'counted').length, issued: cards.length, queries: slips.filter((s) => s.state === 'query').length,
    result: state === 'provisional' || state === 'declared' ? { outcome: 'carried', word: 'Carried', reason: '18,204 for, 9,310 against, 66.16% for; it needed more than half, so it is carried.', counted: { for: 18204, against: 9310, abstain: 900 }, percent: ['66.16', '33.84'], sections: [], threshold: 5000, correction: null, at: START, code: 'K4F2' } : null, corrected: [] });
  const others = (): VoteShown[] => [
    { ...vote(), id: 6, label: 'Card vote 6', card_no: 6, subject: 'Statement of aims', state: 'declared', entered: 40, queries: 0 },
    { ...vote(), id: 5, method: 'hands', label: 'Show of hands', card_no: null, subject: 'Who may vote today', wording: 'That everyone present may vote', state: asked.get('hands') ?? 'declared', counted: asked.has('hands') && asked.get('hands') === 'open' ? null : { for: 43, against: 24, abstain: null }, queries: 0 },
  ];

  function shown(view: View): unknown {
    switch (view.view) {
      case 'desk': return { heading: heading(), schedule: { behind_ms: 360000, words: '6 min behind', not_reached: [] }, quorum: { needed: 60, present: 84, met: true, sentence: '' }, saved_at: START, seq, items: [], item: null, question: null, steps: [], speech: null, interruption: null, waiting: [], heard: [], balance: [0, 0, 0], vote: null, last_vote: null, parked_votes: [], callable: [], methods: [], next: null, others: [], last_act: null, hall: { heading: heading(), black: false, face: { face: 'welcome', next: null }, head: 'K4F2' } };
      case 'votes': return { heading: heading(), votes: empty ? [] : [vote(), ...others()] };
      case 'vote': {
        const r = reconciliation();
        const unseen = cards.filter((card) => !card.cancelled && !slips.some((slip) => slip.number === card.number && slip.state !== 'set_aside'));
        const faults = [...(r.not_seen.cards ? [`${r.not_seen.cards} cards carrying ${r.not_seen.votes} votes have not been seen`] : []), ...(r.query.cards ? [`${r.query.cards} card carrying ${r.query.votes} votes is in question`] : [])];
        return { heading: heading(), vote: vote(), reconciliation: r, slips: slips.slice(0, 50), queries: slips.filter((s) => s.state === 'query'),
          sections: ['Affiliates', 'Branches'].map((name) => {
            const issued = cards.filter((c) => c.section === name && !c.cancelled).reduce((all, c) => all + c.value, 0);
            const seen = cards.filter((c) => c.section === name && counted(c.number)).reduce((all, c) => all + c.value, 0);
            return { name, issued, seen, seen_percent: ((seen / issued) * 100).toFixed(2), before_percent: name === 'Branches' ? '81.20' : '96.05' };
          }),
          not_seen: unseen.map((card) => ({ number: card.number, delegation: card.delegation, value: card.value, not_returned: missing.has(card.number) })).sort((a, b) => b.value - a.value),
          not_ready: faults.length ? { code: 'vote.not_reconciled', sentence: `${faults.join(' and ')}.`, allow: 'Enter them.' } : null };
      }
      case 'roll': return { vote: 7, cards };
      case 'record': {
        const at = view.before === null ? 0 : journal.findIndex((entry) => entry.seq < (view.before ?? 0));
        const page = journal.slice(at, at + 60);
        return { heading: heading(), entries: page, total: journal.length, more: at + 60 < journal.length, head: 'K4F2 9TQX 1M7R' };
      }
      case 'papers': return { papers: empty ? [] : papers };
      case 'programme': return { heading: heading(), schedule: { behind_ms: 0, words: 'on time', not_reached: [] }, days: [{ date: '2017-03-11', words: 'Saturday 11 March 2017', items: [['2', 'Statement of aims'], ['3', 'Fighting the cuts'], ['4', 'A convention of the Left'], ['5', 'Free movement']].map(([number, title], at) => ({ id: at + 2, number, title, note: '', kind: 'business', state: 'planned', fixed: false, private: false, session: 'Morning', planned_start: START, planned_end: START, forecast_start: START, forecast_end: START, reached: true })) }] };
      case 'standing_orders': return empty ? null : orders;
      default: return null;
    }
  }
  const tell = (): void => { for (const each of watchers) each.push(structuredClone(shown(each.view))); };
  function log(act: string, words: string, more: Partial<EntryLine> = {}): void { journal.unshift({ seq: ++seq, at: START + seq * 1000, by: 'teller 1', act, words, reason: null, undone_by: null, undoes: null, ...more }); }
  const done = (words: string, made: { table: string; id: number }[] = []): Answer => ({ receipt: { seq, words, made, repeated: false } });
  function carry(command: Command): Answer {
    if (command.act === 'enter_slip') {
      if (fail-- > 0) return { refusal: { code: 'vote.counted', sentence: 'The count of Card vote 7 is finished.', allow: null } };
      const slip = enter(command.card, command.choice, 'teller 1');
      journal.unshift({ seq, at: START, by: 'teller 1', act: 'enter_slip', words: `Card vote 7: card ${command.card} was entered.`, reason: null, undone_by: null, undoes: null });
      return done('', [{ table: 'slip', id: slip.id }]);
    }
    if (command.act === 'mark_not_returned') {
      const n = reconciliation().not_seen.cards;
      if (n !== command.cards) return { refusal: { code: 'x', sentence: `${n} cards have not been seen, not ${command.cards}.`, allow: `Look through the list, and say ${n} if none of them was handed in.` } };
      for (const card of cards) if (!card.cancelled && !slips.some((s) => s.number === card.number && s.state !== 'set_aside')) missing.add(card.number);
    }
    if (command.act === 'finish_count') state = 'provisional';
    if (command.act === 'settle_query' || command.act === 'set_slip_aside') {
      const slip = slips.find((each) => each.id === command.slip)!;
      if (command.act === 'settle_query' && command.how !== 'set_aside') { slips.filter((s) => s.number === slip.number && s.state === 'counted').forEach((s) => (s.state = 'set_aside')); slip.state = 'counted'; if (command.how === 'spoil') slip.choice = 'spoiled'; } else slip.state = 'set_aside';
      slip.why = command.reason;
    }
    console.log('DISPATCH', JSON.stringify(command));
    log(command.act, command.act === 'note' ? `Note: ${command.text}` : `${command.act.replaceAll('_', ' ')}.`);
    return done('Done.');
  }
  const later = <T>(make: () => T): Promise<T> => new Promise((resolve) => setTimeout(() => { const answer = make(); resolve(answer); tell(); }, slow));
  return {
    role: 'chair',
    watch(view, push) {
      const mine = { view, push };
      watchers.add(mine);
      setTimeout(() => push(structuredClone(shown(view))), 5);
      return () => void watchers.delete(mine);
    },
    dispatch: (command) => later(() => carry(command)),
    undo: (_redo, which) => later(() => {
      const at = slips.findIndex((slip) => slip.seq === which);
      if (at >= 0) slips.splice(at, 1);
      const entry = journal.find((each) => each.seq === which);
      log('undo', `Took back: ${entry?.words ?? ''}`, { undoes: which ?? null });
      if (entry) entry.undone_by = seq;
      return done('Took it back.');
    }),
    errand: () => new Promise((resolve) => setTimeout(() => resolve({ done: { sentence: `All ${journal.length} entries are whole.` } } as never), 1600)),
    preview: async () => null as never,
    pick: async () => null,
    hall: async () => {},
    painted: () => {},
  };
}
