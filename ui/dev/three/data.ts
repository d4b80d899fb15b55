import type { EntryLine, Heading, MarkedParagraph, PaperShown, RollLine, StandingOrders } from '../../src/link/types';

export const START = Date.UTC(2017, 2, 11, 11, 52, 0);
export const heading = (): Heading => ({ name: 'Grassroots Conference', venue: 'Conway Hall', time_zone: 'Europe/London', about: '', rehearsal: false, state: 'open', day: 'Saturday 11 March 2017', session: 'Morning', now: START });

const NAMES = ['Barnet', 'Birmingham', 'Brent', 'Brighton', 'Bristol West', 'Camden', 'Cardiff', 'Croydon', 'Durham', 'Enfield', 'Exeter', 'FBU London', 'Glasgow', 'Greenwich', 'Hackney North', 'Hull', 'Islington', 'Kent', 'Lambeth', 'Leeds', 'Leicester', 'Lewisham', 'Liverpool', 'Manchester', 'Newcastle', 'Norwich', 'Nottingham', 'Oxford', 'Portsmouth', 'RMT East Midlands', 'Sheffield', 'Southampton', 'Southwark', 'Stoke-on-Trent, Newcastle-under-Lyme and the Moorlands', 'Swansea', 'Tower Hamlets', 'Unite London', 'Waltham Forest', 'Wandsworth', 'York'];
export const cards: RollLine[] = NAMES.flatMap((delegation, at) => {
  const affiliate = /FBU|RMT|Unite/.test(delegation);
  const line: RollLine = { number: 100 + at * 3, delegation, section: affiliate ? 'Affiliates' : 'Branches', value: affiliate ? 2300 + at * 77 : 200 + ((at * 397) % 1700), cancelled: false };
  return delegation === 'Hull' ? [{ ...line, cancelled: true }, { ...line, number: 240 }] : [line];
});

const same = (text: string, number: number | null): MarkedParagraph => ({ number, passages: [{ kind: 'same', text }], touched: false });
const C4 = ['Conference notes that councils are setting budgets that cut libraries, care and youth work. No fire station should close to pay for the crisis.', 'Conference instructs the committee to write to every council that is setting a budget this spring, and to publish their answers.', 'Councillors who vote against cuts will be supported by this organisation. A model no-cuts budget will be published by May.'];
const paper = (more: Partial<PaperShown>): PaperShown => ({ id: 1, label: 'Motion 1', number: '1', kind: 'motion', title: '', upon: null, parties: '', state: 'on_agenda', item: null, paragraphs: [], as_it_stands: null, two_thirds: false, ...more });
const text = (all: string[]): MarkedParagraph[] => all.map((each, at) => same(each, at + 1));
export const papers: PaperShown[] = [
  paper({ id: 10, label: 'Motion 12', number: '12', title: 'A convention of the Left', parties: 'To be moved by Southwark · seconded by Lewisham', item: 4, paragraphs: text(['This national meeting resolves to call a Convention of the Labour Left in late spring or early summer to discuss cooperation and shared aims.', 'The steering committee is to report on places and dates within four weeks.']) }),
  paper({ id: 11, label: 'Motion 22', number: '22', title: 'Free movement', parties: 'To be moved by Camden', item: 5, paragraphs: text(['Conference supports the free movement of people.']) }),
  paper({ id: 12, label: 'Motion 25', number: '25', title: 'Mandatory reselection of members of parliament', parties: 'To be moved by Manchester · seconded by Hackney North', state: 'falls', paragraphs: text(['Conference calls for mandatory reselection.']) }),
  paper({ id: 13, label: 'Statement S1', number: 'S1', kind: 'statement', title: 'Statement of aims', parties: 'Moved by the steering committee', state: 'carried', two_thirds: true, item: 2, paragraphs: text(['We are a network of members.', 'We decide by one delegate, one vote.']), as_it_stands: ['We are a democratic network of members.', 'We decide by one delegate, one vote.'] }),
  paper({ id: 14, label: 'Amendment S1.1', number: 'S1.1', kind: 'amendment', title: 'Democratic', upon: 13, parties: 'Moved by Leeds', state: 'carried', paragraphs: [{ number: 1, touched: true, passages: [{ kind: 'same', text: 'We are a ' }, { kind: 'inserted', text: 'democratic ' }, { kind: 'same', text: 'network of members.' }] }, same('We decide by one delegate, one vote.', 2)] }),
  paper({ id: 15, label: 'Composite 4', number: 'C4', kind: 'composite', title: 'Fighting the cuts', parties: 'Moved by Southwark · seconded by FBU London', state: 'moved', item: 3, paragraphs: text(C4) }),
  paper({ id: 16, label: 'Amendment 4.1', number: '4.1', kind: 'amendment', title: 'A lobby of every council', upon: 15, parties: 'Moved by Leeds', state: 'carried', paragraphs: [same(C4[0]!, 1), { number: 2, touched: true, passages: [{ kind: 'same', text: 'Conference instructs the committee to ' }, { kind: 'deleted', text: 'write to ' }, { kind: 'inserted', text: 'organise, with the trade unions, a lobby of ' }, { kind: 'same', text: 'every council that is setting a budget this spring, and to publish their answers.' }] }, same(C4[2]!, 3)] }),
  paper({ id: 17, label: 'Amendment 4.2', number: '4.2', kind: 'amendment', title: 'Councillors', upon: 15, parties: 'To be moved by Newcastle', paragraphs: [same(C4[0]!, 1), same(C4[1]!, 2), { number: 3, touched: true, passages: [{ kind: 'deleted', text: C4[2]! }] }, { number: null, touched: true, passages: [{ kind: 'inserted', text: 'Councillors who vote for cuts will not be supported by this organisation.' }] }] }),
];
papers.find((each) => each.id === 15)!.as_it_stands = [C4[0]!, 'Conference instructs the committee to organise, with the trade unions, a lobby of every council that is setting a budget this spring, and to publish their answers.', C4[2]!];

