import type { TaskType } from '../../../shared/model/task.ts'
import type { TaskSpec } from '../store/tasks.ts'

/** Who executes it. */
export const typeOf = ({ body }: Pick<TaskSpec, 'body'>): TaskType =>
  body.kind === 'http' || body.kind === 'builtin' || body.kind === 'service' ? body.kind : 'shell'
