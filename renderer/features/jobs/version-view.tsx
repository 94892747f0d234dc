import { useQuery } from '@tanstack/react-query'
import { Play, RotateCcw } from 'lucide-react'
import { Link, useLocation } from 'wouter'
import { type Job, JobDraft, type JobVersion, Spec } from '../../../shared/model/job.ts'
import { api, attempt, client, messageOf, queryClient } from '../../api/client.ts'
import { Differences } from '../../conflict/difference-list.tsx'
import { differencesOf } from '../../conflict/differences.ts'
import { saveOver } from '../../conflict/save-over.ts'
import { startVersion } from '../../run-form/ask.ts'
import { Status } from '../../run-status.tsx'
import { Button } from '../../ui/button.tsx'
import { Select } from '../../ui/field.tsx'
import { Problem } from '../../ui/problem.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { Instant } from '../../ui/time.tsx'
import { toast, toastError } from '../../ui/toasts.tsx'
import { words } from './words.ts'

type Props = {
  job: Job
  version: number
  /** The version that it is compared with. */
  other: number
  others: number[]
  onOther(version: number): void
  /** The version that a restored one became. */
  onRestored(version: number): void
}

/** One version: what it runs, how it differs from another, and buttons that run it or make it the newest. */
export function VersionView({ job, version, other, others, onOther, onRestored }: Props) {
  const [, go] = useLocation()
  const query = useQuery(api.jobs.version.queryOptions({ input: { ref: job.id, version } }))
  if (query.isError)
    return (
      <div>
        <Problem message={words.versions.unreadable(version, messageOf(query.error))} retry={() => void query.refetch()} />
      </div>
    )
  if (!query.data) return <SkeletonRows rows={4} />
  const { spec, createdAt, note, runs, lastRun } = query.data
  const isDifferent = differencesOf(spec, Spec.parse(job)).length > 0
  const runIt = async () => {
    const run = await runVersion(job, version)
    if (run) go(`/runs/${run.number}`)
  }
  return (
    <section aria-label={words.versions.version(version)} className="min-h-0 overflow-auto p-4">
      <div className="mb-1 flex flex-wrap items-center gap-3">
        <h2 className="flex-1 font-semibold">
          {words.versions.version(version)}{' '}
          <span className="font-normal text-ink-3">· {words.versions.saved(<Instant at={createdAt} />)}</span>
        </h2>
        <Button small disabled={!job.enabled} onClick={() => void runIt()}>
          <Play aria-hidden="true" className="size-3.5" />
          {words.versions.run}
        </Button>
        {isDifferent && (
          <Button small onClick={() => void restore(job, query.data, onRestored)}>
            <RotateCcw aria-hidden="true" className="size-3.5" />
            {words.versions.restore}
          </Button>
        )}
      </div>
      {note !== '' && <p className="mb-1 break-words text-ink-2">{note}</p>}
      <p className="mb-3 flex items-center gap-2 text-sm text-ink-3">
        {words.versions.runs(runs)}
        {lastRun && (
          <Link href={`/runs/${lastRun.number}`} className="inline-flex items-center gap-1 hover:underline">
            · <Status facts={lastRun} /> {words.test.run(lastRun.number)}
          </Link>
        )}
      </p>
      <Content label={words.versions.contents(version)} spec={spec} />
      {others.length > 0 && <Compared job={job} version={version} spec={spec} other={other} others={others} onOther={onOther} />}
    </section>
  )
}

function Compared({ job, version, spec, other, others, onOther }: Omit<Props, 'onRestored'> & { spec: Spec }) {
  const query = useQuery(api.jobs.version.queryOptions({ input: { ref: job.id, version: other } }))
  const known = others.includes(other) ? others : [...others, other]
  const [before, after] = version < other ? [version, other] : [other, version]
  const specs = query.data && (version < other ? [spec, query.data.spec] : [query.data.spec, spec])
  return (
    <section aria-label={words.versions.changes(before, after)} className="mt-4">
      <div className="mb-2 flex items-center gap-2">
        <h3 className="font-semibold whitespace-nowrap">{words.versions.compareWith}</h3>
        <Select
          aria-label={words.versions.compareWith}
          className="w-40"
          value={String(other)}
          options={Object.fromEntries(known.map((each) => [String(each), words.versions.version(each)]))}
          onChange={(next) => onOther(Number(next))}
        />
      </div>
      {query.isError && (
        <Problem message={words.versions.unreadable(other, messageOf(query.error))} retry={() => void query.refetch()} />
      )}
      {specs && (
        <Differences
          differences={differencesOf(Spec.parse(specs[0]), Spec.parse(specs[1]))}
          theirs={words.versions.version(before)}
          mine={words.versions.version(after)}
        />
      )}
    </section>
  )
}

const runVersion = (job: Job, version: number): Promise<{ number: number } | null> =>
  attempt(words.notRun(job.name), () => startVersion(job, version))

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

async function restore(
  job: Job,
  { version, spec }: JobVersion & { spec: Spec },
  onRestored: (version: number) => void,
): Promise<void> {
  const put = async (draft: JobDraft, from: Job, note: string) => {
    const saved = await saveOver<Job, JobDraft>({
      name: from.name,
      base: from.updatedAt,
      mine: draft,
      began: JobDraft.parse(from),
      putBack: () => {},
      put: (written, expected) => client.jobs.update({ ref: from.id, ...written, ...expected, note }),
      newest: () => client.jobs.get({ ref: from.id }),
      draftOf: (state) => JobDraft.parse(state),
    })
    await queryClient.invalidateQueries({ queryKey: api.jobs.key() })
    return saved === null || saved.by === 'theirs' ? null : saved.stored
  }
  try {
    const stored = await put({ ...JobDraft.parse(job), ...spec }, job, words.versions.restoredNote(version))
    if (stored === null) return
    onRestored(stored.version)
    toast(words.versions.restored(version, stored.version), {
      undo: () =>
        void put(JobDraft.parse(job), stored, words.versions.restoredNote(job.version)).catch((error: unknown) =>
          toastError(words.versions.notRestored(job.version), error),
        ),
    })
  } catch (error) {
    toastError(words.versions.notRestored(version), error)
  }
}
