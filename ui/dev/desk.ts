// Scenes of the chair's screen: Grassroots conference, Conway Hall, 11 March 2017. Figures are made up for the screen only.
import type { DeskView, HallView, Heading, ItemLine, Offer, RequestLine, VoteShown } from '../src/link/types';

const DAY = Date.UTC(2017, 2, 11);
export const at = (h: number, m: number, s = 0): number => DAY + ((h * 60 + m) * 60 + s) * 1000;
const NOW = at(11, 41, 52);

export const heading: Heading = { name: 'Grassroots Conference', venue: 'Conway Hall', time_zone: 'Europe/London', about: 'A model conference', rehearsal: false, state: 'open', day: 'Saturday 11 March 2017', session: 'Morning', now: NOW };

let nextItem = 1;
function item(number: string, title: string, state: ItemLine['state'], h: number, m: number, minutes: number, late: number, more: Partial<ItemLine> = {}): ItemLine {
  const start = at(h, m);
  return { id: nextItem++, number, title, note: '', kind: 'business', state, fixed: false, private: false, session: h < 13 ? 'Morning' : 'Afternoon', planned_start: start, planned_end: start + minutes * 60_000, forecast_start: start + late * 60_000, forecast_end: start + (late + minutes) * 60_000, reached: true, ...more };
}

const items: ItemLine[] = [
  item('1', 'Welcome; tellers', 'closed', 10, 0, 10, 0),
  item('2', 'Committee report 1', 'closed', 10, 10, 15, 0, { kind: 'report' }),
  item('3', 'Who may vote today', 'closed', 10, 25, 20, 2),
  item('4', 'Statement of aims', 'closed', 10, 45, 35, 5),
  item('C4', 'Fighting the cuts', 'current', 11, 20, 25, 6),
  item('12', 'Convention of the Left', 'planned', 11, 50, 20, 6, { note: 'Southwark' }),
  item('22', 'Free movement', 'planned', 12, 10, 20, 6),
  item('', 'Lunch', 'planned', 12, 30, 60, 6, { kind: 'break' }),
  item('25', 'Mandatory reselection', 'planned', 13, 30, 20, 6),
  item('28', 'Council budgets', 'planned', 13, 50, 20, 6),
  item('E1', 'Emergency: bus strike', 'planned', 14, 10, 15, 5),
  item('', 'Election: committee', 'planned', 14, 30, 30, 0, { fixed: true, kind: 'election', note: 'fixed' }),
  item('31', 'Trade union link', 'planned', 16, 40, 15, 0, { reached: false, forecast_start: null, forecast_end: null }),
  item('33', 'Next conference', 'planned', 16, 50, 10, 0, { reached: false, forecast_start: null, forecast_end: null }),
];

let nextRequest = 1;
export function request(name: string, body: string, side: RequestLine['side'], state: RequestLine['state'], more: Partial<RequestLine> = {}): RequestLine {
  return { id: nextRequest++, delegate: null, name, body, side, role: 'speaker', state, note: '', suggested: false, reason: '', seconds: null, ...more };
}

const offer = (key: string, label: string, more: Partial<Offer> = {}): Offer => ({ key, label, hint: '', say: '', command: null, panel: null, confirm: false, refused: null, ...more });

const paragraphs = [
  { number: 1, touched: false, passages: [{ kind: 'same' as const, text: 'Conference notes that councils are being asked to make a seventh year of cuts, and that residents have had no say in them.' }] },
  { number: 2, touched: true, passages: [
    { kind: 'same' as const, text: 'Conference instructs the committee to ' }, { kind: 'deleted' as const, text: 'write to' }, { kind: 'same' as const, text: ' ' },
    { kind: 'inserted' as const, text: 'organise, with the trade unions, a lobby of' }, { kind: 'same' as const, text: ' every council that is setting a budget this spring, and to publish their answers.' }] },
  { number: 3, touched: false, passages: [{ kind: 'same' as const, text: 'Councillors who vote against cuts will be supported by this organisation.' }] },
];

const hall: HallView = { heading, black: false, head: 'k7Q2-9fTa', face: { face: 'welcome', next: null } };

