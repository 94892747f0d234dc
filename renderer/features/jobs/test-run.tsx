import { useQuery } from '@tanstack/react-query'
import { ExternalLink, Square, X } from 'lucide-react'
import { type ReactNode, useRef } from 'react'
import { Link, useSearchParams } from 'wouter'
import type { JobDraft } from '../../../shared/model/job.ts'
import type { RunDetail } from '../../../shared/model/run.ts'
import { api, attempt, client, messageOf } from '../../api/client.ts'
import { useWatched } from '../../api/watched.ts'
import { Status } from '../../run-status.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { Problem } from '../../ui/problem.tsx'
import { Elapsed } from '../../ui/time.tsx'
import { toast, toastError } from '../../ui/toasts.tsx'
import { words } from './words.ts'

/** Shows the output of a run; given by whoever puts the page together, since a feature imports no other. */
export type RunOutput = (run: RunDetail) => ReactNode

export type TestRun = { id: string | null; start(draft: JobDraft | null): Promise<void>; close(): void }

/**
 * Runs what the form says, saved or not. Conditions, retries and triggers of the job do not count for a test. The address
 * names the run, so that it is still shown after a reload, or when a new job is saved.
 */
export function useTestRun(): TestRun {
  const [params, setParams] = useSearchParams()
  const id = params.get('test')
  const show = (run: string | null) =>
    setParams(
      (before) => {
        const after = new URLSearchParams(before)
        run === null ? after.delete('test') : after.set('test', run)
        return after
      },
      { replace: true },
    )
  return {
    id,
    close: () => show(null),
    async start(draft) {
      if (draft === null) return
      const { name, enabled: _, muted: __, pinned: ___, pauseAfter: ____, ...spec } = draft
      try {
        if (id !== null) await stopEarlier(id)
        const run = await client.runs.exec({ ...spec, title: words.test.titleOf(name) })
        show(run.id)
      } catch (error) {
        toastError(words.test.notStarted, error)
      }
    },
  }
}

/** A test run that nobody looks at any more would run on unseen. */
async function stopEarlier(id: string): Promise<void> {
  const earlier = await client.runs.get({ ref: id }).catch(() => null)
  if (earlier === null || earlier.endedAt !== null) return
  await client.runs.cancel({ ref: id })
  toast(words.test.stoppedEarlier(earlier.number))
}

/** The output of a test beside the script that it tests. */
export function TestRunPane({ id, output, close }: { id: string; output: RunOutput; close(): void }) {
  useWatched(id)
  const { data: run, error, refetch } = useQuery(api.runs.get.queryOptions({ input: { ref: id } }))
  const pane = useRef<HTMLElement>(null)
  const stop = () => {
    // The button goes when the run ends, and the focus would go with it.
    pane.current?.focus()
    void attempt(words.test.notStopped, () => client.runs.cancel({ ref: id }))
  }
  return (
    <section
      ref={pane}
      tabIndex={-1}
      aria-label={words.test.testRun}
      className="flex h-[42%] min-h-40 shrink-0 flex-col border-t border-rule bg-surface"
    >
      <header className="flex h-9 shrink-0 items-center gap-3 border-b border-rule px-4">
        <h2 className="font-medium">{words.test.testRun}</h2>
        {run && (
          <span role="status" className="flex items-center gap-2 text-sm text-ink-2">
            <Status facts={run} />
            {run.reason === 'exit-code' && run.exitCode !== null && words.test.exitCode(run.exitCode)}
            {run.startedAt !== null && <Elapsed from={run.startedAt} to={run.endedAt} />}
          </span>
        )}
        <span className="flex-1" />
        {run?.endedAt === null && (
          <Button small look="danger" onClick={stop}>
            <Square aria-hidden="true" className="size-3" />
            {words.stop}
          </Button>
        )}
        {run && (
          <Link href={`/runs/${run.number}`} className="inline-flex items-center gap-1 text-sm text-accent hover:underline">
            {words.test.run(run.number)}
            <ExternalLink aria-hidden="true" className="size-3" />
          </Link>
        )}
        <IconButton label={words.test.close} onClick={close}>
          <X aria-hidden="true" className="size-3.5" />
        </IconButton>
      </header>
      <div className="flex min-h-0 flex-1 flex-col">
        {run ? output(run) : error && <Problem message={words.test.unreadable(messageOf(error))} retry={() => void refetch()} />}
      </div>
    </section>
  )
}
