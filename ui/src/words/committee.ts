export const words = {
  title: 'Committee',
  parts: { reports: 'Reports', emergencies: 'Emergency motions', priorities: 'Priorities ballot' },
  partsLabel: 'What the committee does',
  turn: 'The next part of the committee’s work',
};
