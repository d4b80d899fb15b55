const rows = [
  ['1', 'Southwark', 'Branches', '240', 'new', null], ['2', 'Lewisham', 'Branches', '1,120', 'updated', null], ['3', '', 'Branches', '310', 'bad', 'The name is empty.'], ['4', 'Camden', 'Branches', 'about 200', 'bad', '“about 200” is not a whole number of members.'],
  ['5', 'FBU London', 'Affiliates', '2,300', 'new', null], ['5', 'FBU London', 'Affiliates', '2,300', 'bad', 'Number 5 stands on line 6 already.'], ['7', 'Hackney North', 'Branches', '1,460', 'unchanged', null],
] as const;
export const preview = {
  kind: 'register', file: 'register-2017.csv', encoding: 'Windows-1252', separator: 'semicolon',
  columns: [{ heading: 'No', used_as: 'number' }, { heading: 'Body', used_as: 'name' }, { heading: 'Section', used_as: 'section' }, { heading: 'Members', used_as: 'members' }, { heading: 'Secretary', used_as: null }],
  rows: rows.map((r, i) => ({ line: i + 2, cells: [r[0], r[1], r[2], r[3], 'A. Person'], fate: r[4], why: r[5] })),
  counts: { new: 2, updated: 1, unchanged: 1, bad: 3 }, problem: null, command: { act: 'import_register', rows: [] },
};
