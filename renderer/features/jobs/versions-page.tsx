import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useSearchParams } from 'wouter'
import type { Job } from '../../../shared/model/job.ts'
import { api } from '../../api/client.ts'
import { focusIfMade, rememberMade } from '../../made.ts'
import { paged, useItems } from '../../paged.tsx'
import { Button } from '../../ui/button.tsx'
import { useKeys } from '../../ui/keys.ts'
import { VersionRow } from './version-list.tsx'
import { VersionView } from './version-view.tsx'
import { words } from './words.ts'

const madeKey = (job: Job, version: number): string => `${job.id} ${version}`

/** Everything a job ever ran: each version, how it differs from the current one, and the way back. */
export function JobVersions({ job }: { job: Job }) {
  const [params, setParams] = useSearchParams()
  const query = useInfiniteQuery(api.jobs.versions.infiniteOptions(paged({ ref: job.id })))
  const versions = useItems(query.data)
  const asked = Number(params.get('v'))
  const [first] = useState(job.version)
  const chosen = Number.isInteger(asked) && asked > 0 ? asked : first
  const put = (name: 'v' | 'with', version: number | undefined) => {
    if (version === undefined) return
    const after = new URLSearchParams(location.search)
    after.set(name, String(version))
    setParams(after, { replace: true })
  }
  const choose = (version: number | undefined) => put('v', version)
  const usual = chosen === job.version ? Math.max(1, chosen - 1) : job.version
  const compared = Number(params.get('with'))
  const other = compared > 0 && compared !== chosen ? compared : usual
  const move = (by: number) => choose(versions[versions.findIndex(({ version }) => version === chosen) + by]?.version)
  useKeys({ next: () => move(1), previous: () => move(-1) })
  return (
    <div className="grid min-h-0 flex-1 grid-cols-[300px_minmax(0,1fr)] max-[640px]:block max-[640px]:overflow-auto">
      <div className="min-h-0 overflow-auto border-rule max-[640px]:border-b min-[641px]:border-r">
        <ul aria-label={words.versions.title}>
          {versions.map((version) => (
            <li key={version.version}>
              <VersionRow
                version={version}
                isCurrent={version.version === job.version}
                isChosen={version.version === chosen}
                rowRef={focusIfMade(madeKey(job, version.version))}
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
      <VersionView
        key={chosen}
        job={job}
        version={chosen}
        other={other}
        others={versions.flatMap(({ version }) => (version === chosen ? [] : version))}
        onOther={(version) => put('with', version)}
        onRestored={(version) => {
          rememberMade(madeKey(job, version))
          choose(version)
        }}
      />
    </div>
  )
}
