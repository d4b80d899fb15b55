// What is said over a screen is short: a sentence that names a whole roll would cover what it is about. All of it is in the record.
const LONGEST = 300;

/** Whole sentences as far as they go, or else words; what is left out is marked. */
export function inShort(said: string): string {
  if (said.length <= LONGEST) return said;
  const start = said.slice(0, LONGEST);
  const sentence = start.search(/[.;][^.;]*$/);
  const end = sentence > 0 && said[sentence + 1] === ' ' ? sentence + 1 : start.lastIndexOf(' ');
  return `${start.slice(0, end).trimEnd()} … The whole of it is in the record.`;
}
