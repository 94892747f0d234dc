import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { PipelineDetail } from '../../../shared/model/pipeline.ts'
import { api, client, messageOf, queryClient } from '../../api/client.ts'
import { paged, useItems } from '../../paged.tsx'
import { Problem } from '../../ui/problem.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { Instant } from '../../ui/time.tsx'
import { toast, toastError } from '../../ui/toasts.tsx'
import { Compared, VersionContents, VersionDetails } from '../../versions/version-details.tsx'
import { type ShownVersion, Versions } from '../../versions/versions.tsx'
import { words } from '../../versions/words.ts'
import { PipelineDifference } from './pipeline-difference.tsx'

/** Every manifest that the pipeline had, how it differs from another one, and the way back. */
export function PipelineVersions({ pipeline }: { pipeline: PipelineDetail }) {
  const query = useInfiniteQuery(api.pipelines.versions.infiniteOptions(paged({ ref: pipeline.id })))
  const versions = useItems(query.data)
  if (query.isError && !query.data)
    return <Problem message={words.unreadableList(messageOf(query.error))} retry={() => void query.refetch()} />
  return (
    <Versions
      id={pipeline.id}
      versions={versions}
      current={pipeline.version}
      more={query.hasNextPage ? () => void query.fetchNextPage() : null}
    >
      {(shown) => <VersionView key={shown.version} pipeline={pipeline} shown={shown} />}
    </Versions>
  )
}

type Props = { pipeline: PipelineDetail; shown: ShownVersion }

function VersionView({ pipeline, shown }: Props) {
  const { version } = shown
  const query = useQuery(api.pipelines.version.queryOptions({ input: { ref: pipeline.id, version } }))
  if (query.isError)
    return <Problem message={words.unreadable(version, messageOf(query.error))} retry={() => void query.refetch()} />
  if (!query.data) return <SkeletonRows rows={4} />
  const { source, createdAt } = query.data
  // A pipeline of a file is what that file says.
  const canRestore = source !== pipeline.source && pipeline.path === null
  return (
    <VersionDetails
      target={{ kind: 'pipeline', id: pipeline.id, name: pipeline.name }}
      shown={shown}
      facts={query.data}
      made={words.saved(<Instant at={createdAt} />)}
      canRun
      restore={canRestore ? { name: words.restore, act: () => restore(pipeline, { version, source }, shown.onRestored) } : null}
    >
      <VersionContents version={version} text={source} />
      <Compared shown={shown}>
        {({ isOtherNewer }) => (
          <Difference pipeline={pipeline} other={Number(shown.other)} source={source} isOtherNewer={isOtherNewer} />
        )}
      </Compared>
    </VersionDetails>
  )
}

type DifferenceProps = { pipeline: PipelineDetail; other: number; source: string; isOtherNewer: boolean }

function Difference({ pipeline, other, source, isOtherNewer }: DifferenceProps) {
  const query = useQuery(api.pipelines.version.queryOptions({ input: { ref: pipeline.id, version: other } }))
  if (query.isError)
    return <Problem message={words.unreadable(other, messageOf(query.error))} retry={() => void query.refetch()} />
  if (!query.data) return null
  const [before, after] = isOtherNewer ? [source, query.data.source] : [query.data.source, source]
  return <PipelineDifference before={before} after={after} />
}

/** Puts a text in place of another. Throws stale where another window changed it since. */
async function put({ id, updatedAt }: PipelineDetail, source: string, note: string): Promise<PipelineDetail> {
  const stored = await client.pipelines.update({ ref: id, source, note, expectedUpdatedAt: updatedAt })
  await queryClient.invalidateQueries({ queryKey: api.pipelines.key() })
  return stored
}

type Restored = { version: number; source: string }

async function restore(
  pipeline: PipelineDetail,
  { version, source }: Restored,
  onRestored: (version: number) => void,
): Promise<void> {
  try {
    const stored = await put(pipeline, source, words.restoredNote(version))
    onRestored(stored.version)
    toast(words.restored(version, stored.version), {
      undo: () =>
        void put(stored, pipeline.source, words.restoredNote(pipeline.version)).catch((error: unknown) =>
          toastError(words.notRestored(pipeline.version), error),
        ),
    })
  } catch (error) {
    toastError(words.notRestored(version), error)
  }
}
