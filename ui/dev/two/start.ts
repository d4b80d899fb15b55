const at = Date.UTC(2026, 10, 22, 15, 40);
const open = { path: '/home/asha/Conferences/grassroots-conference.conference', name: 'Grassroots Conference', verification: { done: 412, total: 412, state: 'whole', problem: null, erased: 0 }, backups: { last_at: at, seq: 410, place: '/home/asha/Conferences/backups', second: null, problem: null }, clock: { now: at, drift_ms: 0, rehearsal: false } };
const recent = [
  { path: open.path, name: open.name, opened: at }, { path: '/home/asha/Conferences/ucu-congress-2018.conference', name: 'UCU Congress 2018', opened: at - 86_400_000 * 3 },
  { path: '/media/stick/regional-council-of-the-north-east-and-cumbria-autumn.conference', name: 'Regional Council of the North East and Cumbria, autumn meeting', opened: at - 86_400_000 * 30 },
];
const base = { version: '0.1.0', problem: null, second_backup: null, theme: null };
export const starts: Record<string, unknown> = {
  first: { ...base, open: null, recent: [] },
  recent: { ...base, open: null, recent },
  open: { ...base, open, recent },
  trouble: { ...base, open: null, recent, problem: '/home/asha/Conferences/grassroots-conference.conference is damaged (part of it is missing). Restore the newest backup.' },
  verifying: { ...base, open: { ...open, verification: { done: 1210, total: 4120, state: 'running', problem: null }, backups: { ...open.backups, problem: 'The stick /media/stick is full: the second copy was not made.' } }, recent, second_backup: '/media/stick' },
};
export const backups = [0, 1, 2, 3].map((i) => ({ path: `/b/${i}.conference`, at: at - i * 1_260_000, seq: 410 - i * 25, bytes: 120_000 }));
