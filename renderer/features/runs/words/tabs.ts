import type { ReactNode } from 'react'
import { countText } from '../../../ui/count-text.ts'
import { sentence } from '../../../ui/sentence.ts'

export const fileWords = {
  incomplete: (problem: string) => `Some files are missing. ${problem}`,
  noneYet: 'No files yet',
  none: 'No files',
  noneHint: (folder: ReactNode) => sentence`Files that the script writes to ${folder} appear here when the attempt ends.`,
  folder: '$OUTPUT_DIR',
  files: 'Files',
  total: (count: number, size: string) => `${countText(count, ['file', 'files'])} · ${size}`,
  showMore: 'Show more',
  details: 'Show where the file came from and what used it',
  download: (name: string) => `Download ${name}`,
}

export const metricWords = {
  notStarted: 'Not started yet',
  notStartedHint: 'LocalFlow samples CPU and memory while the run is active.',
  unreadable: (why: string) => `Could not read the metrics: ${why}`,
  noneYet: 'No samples yet',
  noneYetHint: 'LocalFlow takes the first sample in a moment.',
  none: 'No samples',
  noneHint: 'The attempt ended before LocalFlow took the first sample.',
  memory: 'Memory',
  cpu: 'CPU',
  peak: (peak: string) => `${peak} peak`,
  memoryUsed: (peak: string, average: string) => `${peak} peak, ${average} average`,
  cpuUsed: (peak: string, time: string) => `${peak} peak, ${time} in total`,
  percent: (percent: number) => `${percent} %`,
  chart: (title: string, last: string, note: string) => `${title}: ${last} in the last sample, ${note}`,
  processes: 'Processes',
  processesNow: (count: number) => `${countText(count, ['process', 'processes'])} now`,
  processesLast: 'Processes in the last sample',
  pid: 'PID',
  command: 'Command',
  smaller: (count: number) => `and ${countText(count, ['smaller process', 'smaller processes'])}`,
}
