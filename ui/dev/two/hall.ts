import type { HallQuestion, HallView, Heading, MarkedParagraph, ResultShown, SpeechShown, VoteShown } from '../../src/link/types';

export const NOW = Date.UTC(2017, 2, 11, 11, 41, 20);
export const heading: Heading = {
  name: 'Grassroots Conference', venue: 'Conway Hall, London', time_zone: 'Europe/London', about: '', rehearsal: false,
  state: 'open', day: 'Saturday 11 March 2017', session: 'Morning', now: NOW,
};
const amended: MarkedParagraph = {
  number: 2, touched: true,
  passages: [
    { kind: 'same', text: 'Conference instructs the committee to ' }, { kind: 'deleted', text: 'write to ' },
    { kind: 'inserted', text: 'organise, with the trade unions, a lobby of ' },
    { kind: 'same', text: 'every council that is setting a budget this spring, and to publish their answers.' },
  ],
};
const para = (number: number, text: string): MarkedParagraph => ({ number, touched: false, passages: [{ kind: 'same', text }] });
export const question: HallQuestion = { kicker: 'Composite 4 · amendment 4.1 from Leeds', title: 'Fighting the cuts', lead: 'That paragraph 2 should read:', paragraphs: [amended] };
const LONG = 'This national meeting resolves to call a Convention of the Labour Left in late spring or early summer to discuss cooperation and shared aims, bringing together every socialist organisation that works in and around the party, the affiliated trade unions and the campaigns against austerity. It instructs the steering committee to invite delegates from each local group, to publish the agenda at least four weeks before, and to ensure that every motion received from a group is circulated in full with the names of those who moved it. It further resolves that no decision on the structure of the organisation shall be taken until such a convention has met, and that the costs of travel for delegates from smaller groups shall be met from a pool to which all groups contribute in proportion to their members, so that nobody is kept away for want of a fare.';
export const long: HallQuestion = { kicker: 'Motion 12 · Southwark', title: 'A convention of the Labour left in late spring', lead: 'Conference is asked to agree:', paragraphs: [para(1, LONG)] };
export const longChange: HallQuestion = { kicker: 'Motion 12 · amendment 12.3 from Newcastle upon Tyne Central and North', title: 'A convention of the Labour left in late spring', lead: 'That motion 12 should read:', paragraphs: [para(1, LONG), { number: 2, touched: true, passages: [{ kind: 'same', text: LONG + ' ' }, { kind: 'deleted', text: 'shall be met ' }, { kind: 'inserted', text: 'shall be met within fourteen days ' }, { kind: 'same', text: LONG }] }] };

const clock = (used: number, running: boolean, granted = 180_000) => ({ granted_ms: granted, warn_ms: 60_000, extra_ms: 0, used_ms: running ? 0 : used, running_since: running ? NOW - used : null, ended: false });
export const speech = (over: Partial<SpeechShown> = {}): SpeechShown => ({ request: 1, name: 'Asha Patel', body: 'Leeds', side: 'for', role: 'mover', clock: clock(148_000, true), ...over });

export const vote = (over: Partial<VoteShown> = {}): VoteShown => ({
  id: 7, question: 4, method: 'card', label: 'Card vote 7', card_no: 7, subject: 'Composite 4, Fighting the cuts, as amended', wording: 'That composite 4 be agreed, as amended',
  if_carried: 'Motions 11, 14 and 19 are composited and motion 25 falls.', if_lost: 'Motion 11 is taken next.', state: 'open', majority: 'More than half of the weighted vote', counted: null, entered: 0, issued: 294, queries: 0, tie: false, result: null, corrected: [], ...over,
});
export const result = (over: Partial<ResultShown> = {}): ResultShown => ({
  outcome: 'carried', word: 'Carried', reason: 'More than half of the weighted vote was for.', counted: null, percent: ['54.83', '45.17'],
  sections: [
    { name: 'Branches', weight: 50, counted: { for: 98_240, against: 61_760, abstain: 1_120 }, for_percent: '61.40', against_percent: '38.60' },
    { name: 'Affiliates', weight: 50, counted: { for: 1_810_113, against: 1_941_420, abstain: null }, for_percent: '48.25', against_percent: '51.75' },
  ],
  threshold: 5000, correction: null, at: NOW, code: '7K-402-MV', ...over,
});
const order = [
  ['1', 'Welcome; tellers', true], ['2', 'Committee report 1', true], ['3', 'Who may vote today', true], ['4', 'Statement of aims', true], ['C4', 'Fighting the cuts', false],
  ['12', 'Convention of the Left', false], ['22', 'Free movement', false], ['', 'Lunch', false], ['25', 'Mandatory reselection of members of parliament and councillors', false],
  ['28', 'Council budgets', false], ['E1', 'Emergency: bus strike', false], ['', 'Election of the committee', false], ['31', 'Trade union link', false], ['33', 'Local government strategy', false],
] as const;
const items = order.map(([number, title, done], index) => ({ number, title, done, current: index === 4, is_break: title === 'Lunch', start: index > 11 ? null : NOW + (index - 4) * 1_140_000 }));

