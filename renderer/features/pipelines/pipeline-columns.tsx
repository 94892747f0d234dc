import type { PipelineSummary } from '../../../shared/model/pipeline.ts'
import { definitionColumns } from '../../definition-columns.tsx'
import { FavoriteMark } from '../../favorites/favorite-star.tsx'
import { NameLink, NameNote } from '../../name-link.tsx'
import { organizedColumns } from '../../organize/columns.tsx'
import { TagChips } from '../../organize/tag-chips.tsx'
import type { Column } from '../../ui/table/columns.ts'
import { words } from './words.ts'

export const pipelineColumns: Column<PipelineSummary>[] = [
  {
    ...{ id: 'name', name: words.pipeline, width: 200, isMain: true, sortBy: ({ name }: PipelineSummary) => name },
    cell: (pipeline) => <Name pipeline={pipeline} />,
  },
  {
    ...{ id: 'steps', name: words.steps, width: 80, rank: 2 },
    sortBy: ({ steps }) => steps,
    cell: ({ steps }) => <span className="text-ink-2">{steps ?? <span className="text-bad">{words.invalid}</span>}</span>,
  },
  ...organizedColumns<PipelineSummary>(),
  ...definitionColumns<PipelineSummary>(),
]

const Name = ({ pipeline: { id, name, path, tags } }: { pipeline: PipelineSummary }) => (
  <NameLink href={`/pipelines/${id}`} name={name}>
    <FavoriteMark kind="pipeline" id={id} />
    <TagChips tags={tags} className="shrink-[9999]" />
    {path !== null && <NameNote isCode>{path}</NameNote>}
  </NameLink>
)
