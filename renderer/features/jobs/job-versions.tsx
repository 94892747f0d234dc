import { useInfiniteQuery } from '@tanstack/react-query'
import type { Job } from '../../../shared/model/job.ts'
import { api, messageOf } from '../../api/client.ts'
import { paged, useItems } from '../../paged.tsx'
import { Problem } from '../../ui/problem.tsx'
import { Versions } from '../../versions/versions.tsx'
import { words } from '../../versions/words.ts'
import { VersionView } from './version-view.tsx'

/** Everything a job ever ran: each version, how it differs from another one, and the way back. */
export function JobVersions({ job }: { job: Job }) {
  const query = useInfiniteQuery(api.jobs.versions.infiniteOptions(paged({ ref: job.id })))
  const versions = useItems(query.data)
  if (query.isError && !query.data)
    return <Problem message={words.unreadableList(messageOf(query.error))} retry={() => void query.refetch()} />
  return (
    <Versions
      id={job.id}
      versions={versions}
      current={job.version}
      more={query.hasNextPage ? () => void query.fetchNextPage() : null}
    >
      {(shown) => <VersionView key={shown.version} job={job} shown={shown} />}
    </Versions>
  )
}
