import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { type Job, JobDraft, type JobVersion, Spec } from '../../../shared/model/job.ts'
import { api, client, messageOf, queryClient } from '../../api/client.ts'
import { Differences } from '../../conflict/difference-list.tsx'
import { differencesOf } from '../../conflict/differences.ts'
import { saveOver } from '../../conflict/save-over.ts'
import { Problem } from '../../ui/problem.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { Instant } from '../../ui/time.tsx'
import { toast, toastError } from '../../ui/toasts.tsx'
import { Compared, VersionContents, VersionDetails } from '../../versions/version-details.tsx'
import type { ShownVersion } from '../../versions/versions.tsx'
import { words } from '../../versions/words.ts'

type Props = { job: Job; shown: ShownVersion }

/** One version: what it runs, how it differs from another, and buttons that run it or make it the newest. */
export function VersionView({ job, shown }: Props) {
  const { version } = shown
  const query = useQuery(api.jobs.version.queryOptions({ input: { ref: job.id, version } }))
  if (query.isError)
    return <Problem message={words.unreadable(version, messageOf(query.error))} retry={() => void query.refetch()} />
  if (!query.data) return <SkeletonRows rows={4} />
  const { spec, createdAt } = query.data
  const isDifferent = differencesOf(spec, Spec.parse(job)).length > 0
  return (
    <VersionDetails
      target={{ kind: 'job', id: job.id, name: job.name }}
      shown={shown}
      facts={query.data}
      made={words.saved(<Instant at={createdAt} />)}
      canRun={job.enabled}
      restore={isDifferent ? { name: words.restore, act: () => restore(job, query.data, shown.onRestored) } : null}
    >
      <VersionContents version={version} text={textOf(spec.body)} />
      <Compared shown={shown}>
        {({ before, after, isOtherNewer }) => (
          <OtherVersion job={job} other={Number(shown.other)}>
            {(other) => (
              <Differences
                differences={differencesOf(...(isOtherNewer ? ([spec, other] as const) : ([other, spec] as const)))}
                theirs={before}
                mine={after}
              />
            )}
          </OtherVersion>
        )}
      </Compared>
    </VersionDetails>
  )
}

type OtherProps = { job: Job; other: number; children(spec: Spec): ReactNode }

function OtherVersion({ job, other, children }: OtherProps) {
  const query = useQuery(api.jobs.version.queryOptions({ input: { ref: job.id, version: other } }))
  if (query.isError)
    return <Problem message={words.unreadable(other, messageOf(query.error))} retry={() => void query.refetch()} />
  return query.data ? children(Spec.parse(query.data.spec)) : null
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
    const stored = await put({ ...JobDraft.parse(job), ...spec }, job, words.restoredNote(version))
    if (stored === null) return
    onRestored(stored.version)
    toast(words.restored(version, stored.version), {
      undo: () =>
        void put(JobDraft.parse(job), stored, words.restoredNote(job.version)).catch((error: unknown) =>
          toastError(words.notRestored(job.version), error),
        ),
    })
  } catch (error) {
    toastError(words.notRestored(version), error)
  }
}