const view = (face: HallView['face'], over: Partial<HallView> = {}): HallView => ({ heading, black: false, face, head: 'Q4M-7TD-2', ...over });
const next = [{ name: 'J. Cole', body: 'Camden' }, { name: 'Siân Price', body: 'Cardiff' }];

export const faces: Record<string, HallView> = {
  debate: view({ face: 'debate', question, speech: speech(), next, interruption: null }),
  rehearsal: view({ face: 'debate', question, speech: speech({ clock: clock(187_000, true) }), next, interruption: null }, { heading: { ...heading, rehearsal: true } }),
  point: view({ face: 'debate', question, speech: speech({ clock: clock(60_000, false, 300_000) }), next, interruption: 'Point of order' }),
  wide: view({ face: 'debate', question: long, speech: speech({ name: 'Bartholomew Featherstonehaugh-Williams', body: 'Associated Society of Locomotive Engineers and Firemen', side: 'against', role: 'speaker', clock: clock(5_000, true, 605_000) }), next: [{ name: 'Oluwaseun Adebayo-Richardson', body: 'Newcastle upon Tyne Central and North' }, next[1]!], interruption: null }),
  longchange: view({ face: 'debate', question: longChange, speech: speech(), next, interruption: null }),
  called: view({ face: 'debate', question: long, speech: null, next: [], interruption: null }),
  waiting: view({ face: 'debate', question, speech: null, next, interruption: null }),
  vote: view({ face: 'vote', question: { ...question, kicker: 'Composite 4, as amended', lead: 'That composite 4 be agreed, as amended:' }, vote: vote() }),
  votelong: view({ face: 'vote', question: long, vote: vote({ card_no: 118, state: 'closed', majority: 'Two-thirds of those voting' }) }),
  hands: view({ face: 'vote', question, vote: vote({ method: 'hands', label: 'Show of hands', card_no: null, majority: 'Simple majority of those voting', if_carried: 'Paragraph 2 is replaced; the last line of 4.2 falls.', if_lost: 'Paragraph 2 stands; 4.2 is taken next.' }) }),
  result: view({ face: 'result', vote: vote({ state: 'declared', result: result() }), next: 'Motions 11, 14 and 19 are composited. Motion 25 falls. Next: motion 12, Convention of the Left.' }),
  corrected: view({ face: 'result', vote: vote({ state: 'declared', result: result({ correction: 'the batch of the east balcony had been left out' }), corrected: [result()] }), next: 'Motions 11, 14 and 19 are composited. Motion 25 falls. Next: motion 12, Convention of the Left.' }),
  twothirds: view({ face: 'result', vote: vote({ label: 'Card vote 3', subject: 'Rule amendment 12', state: 'declared', result: result({ word: 'Not carried', outcome: 'not_carried', reason: '718,273 of 1,092,074 were for: 65.77 %. Two-thirds needs 728,050; it is 9,777 short.', sections: [{ name: null, weight: 1, counted: { for: 718_273, against: 373_801, abstain: null }, for_percent: '65.77', against_percent: '34.23' }], counted: { for: 718_273, against: 373_801, abstain: null }, percent: ['65.77', '34.23'], threshold: 6667 }) }), next: 'The rule stands as it was. Next: motion 13.' }),
  clear: view({ face: 'result', vote: vote({ method: 'hands', label: 'Show of hands', subject: 'Amendment 4.1', state: 'declared', result: result({ reason: 'The chair saw a clear majority for.', sections: [], counted: null, percent: null }) }), next: 'Paragraph 2 is replaced. Next: amendment 4.2, North East.' }),
  unclear: view({ face: 'result', vote: vote({ method: 'hands', label: 'Show of hands', subject: 'Amendment 4.1', state: 'inconclusive' }), next: 'The vote is counted.' }),
  order: view({ face: 'order', items }),
  ordermany: view({ face: 'order', items: [...items, ...items.map((i) => ({ ...i, current: false }))] }),
  orderempty: view({ face: 'order', items: [] }),
  welcome: view({ face: 'welcome', next: { number: '1', title: 'Welcome; tellers', start: NOW + 600_000, current: false, done: false, is_break: false } }, { heading: { ...heading, about: 'A model conference of grassroots groups', name: 'Grassroots Conference 2017' } }),
  item: view({ face: 'item', number: '3', title: 'Report of the standing orders committee: who may vote today', until: null }),
  break: view({ face: 'item', number: '', title: 'Lunch', until: NOW + 6_000_000 }),
  message: view({ face: 'message', text: 'Would the owner of a blue Volvo, P123 ABC, please move it. It blocks the door of the kitchen.' }),
  shout: view({ face: 'message', text: 'Doors are closed' }),
  black: view({ face: 'message', text: '' }, { black: true }),
};
