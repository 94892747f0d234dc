import type { Queue } from '../../../shared/model/task.ts'
import { countText } from '../../ui/count-text.ts'

const states: Record<Queue['state'], string> = { open: 'Open', paused: 'Paused', draining: 'Draining' }
const views = { ready: 'Ready', delayed: 'Delayed', held: 'Held', running: 'Running', failed: 'Failed' }
const nouns = ['task', 'tasks'] as const
const tasks = (count: number): string => countText(count, nouns)
const part = (count: number, total: number): string => countText(count, nouns, { total })
const empty: Record<keyof typeof views, [title: string, text: string]> = {
  ready: ['The queue is empty', 'New runs start immediately.'],
  delayed: ['No delayed tasks', 'Tasks with a later start, and retries of failed ones, are listed here until they are due.'],
  held: ['No held tasks', 'Tasks that wait for the previous run of their job, or for conditions, are listed here.'],
  running: ['No running tasks', 'Tasks are listed here while they run.'],
  failed: ['No failed tasks', 'Tasks that failed after their last attempt are listed here.'],
}

export const words = {
  title: 'Queue',
  unreadable: (why: string) => `Could not read the queues: ${why}`,
  filter: 'Filter tasks',
  tasksOf: (state: string) => `Tasks: ${state}`,
  ofQueue: (name: string) => `Queue: ${name}`,
  removeFilter: '(remove this filter)',
  noMatch: 'No matching tasks',
  clearFilter: 'Clear filter',
  views,
  nouns,
  empty,

  columns: { run: 'Run', task: 'Task', queue: 'Queue', priority: 'Priority', attempts: 'Attempts', status: 'Status' },
  /** The column of a time, in each view. */
  when: { ready: 'Queued', delayed: 'Due', held: 'Queued', running: 'Started', failed: 'Failed' },
  front: 'front',
  priorityOf: (priority: number) => `priority ${priority}`,
  attemptsOf: (attempts: number, most: number) => `${attempts} of ${most}`,
  taskOf: (title: string, run: number) => `${title}, run ${run}`,

  open: 'Open run',
  openRun: (run: number) => `Open run ${run}`,
  retry: 'Retry',
  retryRun: (run: number) => `Retry run ${run}`,
  retrying: (run: number) => `Retrying run ${run}`,
  notRetried: (run: number) => `Could not retry run ${run}`,
  stop: 'Stop',
  stopRun: (run: number) => `Stop run ${run}`,
  stopping: (run: number) => `Stopping run ${run}`,
  notStopped: (run: number) => `Could not stop run ${run}`,
  cancel: 'Cancel',
  cancelRun: (run: number) => `Cancel run ${run}`,
  cancelled: (run: number) => `Cancelled run ${run}`,
  notCancelled: (run: number) => `Could not cancel run ${run}`,
  moveToFront: 'Move to front',
  moveRunToFront: (run: number) => `Move run ${run} to the front`,
  movedToFront: (run: number) => `Moved run ${run} to the front of its queue`,
  notMovedToFront: (run: number) => `Could not move run ${run} to the front`,
  retriedAll: {
    working: (count: number) => `Retry ${tasks(count)}`,
    done: (count: number) => `Retrying ${tasks(count)}`,
    failed: (count: number, of: number) => `Could not retry ${part(count, of)}`,
  },
  stoppedAll: {
    working: (count: number) => `Stop ${tasks(count)}`,
    done: (count: number) => `Stopping ${tasks(count)}`,
    failed: (count: number, of: number) => `Could not stop ${part(count, of)}`,
  },
  cancelledAll: {
    working: (count: number) => `Cancel ${tasks(count)}`,
    done: (count: number) => `Cancelled ${tasks(count)}`,
    failed: (count: number, of: number) => `Could not cancel ${part(count, of)}`,
  },

  queues: 'Queues',
  queueNouns: ['queue', 'queues'] as const,
  queueRow: (name: string, state: string, note: string | null, running: number, ready: number) =>
    `${name}, ${state}${note === null ? '' : `: ${note}`}, ${running} running, ${ready} ready`,
  queue: 'Queue',
  state: 'State',
  states,
  running: 'Running',
  ready: 'Ready',
  delayed: 'Delayed',
  held: 'Held',
  runningOf: (limit: number) => ` of ${limit}`,
  pause: 'Pause',
  pauseQueue: (name: string) => `Pause ${name}`,
  resume: 'Resume',
  resumeQueue: (name: string) => `Resume ${name}`,
  limitDialog: 'Set concurrency limit…',
  drainDialog: 'Drain queue…',
  delete: 'Delete queue',
  resumed: (name: string) => `Resumed queue "${name}"`,
  deleted: (name: string) => `Deleted queue "${name}"`,
  notResumed: (name: string) => `Could not resume queue "${name}"`,
  notDeleted: (name: string) => `Could not delete queue "${name}"`,
  notChanged: (name: string) => `Could not change queue "${name}"`,

  dialogs: {
    pause: {
      title: (name: string) => `Pause queue "${name}"`,
      text: 'Runs that have started continue. Nothing else in this queue starts until you resume it. Nothing is lost.',
      submit: 'Pause queue',
      field: 'Reason',
      placeholder: 'Optional; shown next to the queue',
      done: (name: string) => `Paused queue "${name}"`,
    },
    drain: {
      title: (name: string) => `Drain queue "${name}"`,
      text: 'Queued runs still start. LocalFlow skips new runs until you resume the queue.',
      submit: 'Drain queue',
      field: 'Reason',
      placeholder: 'Optional; shown next to the queue',
      done: (name: string) => `Draining queue "${name}"`,
    },
    cap: {
      title: (name: string) => `Concurrency limit of queue "${name}"`,
      text: 'How many runs of this queue run at the same time. Leave empty for no limit.',
      submit: 'Save limit',
      field: 'Concurrency limit',
      placeholder: 'No limit',
      done: (name: string) => `Saved the concurrency limit of queue "${name}"`,
    },
  },
  capRange: 'Give a whole number from 1 to 1,000.',
}
