import { isAtFront } from '../../../../shared/model/task.ts'
export const words = {
  task: 'task',
  taskOf: (run: number) => `Task of run ${run}`,
  queue: 'Queue',
  priority: 'Priority',
  priorityOf: (priority: number) => (isAtFront(priority) ? 'Front' : String(priority)),
  attempts: 'Attempts',
  attemptOf: (attempts: number, most: number) => `${attempts} of ${most}`,
  type: 'Type',
  queued: 'Queued',
  due: 'Due',
  started: 'Started',
  parameters: 'Parameters',
}
