import type { ReactNode } from 'react'
import type { ComparisonRow } from '../../../../shared/model/log-comparison.ts'
import { countText } from '../../../ui/count-text.ts'
import { sentence } from '../../../ui/sentence.ts'

export const words = {
  title: 'Comparison',
  unreadable: (why: string) => `Could not compare the logs: ${why}`,
  none: 'No logs to compare',
  close: 'Close comparison',
  lines: 'Lines of both logs',
  empty: 'Neither run wrote any output.',
  comparedWith: (run: ReactNode) => sentence`Compared with ${run}`,
  run: (run: number) => `#${run}`,
  ended: 'ended',
  counts: 'Differences',
  newLines: (count: number) => countText(count, ['new line', 'new lines']),
  goneLines: (count: number) => countText(count, ['missing line', 'missing lines']),
  movedLines: (count: number) => countText(count, ['moved line', 'moved lines']),
  params: 'Parameters that differ',
  param: (name: string, before: string, now: string) => `${name}: ${before} → ${now}`,
  unset: 'not set',
  normalized: 'Times, durations, ids and folders are ignored',
  normalizedHint: 'Lines that differ only in times, durations, ids and the folders of paths count as equal.',
  bounded: (count: number) => `${count.toLocaleString('en')} lines in the middle of the logs are not compared`,
  skipped: (count: number) => countText(count, ['equal line', 'equal lines']),
  showMore: 'Show more equal lines around the differences',
  more: (count: number) => `Show more of ${countText(count, ['row', 'rows'])}`,
  openLine: (line: number) => `Open line ${line.toLocaleString('en')} in the log`,
  otherLine: (line: number) => `Line ${line.toLocaleString('en')} of the other log`,
  kinds: { same: '', new: 'new: ', moved: 'moved: ', gone: 'missing: ', skipped: '' } satisfies Record<
    ComparisonRow['kind'],
    string
  >,
}
