import type { TaskType } from '../../../shared/model/task.ts'
import type { TaskSpec } from '../store/tasks.ts'

/** Who executes it. */
export const typeOf = ({ body }: Pick<TaskSpec, 'body'>): TaskType =>
  body.kind === 'script' || body.kind === 'command' ? 'shell' : body.kind
