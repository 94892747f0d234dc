import type { ReactNode } from 'react'
import { countText } from '../../../ui/count-text.ts'
import { sentence } from '../../../ui/sentence.ts'

export const headWords = {
  outcome: 'Outcome',
  exit: (code: number) => ` · exit ${code}`,
  nodeExit: (node: string, code: number) => ` · ${node} · exit ${code}`,
  warning: (usage: string) => `This run ${usage}.`,
  survivors: (processes: string) => `Could not stop: ${processes}`,
  process: (command: string, pid: number) => `${command} (${pid})`,
  parameters: 'Parameters',
  nextAttempt: (attempt: number, of: number, start: ReactNode) => sentence`Attempt ${attempt} of ${of} starts ${start}.`,
  conditions: (waitsFor: string, until: string) =>
    `${waitsFor} LocalFlow skips the run if its conditions do not hold by ${until}.`,
  approvalExpires: (approval: ReactNode, time: ReactNode) => sentence`${approval} · expires ${time}`,
  until: (time: ReactNode) => sentence`until ${time}`,

  startedBy: 'Started by',
  startedByActor: (trigger: string, actor: ReactNode) => sentence`${trigger} · ${actor}`,
  queued: 'Queued',
  took: 'Took',
  elapsed: 'Elapsed',
  runningFor: 'Running for',
  partOf: 'Part of',
  run: (run: number) => `run ${run}`,
  version: 'Version',
  attempt: 'Attempt',
  attemptOf: (attempt: number, of: number) => `${attempt} of ${of}`,
  queue: 'Queue',
  priority: 'Priority',
  front: 'front',
  memory: 'Memory',
  memoryUsed: (peak: string, average: string) => `${peak} peak, ${average} average`,
  cpuTime: 'CPU time',
  pid: 'Process ID',
  signal: 'Signal',
  dropped: 'Discarded output',
  leftRunning: 'Left running',
  processes: (count: number) => countText(count, ['process', 'processes']),

  continuedBy: (links: ReactNode) => sentence`Continued by ${links}`,
  rerunAs: (links: ReactNode) => sentence`Re-run as ${links}`,
  rerunOf: (link: ReactNode) => sentence`Re-run of ${link}`,
  retryOf: (link: ReactNode, node: string | null) =>
    node === null ? sentence`Retry of ${link}` : sentence`Retry of ${link} from ${node}`,
  forkedFrom: (link: ReactNode, event: number | null) => sentence`Forked from ${link} at event ${event}`,
  runNumber: (run: number) => `#${run}`,
  deletedRun: 'Deleted run',
}
