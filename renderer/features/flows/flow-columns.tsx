import type { FlowSummary } from '../../../shared/model/flow.ts'
import { definitionColumns } from '../../definition-columns.tsx'
import { FavoriteMark } from '../../favorites/favorite-star.tsx'
import { NameLink, NameNote } from '../../name-link.tsx'
import { organizedColumns } from '../../organize/columns.tsx'
import { TagChips } from '../../organize/tag-chips.tsx'
import type { Column } from '../../ui/table/columns.ts'
import { words } from './words.ts'

export const flowColumns: Column<FlowSummary>[] = [
  { id: 'name', name: words.flow, width: 200, isMain: true, sortBy: ({ name }) => name, cell: (flow) => <Name flow={flow} /> },
  {
    ...{ id: 'version', name: words.version, width: 136, rank: 2 },
    sortBy: ({ version }) => version,
    cell: ({ version, hasDraft }) => (
      <span className="text-ink-2">
        {version ?? words.notPublished}
        {version !== null && hasDraft && <span className="text-ink-3"> {words.andDraft}</span>}
      </span>
    ),
  },
  ...organizedColumns<FlowSummary>(),
  ...definitionColumns<FlowSummary>(),
]

const Name = ({ flow: { id, name, description, tags } }: { flow: FlowSummary }) => (
  <NameLink href={`/flows/${id}`} name={name}>
    <FavoriteMark kind="flow" id={id} />
    <TagChips tags={tags} className="shrink-[9999]" />
    <NameNote>{description}</NameNote>
  </NameLink>
)
