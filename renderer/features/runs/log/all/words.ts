import { countText } from '../../../../ui/count-text.ts'

const number = (count: number): string => count.toLocaleString('en')

export const words = {
  log: (run: number) => `Log of all steps of run ${run}`,
  levels: { all: 'All levels', warning: 'Warnings and errors', error: 'Errors' },
  levelNow: (level: string) => `Levels: ${level}`,
  unreadable: (why: string) => `Could not read the logs of the steps: ${why}`,
  none: 'No output yet',
  noneHint: 'Output of the steps appears here as it is written.',
  noneEver: 'No output',
  noneLeft: 'No lines match the filter',
  openStep: (step: string, line: number) => `Open line ${number(line)} of ${step}`,
  download: 'Download all steps',
  errors: (place: number | null, count: number, isMore: boolean) => {
    const total = `${number(count)}${isMore ? '+' : ''}`
    return place === null ? `${total} ${count === 1 && !isMore ? 'error' : 'errors'}` : `Error ${number(place)} of ${total}`
  },
  nextError: 'Next error',
  previousError: 'Previous error',
  noMoreErrors: { before: 'No error above', after: 'No error below' },
  attempt: (step: string, attempt: number) => `${step}, attempt ${number(attempt)}`,
  item: (step: string, item: number) => `${step}, item ${number(item)}`,
  of: (step: string, part: string) => `${step}, ${part}`,
  goneLogs: 'Logs that are incomplete',
  moreGone: (count: number) =>
    `${countText(count, ['more log', 'more logs'])} of other steps ${count === 1 ? 'is' : 'are'} incomplete`,
  status: 'State of the logs',
  allStreams: 'All streams',
  byTime: 'all steps by time',
  running: 'running',
  complete: 'complete',
  disconnected: 'disconnected',
  shown: (count: number, isAll: boolean) => `${countText(count, ['line', 'lines'])}${isAll ? '' : ' loaded'}`,
  matching: (count: number) => countText(count, ['matching line', 'matching lines']),
  firstSteps: (count: number) => `Only the first ${number(count)} steps are shown.`,
  skipped: (count: number) => `${countText(count, ['log', 'logs'])} could not be searched`,
  firstHits: (shown: number, count: number) => `The first ${number(shown)} of ${number(count)} matching lines`,
}
