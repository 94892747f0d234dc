import type { ReactNode } from 'react'
import { goneText } from '../../../../shared/log/gone-text.ts'
import type { MissingLog, SkippedLog } from '../../../../shared/model/found-run.ts'
import { countText } from '../../../ui/count-text.ts'
import { sentence } from '../../../ui/sentence.ts'

const runs = ['run', 'runs'] as const
const lines = ['line', 'lines'] as const
const number = (count: number): string => count.toLocaleString('en')

const nameOf = ({ run, node }: Pick<SkippedLog, 'run' | 'node'>): string => `#${run}${node === null ? '' : ` › ${node}`}`

/** Words of the search across runs. */
export const searchWords = {
  title: 'Search logs',
  runs: 'Runs',
  link: 'Search in logs',
  linkHint: 'Search what the runs of this list printed',
  label: 'Text in logs',
  search: 'Search',
  regex: 'Regular expression',
  matchCase: 'Match case',
  wholeWord: 'Whole words',
  filter: 'Filter runs',

  progress: (searched: number, of: number | null, isPart: boolean) =>
    of === null
      ? `Searched ${countText(searched, runs)}`
      : `Searched ${number(searched)} of ${number(of)}${isPart ? '+' : ''} ${of === 1 && !isPart ? 'run' : 'runs'}`,
  backTo: (day: string) => `, back to ${day}`,
  found: (foundLines: number, foundRuns: number) =>
    foundLines === 0 ? 'No lines' : `${countText(foundLines, lines)} in ${countText(foundRuns, runs)}`,
  noLog: (count: number) => ` · ${number(count)} without output`,
  deleted: (count: number) => ` · ${countText(count, ['log', 'logs'])} deleted or shortened`,
  skipped: (count: number) => ` · Skipped ${countText(count, ['log', 'logs'])}: pattern too slow`,
  skippedHint: (logs: readonly SkippedLog[]) => logs.map((log) => `${nameOf(log)}: ${log.why}`).join('\n'),
  noLogHint: 'These attempts printed nothing.',
  deletedHint: (logs: readonly MissingLog[], when: (at: number) => string) =>
    logs.map((log) => `${nameOf(log)}: ${goneText(log, when)}`).join('\n'),
  ended: (text: string) => `Search ended: ${text}`,
  cancel: 'Cancel',
  cancelled: 'Cancelled',
  continue: 'Continue',
  searchOlder: 'Search older runs',
  problem: (why: string) => `Could not search the logs: ${why}`,

  results: 'Runs with the text',
  run: (run: number) => `#${run}`,
  line: (n: number) => `Line ${number(n)}`,
  moreLines: (count: number) => countText(count, ['more line', 'more lines']),
  attempt: (attempt: number) => `attempt ${attempt}`,

  start: 'Which run printed it?',
  startHint: (filter: ReactNode) =>
    sentence`Type a text and press Enter. LocalFlow searches the logs of all runs, or of those that match a filter such as ${filter}, newest first.`,
  startExample: 'job:backup started:7d',
  none: (text: string) => `No line has "${text}"`,
  noneHint: 'Only the runs that match the filter were searched.',
  searchAll: 'Search all runs',
}
