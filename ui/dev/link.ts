// A link that answers from fixtures. ?scene=debate chooses the chair's scene. Others add their views in `views`.
import { sharing, type Link } from '../src/link/link';
import type { Answer, Command, DeskView, PeopleView, View } from '../src/link/types';
import { base, request, scenes } from './desk';

const people: PeopleView = {
  people: [
    { id: 1, badge: '104', name: 'Asha Patel', body: 'Leeds', present: true }, { id: 2, badge: '131', name: 'J. Cole', body: 'Camden', present: true },
    { id: 3, badge: '77', name: 'Siân Price', body: 'Cardiff', present: true }, { id: 4, badge: '12', name: 'R. Haddad', body: 'Manchester', present: true },
    { id: 5, badge: '140', name: 'Seán O’Neill', body: 'Derry', present: false }, { id: 6, badge: '18', name: 'Barbara Grant', body: 'Hackney', present: true },
  ],
  bodies: ['Leeds', 'Camden', 'Cardiff', 'Manchester', 'Derry', 'Hackney', 'Southwark', 'Lewisham', 'FBU'].map((name, n) => ({ id: n + 1, number: String(n + 1), name })),
};

export const views: Record<string, (view: View, desk: DeskView) => unknown> = {
  desk: (_view, desk) => desk,
  hall: (_view, desk) => desk.hall,
  people: () => people,
  papers: () => ({ papers: [
    { id: 6, label: 'Composite 4', number: '4', kind: 'composite', title: 'Fighting the cuts', upon: null, parties: 'Moved by Southwark', state: 'moved', item: 5, paragraphs: base.question!.paragraphs.map((each) => ({ ...each, touched: false, passages: each.passages.filter((p) => p.kind !== 'inserted').map((p) => ({ ...p, kind: 'same' })) })), as_it_stands: null, two_thirds: false },
    { id: 7, label: 'Amendment 4.1', number: '4.1', kind: 'amendment', title: 'Fighting the cuts', upon: 6, parties: 'Moved by Leeds', state: 'moved', item: 5, paragraphs: base.question!.paragraphs, as_it_stands: null, two_thirds: false },
  ] }),
};

export function fixtureLink(): Link {
  let desk = scenes[new URLSearchParams(location.search).get('scene') ?? 'debate'] ?? base;
  const watchers = new Set<() => void>();
  const sent: Command[] = [];
  Object.assign(window, { sent });
  function take(command: Command): Answer {
    sent.push(command);
    if (command.act === 'call_speaker' && scenes['refused'] === desk) return { refusal: desk.next!.refused! };
    if (command.act === 'ask_to_speak') {
      const who = people.people.find((each) => each.id === command.who.delegate);
      desk = { ...desk, waiting: [...desk.waiting, request(who?.name ?? command.who.name ?? 'Delegation', who?.body ?? command.who.body ?? '', command.side, 'waiting', { role: command.role })] };
    }
    if (command.act === 'black') desk = { ...desk, hall: { ...desk.hall, black: command.on } };
    desk = { ...desk, seq: desk.seq + 1 };
    for (const push of watchers) push();
    return { receipt: { seq: desk.seq, words: `Done: ${command.act.replaceAll('_', ' ')}.`, made: [], repeated: false } };
  }
  return sharing({
    role: 'chair',
    watch(view, push) {
      const show = (): void => push(views[view.view]?.(view, desk) ?? null);
      watchers.add(show);
      queueMicrotask(show);
      return () => watchers.delete(show);
    },
    dispatch: async (command) => take(command),
    undo: async (redo) => ({ receipt: { seq: 300, words: redo ? 'Done again: Asha Patel is called.' : 'Taken back: Asha Patel, Leeds, is called to move amendment 4.1.', made: [], repeated: false } }),
    errand: async () => ({ fault: { sentence: 'Not in the fixtures.', detail: '' } }) as never,
    preview: async () => ({}) as never,
    pick: async () => null,
    hall: async () => {},
    painted: () => {},
  });
}
