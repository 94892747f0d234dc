/** Where a task can be, with the filter that finds it. */
export const views = {
  ready: { word: 'Ready', input: { stage: 'ready' } },
  delayed: { word: 'Not due yet', input: { stage: 'delayed' } },
  held: { word: 'Held', input: { stage: 'held' } },
  running: { word: 'Running', input: { status: 'running' } },
  failed: { word: 'Failed', input: { status: 'failed' } },
} as const
export type View = keyof typeof views
