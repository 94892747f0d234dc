import type { ReactNode } from 'react'
import { countText } from '../../ui/count-text.ts'
import { sentence } from '../../ui/sentence.ts'

export const words = {
  title: 'Workers',
  unreadable: (why: string) => `Could not read the workers: ${why}`,
  none: 'No workers yet',
  noneHint:
    'A worker is a program, on this computer or another one, that runs the nodes of flows that name its service. Start one to see it here.',
  waiting: 'Waiting for a worker',
  /** `isPull`: only a worker that pulls tasks gets them. */
  waitingTasks: (count: number, since: ReactNode, isPull: boolean) => {
    const tasks = countText(count, ['task', 'tasks'], { isPart: count >= 1_000 })
    return isPull ? sentence`${tasks} since ${since}, for a worker started with --pull` : sentence`${tasks} since ${since}`
  },
  start: 'Start a worker',
  noPort: (setPort: ReactNode) => sentence`Workers connect to LocalFlow through a port. To use them, ${setPort}.`,
  setPort: 'set a port in Settings',
  copy: 'Copy command',
  copied: 'Copied the command',
  notCopied: 'Could not copy the command',
  commandHint:
    'The command gets {"input", "params"} on standard input, and its output is the result. With --pull, the worker asks for tasks instead of being called.',

  nouns: ['worker', 'workers'],
  columns: {
    name: 'Worker',
    status: 'Status',
    services: 'Services',
    running: 'Running',
    load: 'Load',
    heartbeat: 'Last heartbeat',
  },
  online: 'Online',
  offline: 'Offline',
  pulls: 'pulls tasks',
  justNow: 'just now',
  row: (name: string, status: string, services: string, running: number) =>
    `${name}, ${status.toLowerCase()}, ${services}, ${running} running`,
  remove: 'Remove',
  removed: (name: string) => `Removed worker ${name}`,
  notRemoved: (name: string) => `Could not remove worker ${name}`,
} as const
