import type { Note } from './help-format.ts'

/** What the help of `lf` says that is not about one command. */
export const helpNotes: Note[] = [
  {
    title: 'Names and ids:',
    text: 'Jobs, flows and pipelines have a name and an id, runs a number and an id. Commands take either.',
  },
  {
    title: 'Times:',
    text:
      'Times are printed as "today 02:30" or "Fri 27 Nov 02:30", in the time zone of this computer unless they name another one; ' +
      'those of a schedule are in its zone. Options take times in the same form, or as "2026-12-24 18:30" or ' +
      '2026-12-24T18:30:00Z. With --json, times are milliseconds since 1970 in UTC.',
  },
  {
    title: 'Exit status:',
    items: [
      ['0', 'done; with --wait or --follow: the run succeeded'],
      ['1', 'the run failed, or the command did'],
      ['2', 'wrong usage'],
      ['3', 'not found'],
      ['4', 'LocalFlow is not reachable'],
      ['124', 'timed out'],
      ['130', 'interrupted'],
    ],
  },
  {
    title: 'Environment:',
    items: [
      ['LOCALFLOW_DATA', 'the data folder, unless --data names one'],
      ['VISUAL, EDITOR', 'the editor of "lf job edit"'],
      ['COLUMNS', 'the width of help that is not printed to a terminal'],
    ],
  },
]
