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
