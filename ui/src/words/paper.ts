/** The words of the order of business as it is handed out. */
export const paper = {
  title: 'Order of business',
  print: 'Print the order of business',
  failed: 'The order of business could not be fetched, so nothing was printed. Try again.',
  days: (first: string, last: string): string => (first === last ? first : `${first} to ${last}`),
  span: (from: string, to: string): string => `${from} to ${to}`,
  version: (number: number, at: string, reason: string): string => `Version ${number}, adopted at ${at}: ${reason}`,
  fixed: 'at this time',
  private: 'in private session',
  minutes: (n: number): string => `${n} min`,
  together: 'Debated together, and voted on in this order:',
  named: (motions: string): string => `Motions ${motions}`,
  twoThirds: 'needs two-thirds',
  guillotine: (at: string, of: string): string => `Guillotine at ${at} on ${of}:`,
  guillotineFate: (words: string): string => `what is not reached ${words}.`,
  lost: 'Lost business',
  lostLead: 'Not reached, and taken in this order where there is time:',
} as const;
