export const words = {
  task: 'task',
  taskOf: (run: number) => `Task of run ${run}`,
  queue: 'Queue',
  priority: 'Priority',
  /** A priority above 100 means that the task was moved to the front. */
  priorityOf: (priority: number) => (priority > 100 ? 'Front' : String(priority)),
  attempts: 'Attempts',
  attemptOf: (attempts: number, most: number) => `${attempts} of ${most}`,
  type: 'Type',
  queued: 'Queued',
  due: 'Due',
  started: 'Started',
  parameters: 'Parameters',
}
