import { useMutation } from '@tanstack/react-query'
import { Link } from 'wouter'
import type { ImportResult } from '../../../shared/model/import.ts'
import { client, codeOf } from '../../api/client.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { toast } from '../../ui/toasts.tsx'
import { type Originals, restore } from './sources.ts'
import { words } from './words.ts'

export type Done = { results: ImportResult[]; disabled: Originals | null; notDisabled: string | null }

/** What was imported, with a way to undo it. */
export function Outcome({ done: { results, disabled, notDisabled }, onAgain }: { done: Done; onAgain(): void }) {
  const made = results.flatMap(({ jobId }) => jobId ?? [])
  const failed = results.filter(({ message }) => message !== null)
  const undo = useMutation({
    meta: { failed: words.notUndone },
    async mutationFn() {
      if (disabled !== null) await restore(disabled)
      for (const ref of made) await removeIfThere(ref)
    },
    onSuccess() {
      toast(words.undone)
      onAgain()
    },
  })
  return (
    <div className="flex max-w-[720px] flex-col gap-4 p-4">
      <p role="status" className="text-lg font-semibold">
        {words.imported(made.length)}
      </p>
      {notDisabled !== null && <p className="text-bad">{words.stillRuns(notDisabled)}</p>}
      {disabled !== null && <p className="text-ink-2">{words.disabledOwn[disabled.kind]}</p>}
      {failed.length > 0 && (
        <ul aria-label={words.failed} className="flex flex-col gap-1">
          {failed.map(({ name, message }) => (
            <li key={name}>
              <span className="font-medium">{name}</span> <span className="text-bad">{message}</span>
            </li>
          ))}
        </ul>
      )}
      <div className="flex gap-2">
        <Link href="/jobs" className={buttonClass('primary')}>
          {words.showJobs}
        </Link>
        {made.length > 0 && (
          <Button disabled={undo.isPending} onClick={() => undo.mutate()}>
            {words.undo}
          </Button>
        )}
        <Button look="quiet" onClick={onAgain}>
          {words.more}
        </Button>
      </div>
    </div>
  )
}

/** A job that was deleted in the meantime needs no deleting. */
async function removeIfThere(ref: string): Promise<void> {
  try {
    await client.jobs.remove({ ref })
  } catch (error) {
    if (codeOf(error) !== 'not-found') throw error
  }
}