export const orders: StandingOrders = {
  name: 'grassroots', title: 'A one-day conference of branches', source: 'Made for the demonstration: mover 5 minutes, others 3, as many bodies have it; quorum and the rest are invented.',
  time: { mover_motion: 300, seconder: 180, mover_amendment: 180, other: 180, reply: 180, platform: 300, warning: 60 },
  speak: { once_per_motion: true, formal_second_counts: false, alternate: 'strict' }, tie: 'chair_casting', base: 'voting', quorum: { number: 40 }, majority: 'simple',
  card: { empty_section: 'zero', by_chair: true, demanded_by: null }, vote_minutes: { hands: 1, counted: 6, card: 12 },
};

export function entries(): EntryLine[] {
  const all: EntryLine[] = [];
  const add = (act: string, words: string, by = 'chair', more: Partial<EntryLine> = {}): void => void all.unshift({ seq: all.length + 1, at: START - 6_600_000 + all.length * 21_000, by, act, words, reason: null, undone_by: null, undoes: null, ...more });
  add('set_up', 'Grassroots Conference was set up with the standing orders “A one-day conference of branches”.');
  add('import_register', '40 delegations were taken into the register.', 'committee');
  add('issue_cards', 'Cards were issued to 40 delegations.', 'committee');
  add('open', 'The conference was opened.');
  add('take_item', 'Statement of aims was taken.');
  for (let round = 0; round < 9; round++) {
    add('call_motion', `Motion ${round + 11} was called.`);
    add('call_speaker', 'A. Patel, Leeds, was called to speak for.');
    add('start_clock', 'The clock of A. Patel was started.');
    if (round === 2) {
      add('interrupt', 'A delegate from Southwark rose on a point of order: the speaker is discussing amendment 4.2.');
      add('rule', 'The point of order was well taken: “Keep to amendment 4.1.”');
      add('call_speaker', 'Siân Price, Cardiff, was called to speak against.', 'chair', { reason: 'Conference agreed to hear Cardiff, whose amendment was lost in print.' });
      add('note', 'Note: the doors were closed for the count.', 'committee · J. Okafor');
    }
    if (round === 4) {
      add('withdraw_request', 'J. Cole, Camden, no longer wanted to speak.', 'chair', { undone_by: all.length + 2 });
      add('undo', 'Took back: J. Cole, Camden, no longer wanted to speak.', 'chair', { undoes: all.length });
    }
    add('end_speech', 'A. Patel, Leeds, had spoken for 2 min 41.');
    add('put_question', 'The question was put by a show of hands.');
    add('declare', `Motion ${round + 11}: carried on a show of hands.`);
  }
  add('put_question', 'Composite 4, as amended: the question was put by card vote 7.');
  add('open_vote', 'Card vote 7 was opened.');
  for (let n = 0; n < 18; n++) add('enter_slip', `Card vote 7: card ${100 + n * 3} was entered.`, n % 2 ? 'teller 1' : 'teller 2');
  return all;
}
