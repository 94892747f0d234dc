import { previewWaits } from '../../../../shared/backoff.ts'
import { Retry } from '../../../../shared/model/job.ts'
import { duration } from '../../../ui/time.tsx'
import { retryOf } from './draft.ts'
import type { Form } from './form.ts'
import { words } from './words.ts'

const mostShown = 8

/** When the attempts of a run that keeps failing start. */
export function RetryPreview({ form }: { form: Form }) {
  const parsed = Retry.safeParse(retryOf(form))
  if (!parsed.success) return null
  const { backoff, maxAttempts } = parsed.data
  const waits = previewWaits(backoff, maxAttempts)
  const total = waits.reduce((sum, ms) => sum + ms, 0)
  return (
    <div className="rounded-md bg-sunken px-2.5 py-2 text-sm">
      <p className="mb-1 font-medium text-ink-2">{words.retries.preview}</p>
      <ol className="text-ink-2 tabular-nums">
        <li>{words.retries.first}</li>
        {waits.slice(0, mostShown).map((ms, index) => (
          <li key={index}>{words.retries.attempt(index + 2, duration(ms), backoff.jitter)}</li>
        ))}
        {waits.length > mostShown && <li>{words.retries.andMore(waits.length - mostShown)}</li>}
      </ol>
      <p className="mt-1 text-ink-3">{words.retries.total(duration(total), backoff.jitter)}</p>
    </div>
  )
}