export const base: DeskView = {
  heading, schedule: { behind_ms: 6 * 60_000, words: '6 min behind', not_reached: ['31', '33'] },
  quorum: { needed: 60, present: 84, met: true, sentence: '84 delegates are present; 60 are needed.' }, saved_at: NOW - 1000, seq: 214, items,
  item: { id: 5, number: 'C4', title: 'Fighting the cuts', kind: 'business', started_at: at(11, 26), minutes: 25 },
  question: { id: 3, motion: 7, kind: 'amendment', label: 'Amendment 4.1', title: 'Fighting the cuts', wording: 'That amendment 4.1 be agreed', mover: 'Leeds', seconder: 'Camden', parties: 'Moved by Southwark · seconded by Lewisham, who reserves · from motions 11, 14, 19', state: 'moved', paragraphs, if_carried: 'paragraph 2 is replaced; the last line of 4.2 falls.', if_lost: 'paragraph 2 stands; 4.2 is taken next.', as_amended: false },
  steps: [{ label: 'Moved', state: 'done' }, { label: 'Seconded', state: 'done' }, { label: 'Amendment 4.1', state: 'current' }, { label: 'Amendment 4.2', state: 'ahead' }, { label: 'As amended', state: 'ahead' }, { label: 'Reply', state: 'ahead' }, { label: 'Vote', state: 'ahead' }],
  speech: { request: 2, name: 'Asha Patel', body: 'Leeds', side: 'for', role: 'mover', clock: { granted_ms: 180_000, warn_ms: 60_000, extra_ms: 0, used_ms: 0, running_since: NOW - 140_000, ended: false } },
  interruption: null,
  heard: [request('D. Okafor', 'FBU', 'against', 'heard', { seconds: 131, note: '2 min 11' })],
  waiting: [
    request('J. Cole', 'Camden', 'against', 'waiting', { suggested: true, reason: 'against is due, and first speech today', note: 'first speech today' }),
    request('Siân Price', 'Cardiff', 'for', 'waiting', { note: 'spoke once, 2 min 10' }),
    request('R. Haddad', 'Manchester', 'to', 'waiting'),
  ],
  balance: [2, 1, 0], vote: null, last_vote: null, parked_votes: [],
  callable: [{ motion: 8, kind: 'amendment', label: 'Amendment 4.2', title: 'delete the last line of paragraph 2', mover: 'North East', refused: null }],
  methods: [
    { method: 'agreed', key: 'A', label: 'Agreed', say: 'Is that agreed? Does anyone object?', refused: null },
    { method: 'hands', key: 'H', label: 'Show of hands', say: 'All those in favour of amendment 4.1. Against. Abstentions.', refused: null },
    { method: 'card', key: 'C', label: 'Card vote 7', say: 'Card vote 7, on amendment 4.1. Tellers to your places.', refused: { code: 'card.not_issued', sentence: 'Three delegations have no card yet.', allow: 'Issue their cards, or the chair allows it.' } },
  ],
  next: offer('N', 'Call J. Cole, Camden', { hint: 'against · first speech today', say: 'Thank you. Is there a speaker against amendment 4.1? Camden.', command: { act: 'call_speaker', request: 2 } }),
  others: [
    offer('Space', 'Stop clock', { command: { act: 'stop_clock', request: 2 } }),
    offer('P', 'Point of order', { panel: 'interrupt' }),
    offer('M', 'From the floor', { panel: 'amendment' }),
    offer('V', 'Put the question', { panel: 'put' }),
  ],
  last_act: { seq: 214, words: 'Asha Patel, Leeds, is called to move amendment 4.1.', undoable: true }, hall,
};

export const vote = (more: Partial<VoteShown>): VoteShown => ({
  id: 40, question: 3, method: 'hands', label: 'Show of hands', card_no: null, subject: 'Amendment 4.1, Fighting the cuts', wording: 'That amendment 4.1 be agreed',
  if_carried: 'paragraph 2 is replaced; the last line of 4.2 falls.', if_lost: 'paragraph 2 stands; 4.2 is taken next.', state: 'called', majority: 'simple majority', tie: false,
  counted: null, entered: 0, issued: 0, queries: 0, result: null, corrected: [], ...more,
});

