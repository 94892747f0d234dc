import type { Spec } from '../../../shared/model/job.ts'
import type { TaskType } from '../../../shared/model/task.ts'

/** Who executes it. */
export const typeOf = ({ body }: Pick<Spec, 'body'>): TaskType =>
  body.kind === 'http' || body.kind === 'builtin' ? body.kind : 'shell'
