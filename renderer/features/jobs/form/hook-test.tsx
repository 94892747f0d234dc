import { useMutation } from '@tanstack/react-query'
import { Link } from 'wouter'
import { Hook, type HookInput } from '../../../../shared/model/hook.ts'
import { client, messageOf } from '../../../api/client.ts'
import type { HookText } from '../../../hooks-editor/hook-text.ts'
import { Button } from '../../../ui/button.tsx'
import { hookWords as words } from './words/hooks.ts'

/** Runs a hook as it stands in the form, with the facts of an invented run. */
export function HookTest({ hook, jobId }: { hook: HookText; jobId: string | null }) {
  const draft = Hook.safeParse(hook)
  const testing = useMutation({
    mutationFn: (ref: string) => client.jobs.testHook({ ref, hook: hook as HookInput }),
  })
  return (
    <>
      <Button
        small
        disabled={jobId === null || !draft.success || testing.isPending}
        title={jobId === null ? words.testUnsaved : undefined}
        onClick={() => jobId !== null && testing.mutate(jobId)}
      >
        {words.test}
      </Button>
      <span aria-live="polite" className="min-w-0 truncate text-sm">
        {testing.data && (
          <Link href={`/runs/${testing.data.number}`} className="text-accent hover:underline">
            {words.tested(testing.data.number)}
          </Link>
        )}
        {testing.error && <span className="text-bad">{messageOf(testing.error)}</span>}
      </span>
    </>
  )
}
