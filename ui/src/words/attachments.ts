export const words = {
  title: 'Attached',
  none: 'Nothing is attached',
  key: 'Attach a file',
  attach: 'Attach a file…',
  busy: 'Bringing it in…',
  save: 'Save a copy',
  detach: 'Detach',
  detachTitle: (name: string, label: string): string => `Detach “${name}” from ${label}`,
  reason: 'Why? Its content stays in the conference file.',
};
