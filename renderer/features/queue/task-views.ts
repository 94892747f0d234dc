import type { Task } from '../../../shared/model/task.ts'
import { words } from './words.ts'

/** Where a task can be, with the filter that finds it. */
export const views = {
  ready: { word: words.views.ready, input: { stage: 'ready' } },
  delayed: { word: words.views.delayed, input: { stage: 'delayed' } },
  held: { word: words.views.held, input: { stage: 'held' } },
  running: { word: words.views.running, input: { status: 'running' } },
  failed: { word: words.views.failed, input: { status: 'failed' } },
} as const
export type View = keyof typeof views

/** The view that lists the task; null: none does. */
export function viewOf({ status, stage }: Pick<Task, 'status' | 'stage'>): View | null {
  if (status === 'queued') return stage
  return status === 'running' || status === 'failed' ? status : null
}
