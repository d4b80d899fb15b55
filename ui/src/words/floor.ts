// What is moved from the floor.
import type { ProcedureKind, Ruling } from '../link/types';

export const words = {
  title: 'Motion from the floor',
  inOrder: 'In order now, highest first',
  notInOrder: 'Not in order now',
  papers: 'Papers that can be called now',
  noPapers: 'No paper of this item waits to be called.',
  others: 'What else the floor may bring',
  fresh: 'A new amendment',
  fates: 'What becomes of the paper',
  withdraw: 'The mover takes it back',
  remit: 'The mover is asked to remit',
  leave: 'Another takes the chair',
  back: 'The chair takes the chair',
  adjourn: 'The chair adjourns conference',
  who: 'Who',
  debate: 'Debate',
  majority: 'Needs',
  ifCarried: 'If carried',
  ifLost: 'If lost',
  choose: 'Take it',
  chooseHint: (title: string) => title,
  allow: 'Take it all the same…',
  mover: (body: string) => `moved by ${body}`,
  adjourned: 'its debate was adjourned',
  rung: (n: number) => `${n}`,
};

export const form = {
  title: (title: string) => `${title}: who moves it?`,
  moved: 'Moved by',
  seconded: 'Seconded by',
  secondedHint: 'May be left empty: it can be seconded in a moment.',
  person: 'badge, name, or name, delegation',
  nobody: 'Nobody on the register; taken as typed.',
  supporters: (n: number) => `Others who support it (${n} are needed)`,
  ruling: 'Which ruling?',
  rulingHint: 'In words, where it is none of these.',
  acting: 'Who takes the chair?',
  orders: 'Which standing orders?',
  ordersPlaceholder: '7, or 7 and 9',
  purpose: 'What for?',
  purposePlaceholder: 'so that …',
  until: 'Until when?',
  untilPlaceholder: '15:30',
  untilHint: 'May be left empty.',
  act: 'It is moved',
  missing: 'Who moves it?',
  refused: 'The chair may take it all the same, with a reason.',
  mayRefuse: 'The chair refuses it…',
  whyRefused: 'Why the chair does not take it',
  refuse: 'Refuse to take it',
};

export const second = {
  title: (label: string) => `${label}: who seconds it?`,
  act: 'Seconded',
  missing: 'Who seconds it?',
  nobody: 'If nobody does, it falls: W takes it back.',
};

export const quorum = {
  title: 'Count of the quorum',
  lead: (sentence: string) => sentence,
  field: 'How many are present?',
  act: 'That many are present',
  none: 'A number is needed.',
};

export const remit = {
  title: 'The mover is asked to remit',
  by: 'Who asks?',
  byDefault: 'The executive',
  agrees: 'The mover agrees',
  refuses: 'The mover does not agree',
};

export const chair = {
  title: 'Another takes the chair',
  who: 'Who?',
  why: 'Why?',
  act: 'Takes the chair',
  presides: (name: string) => `${name} is in the chair:`,
  because: (reason: string) => reason.charAt(0).toLowerCase() + reason.slice(1),
  back: 'The chair takes the chair again',
};

export const adjourn = {
  title: 'Conference adjourns',
  until: 'Until when?',
  untilHint: 'May be left empty.',
  why: 'Why?',
  dayDone: 'The business of the day is done.',
  act: 'Conference adjourns',
};

export const close = {
  title: (name: string) => `Close ${name}`,
  wait: 'The hall hears this. Enter closes, Esc goes back.',
  items: (n: number) => (n === 1 ? 'One item of business is not reached:' : `${n} items of business are not reached:`),
  papers: (n: number) => (n === 1 ? 'One paper is not reached:' : `${n} papers are not reached:`),
  left: 'What is not reached',
  looking: 'Looking for what is left undecided…',
  nothing: 'No item of business and no paper is left undecided.',
  lost: 'Each is kept in the record as not reached, and can be taken if conference is opened again.',
  act: 'Close the conference',
};

const many = (orders: string): boolean => /[, ]/.test(orders);
// `standing order 7`, `standing orders 7 and 9`; as given where it is not numbers.
const named = (orders: string): string => (/^[\d., and]+$/.test(orders) ? `standing order${many(orders) ? 's' : ''} ${orders}` : orders);

export const suspended = {
  now: (orders: string, time: string) => `Suspended until ${time}: ${named(orders)},`,
  over: (orders: string, time: string) => `The suspension of ${named(orders)} ended at ${time}; ${many(orders) ? 'they bind' : 'it binds'} again.`,
};

export const resuming = {
  soon: (paper: string, time: string) => `The debate on ${paper} goes on at ${time}.`,
  due: (paper: string, time: string) => `It is ${time}: the debate on ${paper} was adjourned until now.`,
  late: (paper: string, time: string) => `The debate on ${paper} was to go on at ${time}.`,
};

export const precedents = {
  title: 'How the chair has ruled at this conference',
  find: 'Find a precedent',
  placeholder: 'a word of the point or of the ruling',
  none: 'The chair has not ruled on anything yet.',
  noneFound: 'No ruling has those words.',
  more: (count: number): string => `and ${count} more: type a word of the one you want`,
  rulings: { well_taken: 'well taken', not_well_taken: 'not well taken', heard: 'heard' } satisfies Record<Ruling, string>,
  upheld: 'upheld by conference',
  overturned: 'overturned by conference',
};

// A letter each, so that the hand learns it.
export const keys: Record<Exclude<ProcedureKind, 'point_of_order' | 'amendment' | 'motion'>, string> = {
  challenge: 'H',
  no_confidence: 'O',
  quorum_call: 'U',
  suspension: 'S',
  adjourn_conference: 'J',
  adjourn_debate: 'D',
  next_business: 'N',
  previous_question: 'Q',
  closure: 'C',
  remission: 'R',
  reference_back: 'B',
  withdrawal: 'L',
  parts: 'P',
};