const card = (more: Partial<VoteShown>): VoteShown => vote({ id: 41, method: 'card', label: 'Card vote 7', card_no: 7, issued: 84, ...more });
const result = { outcome: 'carried', word: 'Carried', reason: 'Branches: 4,120 for, 2,331 against, 63.87% for. Affiliates: 12,800 for, 9,400 against, 57.66% for. Weighted 50 to 50, that is 60.76% for; it needed a simple majority, so it is carried.', counted: { for: 16920, against: 11731, abstain: 310 }, percent: ['60.76', '39.24'] as [string, string], sections: [{ name: 'Branches', weight: 50, counted: { for: 4120, against: 2331, abstain: 210 }, for_percent: '63.87', against_percent: '36.13' }, { name: 'Affiliates', weight: 50, counted: { for: 12800, against: 9400, abstain: 100 }, for_percent: '57.66', against_percent: '42.34' }], threshold: 5000, correction: null, at: NOW, code: 'k7Q2' };
const noSpeech = { speech: null, next: offer('N', 'Declare', { panel: 'declare', say: 'All those in favour of amendment 4.1. Against.' }) };
const steps = base.steps;
const clock = base.speech!.clock;
const long = 'Conference believes that a movement which cannot decide for itself what it stands for will have that decided for it, and that members must be able to bring motions, to amend them and to vote on them at every level. ';

export const scenes: Record<string, DeskView> = {
  debate: base,
  stop: { ...base, speech: { ...base.speech!, clock: { ...clock, running_since: NOW - 187_000 } } },
  ready: { ...base, speech: { ...base.speech!, clock: { ...clock, running_since: null } }, next: offer('Space', 'Start the clock', { hint: 'Asha Patel, 3 minutes', say: 'Asha Patel, Leeds, to move amendment 4.1: three minutes.', command: { act: 'start_clock', request: 2 } }) },
  long: { ...base, question: { ...base.question!, paragraphs: [{ number: 1, touched: false, passages: [{ kind: 'same', text: long.repeat(3) }] }, paragraphs[1]!, { number: 3, touched: false, passages: [{ kind: 'same', text: long.repeat(2) }] }, { number: 4, touched: false, passages: [{ kind: 'same', text: long.repeat(2) }] }] } },
  hands: { ...base, ...noSpeech, vote: vote({ state: 'open' }) },
  agreed: { ...base, ...noSpeech, vote: vote({ state: 'open', method: 'agreed', label: 'Agreed without a vote' }) },
  tie: { ...base, ...noSpeech, vote: vote({ tie: true, state: 'provisional', counted: { for: 41, against: 41, abstain: 2 }, result: { ...result, outcome: 'not_carried', word: 'Not carried', reason: '41 for, 41 against: the votes are equal; it needed a simple majority, so it is not carried.', counted: { for: 41, against: 41, abstain: 2 }, percent: ['50.00', '50.00'], sections: [] } }) },
  card: { ...base, ...noSpeech, vote: card({ state: 'open' }) },
  closed: { ...base, ...noSpeech, vote: card({ state: 'closed', entered: 61, queries: 2 }) },
  provisional: { ...base, ...noSpeech, vote: card({ state: 'provisional', entered: 84, result }) },
  parked: { ...base, parked_votes: [card({ state: 'provisional', entered: 84, result, subject: 'Statement of aims' })] },
  counting: { ...base, parked_votes: [card({ state: 'closed', entered: 37, subject: 'Statement of aims' })] },
  risen: { ...base, speech: { ...base.speech!, clock: { ...clock, running_since: null, used_ms: 100_000 } }, interruption: { id: 9, kind: 'point_of_order', body: 'B. Grant, Hackney', stated: 'The speaker is discussing amendment 4.2.' }, next: offer('N', 'Rule on the point', { hint: 'B. Grant, Hackney', say: 'State your point of order.', panel: 'rule' }) },
  empty: { ...base, item: null, question: null, steps: [], speech: null, heard: [], waiting: [], balance: [0, 0, 0], callable: [], methods: [], others: [], items: items.map((each) => (each.state === 'current' ? { ...each, state: 'closed' as const } : each)), next: offer('N', 'Take motion 12, Convention of the Left', { hint: '20 minutes planned', say: 'We move to motion 12, Convention of the Left. Southwark to move.', command: { act: 'take_item', item: 6 } }) },
  refused: { ...base, next: { ...base.next!, refused: { code: 'speech.running', sentence: 'Asha Patel is still speaking.', allow: 'End the speech first, or the chair allows it.' } }, others: base.others.map((each, n) => (n === 3 ? { ...each, refused: { code: 'question.not_seconded', sentence: 'The amendment has not been seconded.', allow: 'Have it seconded, or the chair allows it.' } } : each)) },
  fresh: { ...base, speech: null, heard: [], waiting: [], balance: [0, 0, 0], question: { ...base.question!, state: 'called' }, steps: steps.map((each, n) => ({ ...each, state: n === 0 ? 'current' as const : 'ahead' as const })), next: offer('N', 'Call the mover, Leeds', { say: 'Leeds to move amendment 4.1.' }) },
};
