import type { LogTimes } from '../../../../shared/model/preferences.ts'
import { countText } from '../../../ui/count-text.ts'
import type { Range } from './row-model.ts'
import type { Shown } from './use-stream-rows.ts'

const times: Record<LogTimes, string> = { off: 'Off', relative: 'Elapsed', absolute: 'Clock', difference: 'Difference' }
const shown: Record<Shown, string> = { all: 'All', out: 'stdout', err: 'stderr', note: 'System' }
const count = (value: number): string => value.toLocaleString('en')
const lines = (value: number): string => countText(value, ['line', 'lines'])
const rangeText = ({ from, to }: Range): string => (from === to ? `Line ${count(from)}` : `Lines ${count(from)}–${count(to)}`)

export const words = {
  unreadable: (why: string) => `Could not read the log: ${why}`,
  linesUnreadable: (why: string) => `Could not read some lines: ${why}`,
  linesMissing: 'they are no longer in the log file.',
  notStarted: 'Not started yet',
  notStartedHint: 'Output appears here as soon as the run starts.',
  noneYet: 'No output yet',
  noneYetHint: 'Output appears here as it is written.',
  none: 'No output',
  noneFrom: (node: string) => `No output from "${node}"`,
  emptied: 'The log file was emptied outside of LocalFlow',
  gone: 'The log is gone',

  log: (run: number) => `Log of run ${run}`,
  tools: 'Log tools',

  find: 'Find',
  regex: 'Regular expression',
  matchCase: 'Match case',
  wholeWord: 'Whole words',
  hits: (place: number | null, total: number) => `${place === null ? '–' : count(place)}/${count(total)}`,
  searching: (share: number) => `${Math.floor(share * 100)} %`,
  noHits: 'No matches',
  hitsSpoken: (place: number | null, total: number) =>
    place === null ? countText(total, ['matching line', 'matching lines']) : `Match ${count(place)} of ${count(total)}`,
  nextHit: 'Next hit',
  previousHit: 'Previous hit',
  onlyMatching: 'Only matching lines',
  context: 'Context',
  contextLabel: 'Lines of context',
  badPattern: 'Invalid pattern',
  slowPattern: 'Pattern too slow',
  notSearched: 'Search failed',
  foundSoFar: (total: number) => `${countText(total, ['match', 'matches'])} so far`,

  steps: {
    errors: {
      name: 'Errors',
      of: (place: number | null, total: number) =>
        place === null ? countText(total, ['error', 'errors']) : `Error ${count(place)} of ${count(total)}`,
    },
    warnings: {
      name: 'Warnings',
      of: (place: number | null, total: number) =>
        place === null ? countText(total, ['warning', 'warnings']) : `Warning ${count(place)} of ${count(total)}`,
    },
    both: {
      name: 'Errors and warnings',
      of: (place: number | null, total: number) =>
        place === null ? countText(total, ['problem', 'problems']) : `Problem ${count(place)} of ${count(total)}`,
    },
  },
  stepKind: (text: string) => `${text}: choose errors or warnings`,
  nextOf: { errors: 'Next error', warnings: 'Next warning', both: 'Next error or warning' },
  previousOf: { errors: 'Previous error', warnings: 'Previous warning', both: 'Previous error or warning' },

  shown,
  noneOf: { all: 'No output', out: 'No stdout output', err: 'No stderr output', note: 'No System lines' } satisfies Record<
    Shown,
    string
  >,
  showAllLines: 'Show all lines',
  streamOrder:
    'stdout and stderr are read separately, so lines printed at nearly the same time may appear in a different order than in a terminal.',
  shownNow: (name: string) => `Streams: ${name}`,
  times,
  time: 'Time',
  timesNow: (what: LogTimes) => `Time: ${times[what]}`,
  more: (hidden: number) => `+ ${lines(hidden)}`,
  menu: 'More log actions',
  wrap: 'Wrap lines',
  pretty: 'Pretty JSON',
  controls: 'Show control characters',
  foldAll: 'Fold all',
  unfoldAll: 'Unfold all',
  goToLine: 'Go to line…',
  goToLineTitle: 'Go to line',
  goToLineLabel: 'Line or lines',
  goToLineHint: (last: number) => `Between 1 and ${count(last)}, or a range such as 120-131`,
  go: 'Go',
  noSuchLine: (last: number) => `Enter a line between 1 and ${count(last)}.`,
  goToEnd: 'Go to end',
  downloads: {
    raw: 'Download as written',
    plain: 'Download without colors',
    times: 'Download with timestamps',
  },
  downloading: (size: string) => `Downloading: ${size}`,
  notDownloaded: 'Could not download the log',
  openInEditor: 'Open in editor',
  notOpenedFile: 'Could not open the log',
  copyPath: 'Copy path of the log file',
  copyPathHint: 'A browser cannot open your editor. The desktop app can.',
  pathCopied: 'Copied the path',
  pathNotCopied: 'Could not copy the path',
  print: 'Print…',
  notPrinted: 'Could not print the log',
  printedPart: (most: number) => `The first ${lines(most)} are printed. Download the log for all of it.`,
  cancel: 'Cancel',

  jumpToLive: (isNew: number) => (isNew === 0 ? 'Jump to live' : `Jump to live (+${count(isNew)})`),
  jumpToEnd: (ended: string, isNew: number) => `${ended} · Go to end${isNew === 0 ? '' : ` (+${count(isNew)})`}`,
  ended: (status: string, took: string) => `Ended: ${status} in ${took}`,
  endedPlain: 'Ended',

  stderr: 'stderr: ',
  levels: { error: 'error: ', warning: 'warning: ' },
  system: 'system',
  cut: (size: string) => ` … ${size} more in this line`,
  showAll: (size: string) => `Show all ${size}`,
  openWhole: (size: string) => `Open all ${size}`,
  showMatch: 'Show match',
  fromByte: (size: string) => `Shown from ${size} into the line.`,
  wholeLine: (line: number) => `Line ${count(line)}`,
  wholeCut: (size: string) => `Only the first ${size} are shown here. Download the log for all of it.`,
  notOpened: (line: number) => `Could not open line ${count(line)}`,
  allStates: (states: number) => `Show all ${count(states)} updates`,
  lastState: 'Show last update only',
  folded: (hidden: number) => `(${lines(hidden)})`,
  hasErrors: 'has errors',
  trace: (hidden: number) => `Trace, ${lines(hidden)}`,

  statusLine: 'State of the log',
  size: (total: number, shownLines: number | null, size: string) =>
    `${shownLines === null ? lines(total) : countText(shownLines, ['line', 'lines'], { total })} · ${size}`,
  complete: 'complete',
  cutAt: (dropped: string) => `cut, ${dropped} dropped`,
  truncated: 'the log was truncated: lines are missing',
  growing: 'running',
  disconnected: 'disconnected',
  selected: (range: Range) => `${rangeText(range)} selected`,
  notInLog: (range: Range) => `${rangeText(range)}: not in this log`,
  copy: 'Copy',
  copyTimes: 'Copy with timestamps',
  copyLink: 'Copy link',
  copied: (total: number) => `Copied ${lines(total)}`,
  linkCopied: 'Copied the link',
  notCopied: 'Could not copy the lines',
  linkNotCopied: 'Could not copy the link',
  noClipboard: (failed: string) => `${failed}: the browser does not allow access to the clipboard.`,
  tooMany: (most: number) => `At most ${lines(most)} can be copied. Download the log instead.`,
}
