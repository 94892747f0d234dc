import { useState } from 'react'
import { Link } from 'wouter'
import type { ImportResult } from '../../../shared/model/import.ts'
import { client, codeOf } from '../../api/client.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { toast, toastError } from '../../ui/toasts.tsx'
import { type Originals, restore } from './sources.ts'

export type Done = { results: ImportResult[]; disabled: Originals | null; notDisabled: string | null }

/** What became of it, and the way back. */
export function Outcome({ done: { results, disabled, notDisabled }, onAgain }: { done: Done; onAgain(): void }) {
  const [busy, setBusy] = useState(false)
  const made = results.flatMap(({ jobId }) => jobId ?? [])
  const failed = results.filter(({ message }) => message !== null)
  const takeBack = async () => {
    setBusy(true)
    try {
      if (disabled !== null) await restore(disabled)
      for (const ref of made) await removeIfThere(ref)
      toast('The import was taken back')
      onAgain()
    } catch (error) {
      toastError('It was not taken back in full', error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className="flex max-w-[720px] flex-col gap-4 p-4">
      <p role="status" className="text-lg font-semibold">
        {made.length === 1 ? '1 job was imported' : `${made.length} jobs were imported`}
      </p>
      {notDisabled !== null && <p className="text-bad">What they were made of still runs, too: {notDisabled}</p>}
      {disabled !== null && (
        <p className="text-ink-2">
          {disabled.kind === 'crontab' ? 'Their lines are commented out in your crontab.' : 'Their timers are disabled.'}
        </p>
      )}
      {failed.length > 0 && (
        <ul aria-label="Not imported" className="flex flex-col gap-1">
          {failed.map(({ name, message }) => (
            <li key={name}>
              <span className="font-medium">{name}</span> <span className="text-bad">{message}</span>
            </li>
          ))}
        </ul>
      )}
      <div className="flex gap-2">
        <Link href="/jobs" className={buttonClass('primary')}>
          See the jobs
        </Link>
        {made.length > 0 && (
          <Button disabled={busy} onClick={() => void takeBack()}>
            Take the import back
          </Button>
        )}
        <Button look="quiet" onClick={onAgain}>
          Import more
        </Button>
      </div>
    </div>
  )
}

/** One that somebody deleted meanwhile is gone as well. */
async function removeIfThere(ref: string): Promise<void> {
  try {
    await client.jobs.remove({ ref })
  } catch (error) {
    if (codeOf(error) !== 'not-found') throw error
  }
}
