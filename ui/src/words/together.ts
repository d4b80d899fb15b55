// Papers that are dealt with together.
const papers = (n: number): string => (n === 1 ? '1 paper' : `${n} papers`);

export const words = {
  mark: 'Mark it, to deal with several together',
  markListed: 'Mark every paper that is listed',
  isMarked: 'marked: ',
  marked: (n: number): string => `${n} marked`,
  unmark: 'Mark none',
  unmarkShort: 'None',
  key: 'What becomes of those marked',
  short: 'Deal with them',
  title: (n: number): string => `What becomes of ${papers(n)}`,
  which: (labels: string[]): string => labels.join(', '),
  ruleIn: 'Rule them in',
  print: 'Print them',
  printMeans: 'They stand in the preliminary agenda.',
  agenda: 'Put them on the agenda',
  agendaMeans: 'Under an item of the order of business; what is on the agenda already is taken there from now on.',
  under: 'Taken under',
  wherePrinted: 'the items that print their numbers',
  go: 'Put them on the agenda',
};
