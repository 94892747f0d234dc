import { sentenceCase } from '../../../ui/sentence-case.ts'

const number = (count: number): string => count.toLocaleString('en')

export const rowWords = {
  steps: 'Steps',
  attempts: 'Attempts',
  log: 'Log of',
  all: 'All',
  allHint: 'Lines of all steps by time',
  waiting: 'Waiting',
  attempt: (attempt: number) => `Attempt ${number(attempt)}`,
  item: (item: number) => `Item ${number(item)}`,
  visit: (name: string, visit: number) => `${name} #${number(visit)}`,
  fromRun: (run: number) => `from run ${run}`,
  noInput: 'No input',
  /** For a screen reader, and on hover. */
  row: (name: string, status: string, duration: string) => sentenceCase([name, status, duration].filter(Boolean).join(', ')),
}
