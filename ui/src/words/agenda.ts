import type { ItemKind, ItemState } from '../link/types';

function hours(minutes: number): string {
  const whole = Math.floor(minutes / 60);
  return whole === 0 ? `${minutes} min` : `${whole} h ${minutes % 60} min`;
}

/** The words of the programme. */
export const agenda = {
  print: 'Print',
  title: 'Programme',
  empty: 'The order of business is not here yet. Take in a programme from a spreadsheet, or add its first item.',
  planned: 'Planned',
  business: 'Business',
  minutes: 'Minutes',
  forecast: 'Forecast',
  ends: 'Ends',
  bars: 'planned ▭  forecast ▬',
  import: 'Take in a programme',
  importShort: 'Take in',
  add: 'Add an item',
  addAfter: (title: string) => `after ${title}`,
  addEnd: 'at the end',
  edit: 'Title, number, kind, time',
  take: 'Take it',
  takeItem: (number: string, title: string) => `Take ${number ? `${number}, ` : ''}${title}`,
  notOpen: 'the conference is not open yet',
  up: 'Move it up',
  down: 'Move it down',
  first: 'Move it to the front',
  last: 'Move it to the end',
  fix: 'Fix its time',
  unfix: 'Let its time move',
  park: 'Put it aside',
  close: 'Close it',
  reopen: 'Open it again',
  remove: 'Remove it',
  select: 'Choose an item',
  before: 'Item before',
  after: 'Item after',
  fixed: 'fixed',
  private: 'private session',
  privateSession: 'Take it in private',
  openSession: 'Take it in open session',
  finishes: (time: string) => `finishes ${time}`,
  over: (minutes: number) => `${hours(minutes)} over`,
  inHand: (minutes: number) => `${hours(minutes)} in hand`,
  lost: (names: string) => `${names} will not be reached`,
  lostCount: (n: number) => (n === 1 ? '1 item will not be reached' : `${n} items will not be reached`),
  asPlanned: 'as planned',
  dash: '—',
  pace: 'At this pace',
  allReached: 'Everything is reached.',
  notReached: 'Will not be reached',
  chosen: 'Chosen',
  minutesOf: (n: number) => (n === 1 ? '1 minute' : `${n} minutes`),
  span: (from: string, to: string) => `${from} – ${to}`,
  form: {
    add: 'Add an item',
    edit: 'Title, number, kind and time',
    itemTitle: 'Title',
    number: 'Number as printed',
    kind: 'Kind',
    minutes: 'Minutes planned',
    fixed: 'Its time is fixed',
    fixedHint: 'It begins at its planned time even when business runs early.',
    where: 'Place',
    save: 'Keep',
    needTitle: 'Give it a title.',
    needMinutes: 'A whole number of minutes, at least 1.',
    optional: 'may be left empty',
  },
} as const;

export const kinds: Record<ItemKind, string> = { business: 'Business', break: 'Break', report: 'Report', election: 'Election' };

export const states: Record<ItemState, { mark: string; word: string }> = {
  planned: { mark: '', word: 'to come' },
  current: { mark: '▶', word: 'before conference' },
  parked: { mark: '‖', word: 'put aside' },
  adjourned: { mark: '‖', word: 'adjourned' },
  closed: { mark: '✓', word: 'done' },
  not_reached: { mark: '!', word: 'not reached' },
};
