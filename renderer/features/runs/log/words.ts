import type { LogTimes } from '../../../../shared/model/preferences.ts'
import { countText } from '../../../ui/count-text.ts'

const times: Record<LogTimes, string> = { off: 'Off', relative: 'Since the start', absolute: 'Time of day' }
const lines = (count: number): string => countText(count, ['line', 'lines'])

export const words = {
  unreadable: (why: string) => `Could not read the log: ${why}`,
  linesUnreadable: (why: string) => `Could not read some lines: ${why}`,
  notStarted: 'Not started yet',
  notStartedHint: 'Output appears here as soon as the run starts.',
  noneYet: 'No output yet',
  noneYetHint: 'Output appears here as it is written.',
  none: 'No output',
  noneFrom: (node: string) => `No output from "${node}"`,

  log: (run: number) => `Log of run ${run}`,
  size: (count: number, size: string) => `${lines(count)} · ${size}`,
  times,
  timestamps: 'Timestamps',
  jumpToEnd: 'Jump to end',
  follow: 'Follow',
  jumpToLive: (isNew: number) => (isNew === 0 ? 'Jump to live' : `Jump to live (+${isNew.toLocaleString('en')})`),

  stderr: 'stderr: ',
  cut: (size: string) => ` … ${size} more in this line`,
  folded: (count: number) => `(${lines(count)})`,
  hasErrors: 'has errors',
}
