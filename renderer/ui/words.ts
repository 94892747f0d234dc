export const words = {
  moreActions: 'More actions',
  cancel: 'Cancel',
  cancelOf: (name: string) => `Cancel: ${name}`,
  doneOf: (done: number, total: number) => `${done.toLocaleString('en')} of ${total.toLocaleString('en')}`,
  close: 'Close',
  dismiss: 'Dismiss',
  undo: 'Undo',
  tryAgain: 'Try again',
  /** How every message starts that says what could not be done. */
  failed: 'Could not ',
  unknownError: 'Something went wrong.',
  andMore: (count: number) => `and ${count.toLocaleString('en')} more`,
  othersFailed: (count: number) => `And ${count.toLocaleString('en')} more.`,

  discardQuestion: 'Discard your changes?',
  keepEditing: 'Keep editing',
  discard: 'Discard',

  pageFailed: 'Something went wrong on this page',
  pageFailedText: (why: string) => `${why} Your jobs and runs are not affected.`,
  showAgain: 'Show page again',

  nameOf: (noun: string, place: number) => `Name of ${noun} ${place}`,
  valueOf: (noun: string, place: number) => `Value of ${noun} ${place}`,
  remove: (noun: string, place: number) => `Remove ${noun} ${place}`,
  add: (noun: string) => `Add ${noun}`,
  name: 'NAME',
  value: 'value',

  palette: 'Search or run',
  paletteField: 'Search or run…',
  clearSearch: 'Clear search',

  clearChoice: 'Clear the choice',
  showChoices: 'Show choices',
  noChoices: 'Nothing matches',
  firstChoices: (count: number) => `The first ${count.toLocaleString('en')}. Type to narrow them.`,

  leavesEditor: 'Esc, then Tab leaves the editor',

  noDifferences: 'No differences',
  lastLineEnd: 'Only the line break at the end differs',
  difference: 'Difference as text',

  renamed: (name: string) => `Renamed to "${name}"`,
  notRenamedBack: (name: string) => `Could not undo the renaming of "${name}"`,

  valueViews: { json: 'JSON', table: 'Table' },
  showValueAs: (label: string) => `Show ${label} as`,
  cutTable: (rows: number, count: number, columns: number, columnCount: number) =>
    `The table has ${rows.toLocaleString('en')} of ${count.toLocaleString('en')} rows and ${columns} of ${columnCount.toLocaleString('en')} columns. JSON has all of them.`,

  keyControl: 'Ctrl',
  keyEnter: 'Enter',
  keyShift: 'Shift',
  keysJoined: (...keys: string[]) => keys.join(' '),
  keyDelete: 'Del',
  keyEscape: 'Esc',
  keyThen: ' then ',
}
