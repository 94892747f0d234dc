import { previewWaits } from '../../../../shared/backoff.ts'
import { Retry } from '../../../../shared/model/job.ts'
import { duration } from '../../../ui/time.tsx'
import { retryOf } from './draft.ts'
import type { Form } from './form.ts'

const mostShown = 8

/** When the attempts of a run that keeps failing start. */
export function RetryPreview({ form }: { form: Form }) {
  const parsed = Retry.safeParse(retryOf(form))
  if (!parsed.success) return null
  const { backoff, maxAttempts } = parsed.data
  const waits = previewWaits(backoff, maxAttempts)
  const total = waits.reduce((sum, ms) => sum + ms, 0)
  const upTo = backoff.jitter ? 'up to ' : ''
  return (
    <div className="rounded-md bg-sunken px-2.5 py-2 text-sm">
      <p className="mb-1 font-medium text-ink-2">If every attempt fails</p>
      <ol className="text-ink-2 tabular-nums">
        <li>Attempt 1 immediately</li>
        {waits.slice(0, mostShown).map((ms, index) => (
          <li key={index}>
            Attempt {index + 2} after {upTo}
            {duration(ms)}
          </li>
        ))}
        {waits.length > mostShown && <li>… and {waits.length - mostShown} more</li>}
      </ol>
      <p className="mt-1 text-ink-3">
        {upTo === '' ? 'Total delay: ' : 'Total delay: at most '}
        {duration(total)}.
      </p>
    </div>
  )
}
