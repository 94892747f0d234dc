import type { ReactNode } from 'react'
import { sentence } from '../../../ui/sentence.ts'

const number = (count: number): string => count.toLocaleString('en')

/** Words of the approvals and signals that a run waits for. */
export const decideWords = {
  approval: (title: string) => `Approval: ${title}`,
  waiting: 'Waiting for your approval.',
  unknownOutcome: (problem: string) =>
    `LocalFlow does not know whether this node did its work, and will not run it twice. ${problem} Check, then mark the node as succeeded or failed.`,
  expires: (time: ReactNode) => sentence`Expires ${time}.`,
  comment: 'Comment',
  notDecided: 'Could not record the decision',

  signal: (name: string) => `Signal: ${name}`,
  waitingForSignal: (name: string) => `Waiting for signal "${name}"`,
  timesOut: (time: ReactNode) => sentence`Times out ${time}.`,
  signalValue: 'Signal value',
  notJson: 'must be JSON: put text in "quotes"',
  send: 'Send signal',
  sent: (name: string) => `Sent signal "${name}"`,
  notSent: (name: string) => `Could not send signal "${name}"`,
}

/** Words of what a node read and returned, and of the data that nodes share. */
export const dataWords = {
  shared: 'Shared data',
  noneSharedYet: 'No shared data yet',
  noneShared: 'No shared data',
  results: 'Results',
  noResultsYet: 'No results yet',
  noResults: 'No results',
  newestResults: (shown: number, count: number) => `Showing the last ${number(shown)} of ${number(count)} results.`,
  moreCharacters: (count: number) => `… ${number(count)} more characters`,
}

export const nodeWords = {
  comment: 'Comment',
  input: 'Input',
  result: 'Result',
  openLog: 'Open log',
  notReached: 'This run has not reached the node.',
  status: 'Status',
  exit: (code: number) => ` · exit ${code}`,
  takenFrom: 'Taken from',
  run: 'Run',
  runOf: (run: number) => `run ${run}`,
  elapsed: 'Elapsed',
  took: 'Took',
  visits: 'Visits',
  attempts: 'Attempts',
  items: 'Items',
  itemsFailed: (failed: number, count: number) => `${number(failed)} of ${number(count)} failed`,
  itemsDone: (done: number, count: number) => `${number(done)} of ${number(count)}`,
  nextEdge: 'Next edge',
  decided: 'Decided',
  expired: 'Expired',
  /** Where a person decided, by the stored name of the place. */
  decidedIn: { hand: 'in the window', cli: 'with lf', api: 'through the API', tray: 'in the tray' } as Record<string, string>,
  decidedBy: (actor: ReactNode, place: string, time: ReactNode) => sentence`${actor} ${place}, ${time}`,
  expiredAt: (actor: ReactNode, time: ReactNode) => sentence`${actor} ${time}`,

  none: { output: 'No output yet', files: 'No files yet' },
  noneHint: {
    output: "Output appears here as the flow's scripts write it.",
    files: (folder: ReactNode) => sentence`Files that the flow's scripts write to ${folder} appear here.`,
  },
  noneOf: {
    output: (node: string) => `No output from "${node}"`,
    files: (node: string) => `No files from "${node}"`,
  },
  innerRun: {
    output: (run: ReactNode) => sentence`The inner flow has its own output: ${run}.`,
    files: (run: ReactNode) => sentence`The inner flow has its own files: ${run}.`,
  },
  noStep: 'The run has no step of this name, or has not reached the step.',
  answered: (outcome: string, by: ReactNode) => sentence`Outcome: ${outcome}, ${by}`,
  answerComment: (text: string) => `Comment: "${text}"`,
  noScript: 'This node ran no script in this run.',

  item: (node: string, item: number) => `${node}, item ${number(item)}`,
  visit: (name: string, visit: number) => `${name}, visit ${number(visit)}`,
}

export const historyWords = {
  title: 'Run history',
  events: 'Events',
  event: (n: number) => `Event ${n}`,
  scrubber: 'State after event',
  place: (n: number, last: number) => `${number(n)} of ${number(last)}`,
  save: 'Save history',
  saveHint: 'Saves a file that you can open in LocalFlow or check with lf replay',
  fork: 'Fork from here…',
  forkHint: 'Start a new run from this event',
  noForkHint: 'The run had ended by this event. Select an earlier event',

  file: 'History file',
  open: 'Open history file…',
  none: 'No history open',
  noneHint:
    "Open a file that you saved on the History tab of a flow's run, and see the run event by event. LocalFlow runs nothing from it.",
  notOpened: (file: string, why: string) => `Could not open ${file}: ${why}`,
  titleOf: (flow: string, run: number, version: number | null) =>
    `${flow}, run ${run}${version === null ? '' : ` (version ${version})`}`,
  opened: (file: string, verdict: string) => `${file}. ${verdict}`,
  noSequel: (n: number, why: string) => `Event ${n} cannot follow the events before it: ${why}.`,
  same: (decisions: number) => `All ${number(decisions)} decisions of the flow are the same in this version of LocalFlow.`,
  different: (n: number, here: string | undefined, recorded: string | undefined) =>
    `This version of LocalFlow decides differently from event ${n} on: ${here ?? 'nothing'} instead of ${recorded ?? 'nothing'}.`,

  forkTitle: (n: number) => `Fork from event ${n}`,
  forkText: 'Starts a new run from this event. Finished nodes keep their results, and running nodes start again.',
  forkRun: 'Fork run',
  parameters: 'Parameters',
  shared: 'Shared data',
  notObject: 'must be a JSON object',
}

/** Words of the facts of an event. */
export const eventWords = {
  expired: 'Expired',
  after: (step: string) => `after ${step}`,
  starts: (steps: string) => `starts ${steps}`,
  exit: (code: unknown) => `exit ${code}`,
  active: (run: number) => `run ${run} was active`,
  item: (item: number) => `item ${number(item)}`,
  case: (number: number) => `case ${number}`,
  visit: (step: string, visit: string) => `${step} (visit ${visit})`,
}
