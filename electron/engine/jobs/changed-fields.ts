import type { ChangedParts } from '../../../shared/model/change-summary.ts'
import { fieldChanges } from '../../../shared/model/field-changes.ts'
import type { Spec } from '../../../shared/model/job.ts'

/** Names of what a job consists of, by the start of the path of a field. */
const names: [field: RegExp, name: string][] = [
  [/^body\.kind/, 'kind'],
  [/^body\.(script|interpreter)/, '$1'],
  [/^body\.command/, 'program'],
  [/^body\.args/, 'arguments'],
  [/^body\.(flow|pipeline)/, '$1'],
  [/^body\.version/, 'fixed version'],
  [/^body\.input/, 'input'],
  [/^body\.(url|method|headers|body|expect|redirects|verifyTls)/, 'request'],
  [/^cwd/, 'working folder'],
  [/^env(\.|$)/, 'environment'],
  [/^envFile/, 'environment file'],
  [/^stdin/, 'standard input'],
  [/^timeoutMs/, 'timeout'],
  [/^retry/, 'retries'],
  [/^stop/, 'stop'],
  [/^limits/, 'limits'],
  [/^overlap/, 'concurrency policy'],
  [/^output/, 'result'],
  [/^params/, 'parameters'],
  [/^(queue|priority|conditions|hooks)/, '$1'],
]

/** Where the kind changed, so did all that it consists of. */
export function changedFields(before: Spec, after: Spec): ChangedParts {
  const isOther = before.body.kind !== after.body.kind
  const fields = fieldChanges(before, after).map(({ field }) => field)
  const told = isOther ? fields.filter((field) => field === 'body.kind' || !field.startsWith('body.')) : fields
  const changed = names.flatMap(([start, name]) =>
    told.flatMap((field) => {
      const found = start.exec(field)
      return found ? [name.replace('$1', found[1] ?? '')] : []
    }),
  )
  return { changed }
}
