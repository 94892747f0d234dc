import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useSearchParams } from 'wouter'
import type { Job, JobVersion } from '../../../shared/model/job.ts'
import { api } from '../../api/client.ts'
import { ByActor } from '../../by-actor.tsx'
import { paged, useItems } from '../../paged.tsx'
import { Button } from '../../ui/button.tsx'
import { cx } from '../../ui/class-names.ts'
import { useKeys } from '../../ui/keys.ts'
import { Name } from '../../ui/name.tsx'
import { Ago } from '../../ui/time.tsx'
import { VersionView } from './version-view.tsx'
import { words } from './words.ts'

/** Everything a job ever ran: each version, how it differs from the current one, and the way back. */
export function JobVersions({ job }: { job: Job }) {
  const [params, setParams] = useSearchParams()
  const query = useInfiniteQuery(api.jobs.versions.infiniteOptions(paged({ ref: job.id })))
  const versions = useItems(query.data)
  const asked = Number(params.get('v'))
  const [first] = useState(job.version)
  const chosen = Number.isInteger(asked) && asked > 0 ? asked : first
  const choose = (version: number | undefined) => {
    if (version === undefined) return
    const after = new URLSearchParams(location.search)
    after.set('v', String(version))
    setParams(after, { replace: true })
  }
  const move = (by: number) => choose(versions[versions.findIndex(({ version }) => version === chosen) + by]?.version)
  useKeys({ next: () => move(1), previous: () => move(-1) })
  return (
    <div className="grid min-h-0 flex-1 grid-cols-[280px_minmax(0,1fr)] max-[640px]:block max-[640px]:overflow-auto">
      <div className="min-h-0 overflow-auto border-rule max-[640px]:border-b min-[641px]:border-r">
        <ul aria-label={words.versions.title}>
          {versions.map((version) => (
            <li key={version.version}>
              <VersionRow
                version={version}
                isCurrent={version.version === job.version}
                isChosen={version.version === chosen}
                choose={() => choose(version.version)}
              />
            </li>
          ))}
        </ul>
        {query.hasNextPage && (
          <div className="p-3">
            <Button small onClick={() => void query.fetchNextPage()}>
              {words.versions.showOlder}
            </Button>
          </div>
        )}
      </div>
      <VersionView key={chosen} job={job} version={chosen} />
    </div>
  )
}

function VersionRow({
  version: { version, preview, createdAt, actor },
  isCurrent,
  isChosen,
  choose,
}: {
  version: JobVersion
  isCurrent: boolean
  isChosen: boolean
  choose(): void
}) {
  return (
    <button
      type="button"
      aria-pressed={isChosen}
      onClick={choose}
      className={cx(
        'flex w-full flex-col gap-0.5 border-b border-rule px-4 py-2 text-left',
        isChosen ? 'bg-selected [--ink-3:var(--ink-2)]' : 'hover:bg-hover',
      )}
    >
      <span className="flex items-baseline gap-2">
        <span className="font-medium tabular-nums">{words.versions.version(version)}</span>
        {isCurrent && <span className="text-xs text-ink-2">{words.versions.current}</span>}
        <span className="ml-auto text-sm text-ink-3">
          <Ago at={createdAt} /> <ByActor actor={actor} />
        </span>
      </span>
      <Name className="font-mono text-xs text-ink-3">{preview}</Name>
    </button>
  )
}
