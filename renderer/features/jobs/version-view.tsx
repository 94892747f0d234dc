import { useQuery } from '@tanstack/react-query'
import { RotateCcw } from 'lucide-react'
import { type Job, JobDraft, type JobVersion, Spec } from '../../../shared/model/job.ts'
import { api, client, messageOf, queryClient } from '../../api/client.ts'
import { Differences } from '../../conflict/difference-list.tsx'
import { differencesOf } from '../../conflict/differences.ts'
import { saveOver } from '../../conflict/save-over.ts'
import { Button } from '../../ui/button.tsx'
import { Problem } from '../../ui/problem.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { Instant } from '../../ui/time.tsx'
import { toast, toastError } from '../../ui/toasts.tsx'
import { words } from './words.ts'

/** One version: what it runs, how it differs from the current one, and a button that makes it the newest. */
export function VersionView({ job, version }: { job: Job; version: number }) {
  const query = useQuery(api.jobs.version.queryOptions({ input: { ref: job.id, version } }))
  if (query.isError)
    return (
      <div>
        <Problem message={words.versions.unreadable(version, messageOf(query.error))} retry={() => void query.refetch()} />
      </div>
    )
  if (!query.data) return <SkeletonRows rows={4} />
  const { spec, createdAt } = query.data
  const isCurrent = version === job.version
  const differences = differencesOf(spec, Spec.parse(job))
  return (
    <section aria-label={words.versions.version(version)} className="min-h-0 overflow-auto p-4">
      <div className="mb-4 flex items-center gap-3">
        <h2 className="flex-1 font-semibold">
          {words.versions.version(version)}{' '}
          <span className="font-normal text-ink-3">· {words.versions.saved(<Instant at={createdAt} />)}</span>
        </h2>
        {differences.length > 0 && (
          <Button small onClick={() => void restore(job, query.data)}>
            <RotateCcw aria-hidden="true" className="size-3.5" />
            {words.versions.restore}
          </Button>
        )}
      </div>
      <Content label={words.versions.contents(version)} spec={spec} />
      {!isCurrent && (
        <>
          <h3 className="mt-6 mb-2 font-semibold">{words.versions.changes(version)}</h3>
          <Differences differences={differences} theirs={words.versions.version(version)} mine={words.versions.currentVersion} />
        </>
      )}
    </section>
  )
}

function Content({ label, spec: { body } }: { label: string; spec: Spec }) {
  const text = textOf(body)
  return (
    <pre
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard
      tabIndex={0}
      role="figure"
      aria-label={label}
      className="max-h-[40vh] overflow-auto rounded-md border border-rule bg-bg p-3 font-mono text-sm whitespace-pre-wrap"
    >
      {text}
    </pre>
  )
}

/** As the editor shows it: the script, or the program and its arguments, one a line. */
function textOf(body: Spec['body']): string {
  if (body.kind === 'script') return body.script
  if (body.kind === 'command') return [body.command, ...body.args.map((arg) => `  ${arg}`)].join('\n')
  return JSON.stringify(body, null, 2)
}

async function restore(job: Job, { version, spec }: JobVersion & { spec: Spec }): Promise<void> {
  const put = async (draft: JobDraft, from: Job) => {
    const saved = await saveOver<Job, JobDraft>({
      name: from.name,
      base: from.updatedAt,
      mine: draft,
      began: JobDraft.parse(from),
      putBack: () => {},
      put: (written, expected) => client.jobs.update({ ref: from.id, ...written, ...expected }),
      newest: () => client.jobs.get({ ref: from.id }),
      draftOf: (state) => JobDraft.parse(state),
    })
    await queryClient.invalidateQueries({ queryKey: api.jobs.key() })
    return saved === null || saved.by === 'theirs' ? null : saved.stored
  }
  try {
    const stored = await put({ ...JobDraft.parse(job), ...spec }, job)
    if (stored === null) return
    toast(words.versions.restored(version, stored.version), {
      undo: () =>
        void put(JobDraft.parse(job), stored).catch((error: unknown) =>
          toastError(words.versions.notRestored(job.version), error),
        ),
    })
  } catch (error) {
    toastError(words.versions.notRestored(version), error)
  }
}
