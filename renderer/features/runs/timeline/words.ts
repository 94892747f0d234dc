import { countText } from '../../../ui/count-text.ts'
import { words as shared } from '../../../words.ts'

export const words = {
  none: 'Nothing has started yet',
  noneHint: 'Each step appears here as it starts.',
  label: (duration: string) => `Timeline over ${duration}`,
  name: 'Step',
  time: 'Time',
  took: 'Took',
  from: (time: string) => `From ${time}`,
  zoomIn: 'Zoom in (+)',
  zoomOut: 'Zoom out (−)',
  reset: 'Show the whole run (0)',
  now: 'Now',
  idle: (duration: string) => `${duration} idle`,
  zoomHint: 'Drag over the axis to zoom in, or turn the wheel with Ctrl',
  cell: (start: string, waited: string | null, attempts: number) =>
    [`started after ${start}`, waited && `waited ${waited}`, attempts > 1 && countText(attempts, ['attempt', 'attempts'])]
      .filter(Boolean)
      .join(', '),
  notStarted: 'not started',
  legend: 'Legend',
  legendOf: {
    succeeded: shared.statuses.succeeded,
    failed: 'Failed attempt',
    running: shared.statuses.running,
    cancelled: shared.statuses.cancelled,
    waiting: 'Waiting',
  },
  openLog: 'Open in Log tab',
  noLog: 'This step has no log of its own.',
  firstRows: (count: number) => `Showing the first ${count.toLocaleString('en')} inputs of each step.`,
}
